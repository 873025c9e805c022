// A changed policy over 1,000 past incidents, against reading the same incidents' timelines from their JSON.
import { DateTime } from "luxon";
import type { Past } from "../src/app/archive.ts";
import { compareReplays } from "../src/app/replay-compare.ts";
import { incidentOf } from "../src/domain/incident.ts";
import { policyOf } from "../src/domain/policy.ts";
import { type Entry, insertEntry } from "../src/domain/timeline.ts";
import { parseTimeline, printTimeline } from "../src/domain/timeline-text.ts";
import { count, median, type Row } from "./row.ts";

const ROUNDS = 7;
const START = DateTime.fromISO("2025-11-10T14:30:00Z", { zone: "utc" });

const ladder = (...after: string[]) =>
  after.map((one, index) => ({ after: one, notify: [`@step-${index}`, "@acme/cto"] }));
const BEFORE = policyOf({
  severities: Object.fromEntries(["P0", "P1", "P2", "P3"].map((name) => [name, { escalate: ladder("0m", "30m") }])),
});
const AFTER = policyOf({
  severities: {
    P0: { response: "10m", post_mortem: "24h", escalate: ladder("0m", "10m", "30m") },
    P1: { response: "30m", update_every: "30m", escalate: ladder("5m", "20m", "45m") },
    P2: { response: "2h", post_mortem: "72h", escalate: ladder("1h") },
    P3: { response: "12h", escalate: ladder("2h") },
  },
  reminders: { response: ["50%"] },
});

/** `number` alone decides how long everything took. */
function past(number: number): Past {
  const spread = (most: number, salt: number) => (Math.imul(number + salt, 2_654_435_761) >>> 8) % most;
  const declaredAt = START.plus({ hours: number });
  const after = (minutes: number) => ({ at: declaredAt.plus({ minutes }), by: "bob" });
  const acknowledged = spread(120, 1);
  const resolved = acknowledged + 30 + spread(300, 2);
  const entries: Entry[] = [
    { ...after(0), kind: "declared" },
    { ...after(0), kind: "severity", to: `P${spread(4, 3)}`, via: "label" },
    { ...after(acknowledged), kind: "acknowledged", via: "command" },
    { ...after(acknowledged + 5), kind: "role", role: "lead", who: "bob" },
    { ...after(acknowledged + 10), kind: "update", status: "identified", text: "the pool is exhausted" },
    ...(number % 3 === 0
      ? [
          {
            ...after(acknowledged + 15),
            kind: "severity",
            to: `P${spread(4, 4)}`,
            via: "command",
            reason: "x",
          } as const,
        ]
      : []),
    { ...after(resolved), kind: "resolved", via: "command", text: "the pool is larger" },
    ...(number % 2 === 0 ? [{ ...after(resolved + spread(6000, 5)), kind: "reviewed" } as const] : []),
  ];
  const url = `https://github.com/acme/shop/issues/${number}`;
  const issue = {
    ...{
      id: number,
      number,
      nodeId: `I_${number}`,
      repository: { owner: "acme", name: "shop" },
      url,
      title: "Down",
      body: "",
    },
    ...{
      reporter: { login: "alice", isBot: false },
      labels: ["incident"],
      assignees: [],
      isOpen: false,
      isLocked: false,
    },
    ...{ createdAt: declaredAt, updatedAt: declaredAt },
  };
  return { ...incidentOf(issue, entries.reduce<Entry[]>(insertEntry, [])), events: [] };
}

/** How long a changed policy takes over that many past incidents, each lived twice. */
export async function replays(incidents = 1000): Promise<Row[]> {
  const all = Array.from({ length: incidents }, (_, index) => past(index + 1));
  const texts = all.map(({ timeline }) => printTimeline(timeline));
  const now = START.plus({ hours: incidents + 24 * 30 });
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(timed(() => compareReplays(all, { before: BEFORE, after: AFTER }, now).incidents));
    theirs.push(timed(() => texts.map(parseTimeline).length));
  }
  return [
    {
      what: `replay of ${count(incidents)} past incidents under two policies`,
      measured: `${(median(ours) / 1000).toFixed(2)} s`,
      yardstick: `reading their timelines from JSON: ${median(theirs).toFixed(0)} ms`,
      ratio: median(ours.map((took, round) => took / (theirs[round] ?? Number.NaN))),
      aim: "< 2 s",
    },
  ];
}

/** Milliseconds. */
function timed(work: () => number): number {
  const begun = performance.now();
  if (work() === 0) throw new Error("nothing was done");
  return performance.now() - begun;
}
