// Keeps one kind of configuration file of each repository: what it says now, and the last version that was right.
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Store } from "../adapters/store/port.ts";
import { finding, type Located } from "../domain/finding.ts";
import type { Entry, Listing, PolicyFolder } from "./policy-folder.ts";

/** Bytes; what is larger is not even fetched. */
const LARGEST = 1_000_000;

export interface Version {
  readonly text: string;
  /** Of the file alone, as git has it. */
  readonly sha: string;
  /** The commit that last touched it on the default branch; "" when GitHub names none. */
  readonly commit: string;
}

/** Finds what is wrong with a text. */
type Judge = (text: string) => Promise<readonly Located[]>;

export interface PolicyFiles {
  /** The last version that was right; undefined when there is no file, or none was right yet. */
  read(place: Place, judge: Judge): Promise<Version | undefined>;
  /** What is wrong with the file as it is now. */
  findingsIn(repository: string): readonly Located[];
}

interface Kept {
  readonly good: Version | undefined;
  readonly findings: readonly Located[];
  readonly listing: Listing;
}

export interface PolicyParts {
  readonly github: Pick<GitHub, "file" | "lastChange">;
  readonly store: Pick<Store, "recall" | "remember">;
  readonly folder: Pick<PolicyFolder, "list">;
}

/** `note` names what the store remembers of them: the last version that was right outlives the process. */
export function createPolicyFiles(path: string, note: string, { github, store, folder }: PolicyParts): PolicyFiles {
  const kept = new Map<string, Kept>();
  const refresh = async (place: Place, entry: Entry, { known, judge }: { known?: Version; judge: Judge }) => {
    if (entry.size > LARGEST) return { good: known, findings: [tooLarge(entry)] };
    if (entry.sha === known?.sha) return { good: known, findings: await judge(known.text) };
    const found = await github.file(place, path);
    if (!found || found === "unchanged") return { good: undefined, findings: [] };
    const findings = await judge(found.text);
    if (findings.length > 0) return { good: known, findings };
    const commit = await github.lastChange(place, path);
    return { good: { text: found.text, sha: entry.sha, commit: commit?.sha ?? "" }, findings };
  };
  return {
    async read(place, judge) {
      const { repository } = place;
      const [listing, last] = [await folder.list(place), kept.get(repository)];
      if (last?.listing === listing) return last.good;
      const known = last ? last.good : parse(await store.recall(`${note}:${repository}`));
      const entry = listing.get(path);
      const next = entry ? await refresh(place, entry, { known, judge }) : { good: undefined, findings: [] };
      if (next.good !== known)
        await store.remember(`${note}:${repository}`, next.good ? JSON.stringify(next.good) : "");
      kept.set(repository, { ...next, listing });
      return next.good;
    },
    findingsIn: (repository) => kept.get(repository)?.findings ?? [],
  };
}

function tooLarge({ size }: Entry): Located {
  return { ...finding([], "too-large", { size, most: LARGEST }), line: 1, column: 1 };
}

function parse(note: string | undefined): Version | undefined {
  const { text, sha, commit = "" } = JSON.parse(note || "{}") as Partial<Version>;
  return text === undefined || sha === undefined ? undefined : { text, sha, commit };
}
