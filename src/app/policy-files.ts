// Keeps one kind of configuration file of each repository: what it says now, and the last version that was right.
import type { Clock } from "../adapters/clock.ts";
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Store } from "../adapters/store/port.ts";
import type { Located } from "../domain/finding.ts";

/** A push tells at once; a push that got lost is made good after this long. */
const FRESH_FOR = { minutes: 10 };

export interface Version {
  readonly text: string;
  readonly etag: string;
  /** The commit that last touched it on the default branch; "" when GitHub names none. */
  readonly commit: string;
}

export interface PolicyFiles {
  /** The last version that was right; undefined when there is no file, or none was right yet. `judge` finds what is wrong. */
  read(place: Place, judge: (text: string) => readonly Located[]): Promise<Version | undefined>;
  /** The file may have changed: look again the next time. */
  expire(repository: string): void;
  /** What is wrong with the file as it is now. */
  findingsIn(repository: string): readonly Located[];
}

interface Kept {
  readonly good: Version | undefined;
  readonly findings: readonly Located[];
  readonly checkedAt: number;
}

interface Parts {
  readonly github: Pick<GitHub, "file" | "lastChange">;
  readonly store: Pick<Store, "recall" | "remember">;
  readonly clock: Clock;
}

/** `note` names what the store remembers of them: the last version that was right outlives the process. */
export function createPolicyFiles(path: string, note: string, { github, store, clock }: Parts): PolicyFiles {
  const kept = new Map<string, Kept>();
  const refresh = async (place: Place, known: Version | undefined, judge: (text: string) => readonly Located[]) => {
    const found = await github.file(place, path, known?.etag);
    if (!found) return { good: undefined, findings: [] };
    const isSame = found === "unchanged" || found.text === known?.text;
    const text = isSame ? (known?.text ?? "") : found.text;
    const findings = judge(text);
    if (isSame || findings.length > 0) return { good: known, findings };
    const commit = await github.lastChange(place, path);
    return { good: { ...found, commit: commit?.sha ?? "" }, findings };
  };
  return {
    async read(place, judge) {
      const { repository } = place;
      const known = kept.get(repository);
      if (known && known.checkedAt > +clock.now().minus(FRESH_FOR)) return known.good;
      const last = known ? known.good : parse(await store.recall(`${note}:${repository}`));
      const next = await refresh(place, last, judge);
      if (next.good !== last) await store.remember(`${note}:${repository}`, next.good ? JSON.stringify(next.good) : "");
      kept.set(repository, { ...next, checkedAt: +clock.now() });
      return next.good;
    },
    expire(repository) {
      // The organisation's file holds for all its repositories, and may lock what theirs say.
      const isShared = repository.endsWith("/.github");
      for (const [name, one] of kept) if (isShared || name === repository) kept.set(name, { ...one, checkedAt: 0 });
    },
    findingsIn: (repository) => kept.get(repository)?.findings ?? [],
  };
}

function parse(note: string | undefined): Version | undefined {
  const { text, etag, commit = "" } = JSON.parse(note || "{}") as Partial<Version>;
  return text === undefined || etag === undefined ? undefined : { text, etag, commit };
}
