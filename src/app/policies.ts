// Keeps the policy of each repository: its own file, else the organisation's, else the defaults; the last good one holds.
import type { Logger } from "pino";
import type { Clock } from "../adapters/clock.ts";
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Store } from "../adapters/store/port.ts";
import { DEFAULT_POLICY, type Policy } from "../domain/policy.ts";
import { readPolicyFile } from "../domain/policy-file.ts";

const PATH = ".github/tocsin.yml";
/** A push tells at once; a push that got lost is made good after this long. */
const FRESH_FOR = { minutes: 10 };

export interface Policies {
  of(place: Place): Promise<Policy>;
  /** The file may have changed: look again the next time. */
  expire(repository: string): void;
  /** The trigger label of a repository, as far as known. */
  triggerOf(repository: string): string;
}

interface Kept {
  readonly policy: Policy;
  readonly text: string;
  readonly etag: string;
  readonly source: string;
}

interface Parts {
  readonly github: GitHub;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
}

export function createPolicies({ github, store, clock, log }: Parts): Policies {
  const kept = new Map<string, Kept & { checkedAt: number }>();

  async function remembered(repository: string): Promise<Kept | undefined> {
    const note = await store.recall(`policy:${repository}`);
    if (!note) return undefined;
    const { text, etag, source } = JSON.parse(note) as Kept;
    return { text, etag, source, policy: text === "" ? DEFAULT_POLICY : readPolicyFile(text, `${source}/${PATH}`) };
  }

  async function read(place: Place, repository: string, last: Kept | undefined): Promise<Kept | undefined> {
    const etag = last?.source === repository ? last.etag : undefined;
    const file = await github.file({ ...place, repository }, PATH, etag);
    if (file === "unchanged") return last;
    if (!file) return undefined;
    try {
      const policy = readPolicyFile(file.text, `${repository}/${PATH}`);
      return { policy, text: file.text, etag: file.etag, source: repository };
    } catch (error) {
      log.warn({ repository, problem: String(error) }, "wrong configuration; the last good one holds");
      return last ?? { policy: DEFAULT_POLICY, text: "", etag: "", source: repository };
    }
  }

  async function refresh(place: Place): Promise<Kept> {
    const { repository } = place;
    const last = kept.get(repository) ?? (await remembered(repository));
    const shared = `${repository.split("/")[0]}/.github`;
    const own = await read(place, repository, last);
    const found = own ?? (repository === shared ? undefined : await read(place, shared, last));
    const next = found ?? { policy: DEFAULT_POLICY, text: "", etag: "", source: "" };
    if (next.text !== last?.text)
      await store.remember(
        `policy:${repository}`,
        JSON.stringify({ text: next.text, etag: next.etag, source: next.source }),
      );
    kept.set(repository, { ...next, checkedAt: +clock.now() });
    return next;
  }

  return {
    async of(place) {
      const known = kept.get(place.repository);
      const isFresh = known && known.checkedAt > +clock.now().minus(FRESH_FOR);
      return isFresh ? known.policy : (await refresh(place)).policy;
    },
    expire(repository) {
      const known = kept.get(repository);
      if (known) kept.set(repository, { ...known, checkedAt: 0 });
      // The organisation's file holds for all its repositories.
      if (repository.endsWith("/.github")) for (const [name, one] of kept) kept.set(name, { ...one, checkedAt: 0 });
    },
    triggerOf: (repository) => kept.get(repository)?.policy.trigger ?? DEFAULT_POLICY.trigger,
  };
}
