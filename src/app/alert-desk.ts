// What the lanes of alerts ask again and again, remembered for a minute: where a repository is, which issues alerts opened.
import type { GitHub, LabelledIssue, Place } from "../adapters/github/port.ts";
import { parseRaised } from "../domain/alert-marker.ts";
import type { Seal } from "../domain/marker.ts";

export interface Home {
  readonly installation: number;
  /** The repository's own id, which names its lanes. */
  readonly id: number;
}

export interface AlertDesk {
  /** Throws with status 404 when the app is not installed there. `now` in milliseconds. */
  home(repository: string, now: number): Promise<Home>;
  /** The latest issue of the group that is open, or has changed since (ms); undefined when there is none. */
  issueOf(
    group: string,
    where: { place: Place; label: string; since: number },
    now: number,
  ): Promise<number | undefined>;
}

/** Milliseconds. A flood of alerts must not ask GitHub the same a thousand times. */
const FRESH = 60_000;

/** Somebody has to install the app; until then the alerts wait. */
class NotInstalled extends Error {
  readonly status = 404;
  readonly response = {};
  constructor(repository: string) {
    super(`the app is not installed on ${repository}`);
    this.name = "NotInstalled";
  }
}

export function createAlertDesk({ github, seal }: { github: GitHub; seal: Seal }): AlertDesk {
  const homes = remembering<Home>();
  const groups = remembering<Map<string, number>>();
  return {
    home: (repository, now) => homes(repository, now, () => findHome(repository, github)),
    async issueOf(group, { place, label, since }, now) {
      const find = () => openedByAlerts(place, { label, since }, { github, seal });
      return (await groups(`${place.repository} ${label}`, now, find)).get(group);
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
  place: Place,
  { label, since }: { label: string; since: number },
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

/** Asks once for each key and minute; whoever asks meanwhile gets the same answer, and a failure is not kept. */
function remembering<T>(): (key: string, now: number, ask: () => Promise<T>) => Promise<T> {
  const known = new Map<string, { readonly until: number; readonly answer: Promise<T> }>();
  return (key, now, ask) => {
    const found = known.get(key);
    if (found && now < found.until && now >= found.until - FRESH) return found.answer;
    const answer = ask();
    known.set(key, { until: now + FRESH, answer });
    answer.catch(() => known.delete(key));
    return answer;
  };
}
