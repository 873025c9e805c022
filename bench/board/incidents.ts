// Two thousand open incidents in fifty repositories, each as a real one summarises itself.
import type { Store } from "../../src/adapters/store/port.ts";
import type { Summary } from "../../src/domain/summary.ts";

export const INCIDENTS = 2000;
export const REPOSITORIES = 50;
const MINUTE = 60_000;

export async function fill(store: Store): Promise<void> {
  for (let index = 0; index < INCIDENTS; index++) await store.wake(laneOf(index), 0);
  for (;;) {
    const claims = await store.claim({ now: 0, leaseUntil: 1, limit: 500 });
    if (claims.length === 0) return;
    await Promise.all(claims.map((claim) => store.finish(claim, finishOf(indexOf(claim.lane), "alice"), 0)));
  }
}

/** One incident gets another lead. */
export async function change(store: Store, index: number): Promise<void> {
  await store.wake(laneOf(index), 1);
  const [claim] = await store.claim({ now: 1, leaseUntil: 60_000, limit: 1 });
  if (claim) await store.finish(claim, finishOf(index, `lead-${Math.floor(performance.now())}`), 1);
}

function laneOf(index: number) {
  const repository = (index % REPOSITORIES) + 1;
  const number = Math.floor(index / REPOSITORIES) + 1;
  return { lane: `${repository}#${number}`, installation: 1, repository: `acme/service-${repository}`, number };
}

function indexOf(lane: string): number {
  const [repository = 1, number = 1] = lane.split("#").map(Number);
  return (number - 1) * REPOSITORIES + repository - 1;
}

function finishOf(index: number, lead: string) {
  const summary = summaryOf(index, lead);
  const row = { declaredAt: summary.declaredAt, isOpen: true, body: JSON.stringify(summary) };
  return { memory: '{"revision":1}', wakeAt: undefined, urgency: index % 4, summary: row };
}

function summaryOf(index: number, lead: string): Summary {
  const { number, repository } = laneOf(index);
  const at = Date.now() - (index % 240) * MINUTE;
  const clock = (name: string, minutes: number) => {
    const length = minutes * MINUTE;
    return { clock: name, start: at, target: length, riskAt: at + 0.8 * length, due: at + length };
  };
  return {
    ...{
      number,
      title: `Requests to part ${index} answer slowly or not at all`,
      locale: "en",
      timezone: "Europe/Paris",
    },
    url: `https://github.com/${repository}/issues/${number}`,
    ...{ severity: `P${index % 4}`, rank: index % 4, declaredAt: at, lead, impact: "one user in ten waits" },
    acknowledged: { at: at + 5 * MINUTE, by: "bob" },
    ...{ status: "identified", components: [`part-${index % 20}`], isWaived: false, actions: [], notified: 3 },
    ...{ isDrill: false, isSecurity: false, isSilent: false, isPaused: false },
    clocks: [{ ...clock("response", 15), done: at + 5 * MINUTE }, clock("update", 30), clock("user-notice", 60)],
    updates: [
      {
        at: at + 10 * MINUTE,
        status: "identified",
        text: "a release of this morning is rolled back",
        severity: "P0",
        isHeld: false,
      },
    ],
  };
}
