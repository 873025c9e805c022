// What the lanes of alerts ask again and again, remembered for a while: where a repository is, which issues alerts opened.
import type { GitHub, LabelledIssue, Place } from "../adapters/github/port.ts";
import type { Store } from "../adapters/store/port.ts";
import { parseRaised } from "../domain/alert-marker.ts";
import type { Seal } from "../domain/marker.ts";

export interface Home {
  readonly installation: number;
  /** The repository's own id, which names its lanes. */
  readonly id: number;
}

/** Where the issues of alerts are looked for: all that are open, and those that have changed since (ms). */
interface Where {
  readonly place: Place;
  readonly label: string;
  readonly since: number;
}

export interface AlertDesk {
  /** Throws with status 404 when the app is not installed there. `now` in milliseconds. */
  home(repository: string, now: number): Promise<Home>;
  /** The issue of a group that its lane knows nothing of; undefined when there is none. */
  issueOf(group: string, where: Where, now: number): Promise<number | undefined>;
}

/** Milliseconds. A flood of alerts must not ask GitHub a thousand times where its repository is. */
const FRESH = 600_000;

/** Somebody has to install the app; until then the alerts wait. */
class NotInstalled extends Error {
  readonly status = 404;
  readonly response = {};
  constructor(repository: string) {
    super(`the app is not installed on ${repository}`);
    this.name = "NotInstalled";
  }
}

interface Parts {
  readonly github: GitHub;
  readonly seal: Seal;
  readonly store: Pick<Store, "recall" | "remember">;
}

export function createAlertDesk({ github, seal, store }: Parts): AlertDesk {
  const homes = remembering<Home>(FRESH);
  const groups = remembering<Map<string, number>>(Number.POSITIVE_INFINITY);
  return {
    home: (repository, now) => homes(repository, now, () => findHome(repository, github)),
    async issueOf(group, where, now) {
      const note = `alerts:${where.place.repository}`;
      // What was opened since this store exists its lanes remember: what was there before is asked for once, and again
      // if somebody empties the store under our hands.
      const born = await store.recall(note);
      const began = born ?? String(now);
      if (born === undefined) await store.remember(note, began);
      const find = () => openedByAlerts(where, { github, seal });
      return (await groups(`${note} ${where.label} ${began}`, now, find)).get(group);
    },
  };
}

async function findHome(repository: string, github: GitHub): Promise<Home> {
  const installation = await github.installationOn(repository);
  const all = installation === undefined ? [] : await github.repositories(installation);
  const found = all.find((one) => one.repository.toLowerCase() === repository.toLowerCase());
  if (installation === undefined || !found) throw new NotInstalled(repository);
  return { installation, id: found.id };
}

/** Numbers by group; of several of one group the open one, else the latest. */
async function openedByAlerts(
  { place, label, since }: Where,
  { github, seal }: { github: GitHub; seal: Seal },
): Promise<Map<string, number>> {
  const [changed, open] = [await github.issuesWith(place, label, since), await github.issuesWith(place, label)];
  const byAge = (one: LabelledIssue, other: LabelledIssue) => one.number - other.number;
  const found = [...changed.toSorted(byAge), ...open.toSorted(byAge)].flatMap(({ number, body, isOurs }) => {
    const raised = isOurs ? parseRaised(body, seal) : undefined;
    return raised ? [[raised.group, number] as const] : [];
  });
  return new Map(found);
}

/**
 * Asks once for each key and length of time (ms); whoever asks meanwhile gets the same answer, and a failure is not kept.
 */
function remembering<T>(length: number): (key: string, now: number, ask: () => Promise<T>) => Promise<T> {
  const known = new Map<string, { readonly from: number; readonly answer: Promise<T> }>();
  return (key, now, ask) => {
    const found = known.get(key);
    if (found && now >= found.from && now < found.from + length) return found.answer;
    const answer = ask();
    known.set(key, { from: now, answer });
    answer.catch(() => known.delete(key));
    return answer;
  };
}
