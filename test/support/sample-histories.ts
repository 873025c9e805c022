// Random incident histories for property tests: whatever may happen to an incident, in an order in which it can.
import fc from "fast-check";
import type { DateTime } from "luxon";
import { type Incident, incidentOf } from "../../src/domain/incident.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { anIssue } from "./facts.ts";

type Timeless<E> = E extends Entry ? Omit<E, "at"> : never;
type Act = Timeless<Entry>;

const severities = fc.constantFrom("P0", "P1", "P2", "P3", "SEV9");
const people = fc.constantFrom("alice", "bob", "carol");
const days = fc.constantFrom("2025-11-09", "2025-11-30", "2025-12-01", "2025-12-02", "2025-12-03", "2025-12-04");

const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: severities.map((to): Act => ({ kind: "severity", to, via: "command" })) },
  { weight: 8, arbitrary: fc.constant<Act>({ kind: "acknowledged", via: "command" }) },
  { weight: 5, arbitrary: fc.constantFrom<Act>({ kind: "paused", reason: "x" }, { kind: "resumed" }) },
  { weight: 4, arbitrary: fc.constantFrom<Act>({ kind: "silenced" }, { kind: "revived" }) },
  { weight: 10, arbitrary: fc.constant<Act>({ kind: "resolved", via: "command" }) },
  { weight: 1, arbitrary: fc.constantFrom<Act>({ kind: "cancelled" }, { kind: "duplicate" }) },
  { weight: 2, arbitrary: fc.constant<Act>({ kind: "reopened" }) },
  {
    weight: 5,
    arbitrary: fc.oneof(
      people.map((by): Act => ({ kind: "reviewed", by })),
      people.map((by): Act => ({ kind: "waived", by, reason: `because of ${by}` })),
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({
        number: fc.integer({ min: 1, max: 4 }),
        due: fc.option(days, { nil: undefined }),
        isDone: fc.boolean(),
      })
      .map((action): Act => ({ kind: "action", text: "x", ...action })),
  },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.constantFrom("triage", "response:1762785000", "ladder:P0:1", "update:1762785000:0"), { maxLength: 3 })
      .map((keys): Act => ({ kind: "said", keys })),
  },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: "answered", comment: 77, line: "/sla" }) },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: "said", keys: ["sla:77"] }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom("api", "web", "db"), { minLength: 1, maxLength: 3 })
      .map((components): Act => ({ kind: "affects", components })),
  },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: "note", text: "x" }) },
);

/** Whether it can happen to an incident to which all that happened before. */
function canHappen(act: Act, before: readonly Entry[]): boolean {
  const last = (...kinds: string[]) => before.findLast(({ kind }) => kinds.includes(kind))?.kind;
  const isOver = !["reopened", undefined].includes(last("resolved", "cancelled", "duplicate", "reopened"));
  switch (act.kind) {
    case "acknowledged":
      return !isOver && !last("acknowledged");
    case "paused":
      return !isOver && last("paused", "resumed") !== "paused";
    case "resumed":
      return !isOver && last("paused", "resumed") === "paused";
    case "silenced":
      return last("silenced", "revived") !== "silenced";
    case "revived":
      return last("silenced", "revived") === "silenced";
    case "resolved":
      return !isOver && last("acknowledged") !== undefined;
    case "cancelled":
    case "duplicate":
      return !isOver;
    case "reopened":
    case "reviewed":
    case "waived":
      return isOver;
    default:
      return true;
  }
}

/** Minutes: soon, in a while, another day, or just as long as something was promised. */
const gaps = fc.oneof(
  ...[3, 90, 3000].map((max) => fc.integer({ min: 0, max })),
  fc.constantFrom(0, 15, 60, 240, 2880),
);

/** An incident: minutes from `start` to its declaration, then what happens and how many minutes after the last. */
const lives = fc.record({
  declared: fc.oneof(fc.integer({ min: -3000, max: 32 * 1440 }), fc.integer({ min: 29 * 1440, max: 30 * 1440 })),
  isDrill: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
  steps: fc.array(fc.tuple(gaps, acts), {
    maxLength: 20,
    size: "max",
  }),
});

/** Up to `most` incidents around the month that begins at `start`, as they stood at `now`. */
export function histories(start: DateTime, now: DateTime, most: number): fc.Arbitrary<Incident[]> {
  return fc.array(lives, { maxLength: most, size: "max" }).map((all) =>
    all.map(({ declared, isDrill, steps }, index) => {
      let at = start.plus({ minutes: declared });
      const timeline: Entry[] = [{ at, kind: "declared" }];
      if (isDrill) timeline.push({ at, kind: "drill" });
      for (const [minutes, act] of steps) {
        at = at.plus({ minutes });
        if (at <= now && canHappen(act, timeline)) timeline.push({ at, ...act } as Entry);
      }
      return incidentOf(
        anIssue({ number: index + 1, url: `https://github.com/acme/shop/issues/${index + 1}` }),
        timeline,
      );
    }),
  );
}
