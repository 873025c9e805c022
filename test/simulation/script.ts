// Writes the script of a life from the seed: how the incident is declared, what people type, how it ends.
import type { Act } from "./acts.ts";
import type { Random } from "./random.ts";
import { OTHER_BOT, STRANGER, triggerOf } from "./world.ts";

const LADDER = `severities:
  P0:
    escalate: [{ after: 0m, notify: ["@erin"] }, { after: 30m, notify: ["@acme/cto"] }, { after: 45m, notify: ["@bob"] }]
  P1:
    escalate: [{ after: 0m, notify: ["@bob"] }, { after: 90m, notify: ["@erin"] }]
`;

/** Configurations that lives have. */
const POLICIES: readonly (string | undefined)[] = [
  undefined,
  LADDER,
  `${LADDER}reminders:\n  response: ["50%", "-5m"]\nlocale: fr\n`,
  "default_severity: P2\ncommands:\n  ack: write\n",
  "trigger: outage\nseverities:\n  P2:\n    post_mortem: 24h\n",
];

const RESPONDERS = ["alice", "bob", "carol", "erin"];
const EVERYBODY = [...RESPONDERS, ...RESPONDERS, "dave", STRANGER, OTHER_BOT];

/** Lines that people type, right and wrong. */
const LINES = [
  "/ack",
  "/ack looking at the database",
  "  /ACK",
  "/severity P0",
  "/sev 1 half of the users",
  "/severity P2 it is milder than we thought",
  "/severity p3",
  "/severity PX",
  "/status investigating we look at it",
  "/status identified the pool is exhausted",
  "/status monitoring rolled back",
  "/status gone",
  "/tl 14:00 the release went out",
  "/timeline a retry helped",
  "/timeline 99:99 never",
  "/lead @bob",
  "/lead",
  "/comms @alice",
  "/scribe @carol",
  "/impact half of the payments",
  "/affects checkout, api",
  "/escalate nobody answers",
  "/snooze 30m",
  "/snooze 99d",
  "/pause waiting for the provider",
  "/resume",
  "/drill",
  "/help",
  "/sla",
  "/sla explain",
  "/action raise the pool @bob 2025-11-14",
  "/action tell the users",
  "/action too late @bob 2001-01-01",
  "/pm",
  "/sevrity P1",
  "/lgtm",
  "> /resolve",
  "`/resolve`",
  "```\n/resolve\n```",
];
const WORDS = ["I am looking", "the graphs are flat", "Try restarting it", "same here 👀", "see #1 and @bob"];
const ENDINGS = [
  "/resolve rolled back",
  "/resolve",
  "/status resolved all good",
  "/cancel a false alarm",
  "/duplicate #1",
];

export interface Script {
  readonly policy: string | undefined;
  readonly acts: readonly Act[];
}

/** One or two incidents, a crowd on them, an end, and mostly a post-mortem. */
export function scriptOf(random: Random): Script {
  const policy = random.pick(POLICIES);
  const acts = lifeOf(random, 0, triggerOf(policy));
  if (random.chance(0.3)) {
    const second = lifeOf(random, 1, triggerOf(policy));
    acts.splice(0, acts.length, ...interwoven(acts, second));
  }
  if (random.chance(0.3))
    acts.splice(random.between(1, acts.length), 0, {
      after: 60,
      by: "dave",
      on: 0,
      do: "elsewhere",
      text: random.pick(LINES),
    });
  return { policy, acts };
}

/** Two lives at the same time, in the order of their moments. */
function interwoven(one: readonly Act[], other: readonly Act[]): Act[] {
  const timed = [one, other].flatMap((acts) => {
    let at = 0;
    return acts.map((act) => {
      at += act.after;
      return { act, at };
    });
  });
  let last = 0;
  return timed
    .toSorted((a, b) => a.at - b.at)
    .map(({ act, at }) => {
      const after = at - last;
      last = at;
      return { ...act, after };
    });
}

/** Mostly minutes while it burns, sometimes hours. */
const pause = (random: Random): number =>
  random.chance(0.75)
    ? random.between(5, 1200)
    : random.chance(0.8)
      ? random.between(1200, 9000)
      : random.between(9000, 40_000);

function lifeOf(random: Random, on: number, trigger: string): Act[] {
  const act = (by: string, does: Act["do"], fields: Partial<Act> = {}): Act => ({
    after: pause(random),
    by,
    on,
    do: does,
    ...fields,
  });
  const acts = [...declared(random, on, trigger)];
  for (let count = random.between(1, 9); count > 0; count--) acts.push(during(random, act, trigger));
  acts.push(ended(random, act));
  for (let count = random.between(0, 3); count > 0; count--) acts.push(during(random, act, trigger));
  // What was owed at the end stays owed, however mild it looks afterwards.
  const milder = act("bob", "comment", { text: "/severity P3 milder than we thought" });
  if (random.fork("milder").chance(0.1)) acts.push(milder);
  else if (random.chance(0.75)) acts.push(...afterwards(random, act));
  return acts;
}

function declared(random: Random, on: number, trigger: string): Act[] {
  const by = random.pick(["alice", "bob", "carol", "dave"]);
  const severity = random.pick(["P0", "P1", "P1", "P2", "P3"]);
  const open = { after: random.between(1, 3000), by, on, do: "open" as const };
  const labelled: Act = { after: random.between(1, 120), by: "carol", on, do: "label", text: trigger };
  // Who may not label opens an issue that somebody else makes an incident.
  const later = by === "dave" ? [labelled] : [];
  switch (random.between(0, 4)) {
    case 0:
      return [{ ...open, text: "Checkout down", labels: [trigger, `severity: ${severity}`] }, ...later];
    case 1:
      return [{ ...open, text: `Checkout down\n### Severity\n\n${severity} (chosen)\n`, labels: [trigger] }, ...later];
    case 2:
      return [{ ...open, text: `[${severity}] Checkout down`, labels: [trigger] }, ...later];
    case 3:
      return [{ ...open, text: "Checkout down", labels: [trigger] }, ...later];
    default:
      return [{ ...open, text: "Checkout is slow", labels: ["bug"] }, labelled];
  }
}

type Make = (by: string, does: Act["do"], fields?: Partial<Act>) => Act;

const typed = (random: Random): string => {
  const lines = Array.from({ length: random.chance(0.2) ? 2 : 1 }, () => random.pick(LINES));
  return random.chance(0.2)
    ? `${random.pick(WORDS)}\n\n${[...new Set(lines)].join("\n")}`
    : [...new Set(lines)].join("\n");
};

function during(random: Random, act: Make, trigger: string): Act {
  const by = random.pick(EVERYBODY);
  const nth = random.between(0, 9);
  const draw = random.next();
  if (draw < 0.5) return act(by, "comment", { text: typed(random) });
  if (draw < 0.6) return act(by, "comment", { text: random.pick(WORDS) });
  if (draw < 0.66) return act(random.pick(RESPONDERS), "edit", { nth, text: typed(random) });
  if (draw < 0.69) return act(by, "remove", { nth });
  if (draw < 0.72) return act("erin", "removeOurs", { nth });
  if (draw < 0.74) return act("erin", "removeCard");
  if (draw < 0.77) return act(random.pick(["dave", STRANGER]), "copy", { nth });
  if (draw < 0.82)
    return act(random.pick(RESPONDERS), "label", {
      text: random.pick(["severity: P0", "severity: P2", "P1", "bug", "sla: met"]),
    });
  if (draw < 0.86)
    return act(random.pick(RESPONDERS), "unlabel", { text: random.pick(["severity", "sla", "status", "bug"]) });
  if (draw < 0.88) return act("carol", "unlabel", { text: trigger });
  if (draw < 0.9) return act("carol", "label", { text: trigger });
  if (draw < 0.95) return act(random.pick(RESPONDERS), "assign", { text: random.pick(["bob", "carol", "alice"]) });
  if (draw < 0.97)
    return act("bob", "retitle", { text: random.pick(["Checkout is down everywhere", "[P0] It burns"]) });
  if (draw < 0.98)
    return act(random.pick(RESPONDERS), "close", { text: random.pick(["completed", "not_planned", "duplicate"]) });
  return act(random.pick(RESPONDERS), "reopen");
}

function ended(random: Random, act: Make): Act {
  if (random.chance(0.2))
    return act(random.pick(RESPONDERS), "close", { text: random.pick(["completed", "completed", "not_planned"]) });
  if (random.chance(0.05)) return act("dave", "comment", { text: "/resolve" });
  return act(random.pick(RESPONDERS), "comment", {
    text: random.chance(0.8) ? random.pick(ENDINGS.slice(0, 3)) : random.pick(ENDINGS),
  });
}

/** The days after: a post-mortem in time, late or waived, its items, and people who close too early. */
function afterwards(random: Random, act: Make): Act[] {
  const days = random.pick([3600, 20_000, 80_000, 172_800, 190_000, 300_000]);
  const after = random.between(days / 2, days);
  const early: Act[] = random.chance(0.3) ? [act("bob", "close", { text: "completed" })] : [];
  if (random.chance(0.2))
    return [
      ...early,
      act(random.pick(["alice", "bob", "erin"]), "comment", { after, text: "/pm waive an exercise of the provider" }),
    ];
  const done = random.pick([
    act("bob", "closeReport"),
    act("bob", "comment", { text: "/pm done" }),
    act("carol", "sayOnReport", { text: "/postmortem done" }),
  ]);
  const items = Array.from({ length: random.between(0, 3) }, () =>
    act("bob", random.pick(["tick", "closeItem", "reopenItem", "closeItem"] as const), {
      nth: random.between(0, 3),
      after: random.between(60, 90_000),
    }),
  );
  const premature: Act[] = random.chance(0.3) ? [{ ...done, after: random.between(60, 4000) }] : [];
  return [...early, ...premature, act("bob", "fillReport", { after }), ...(random.chance(0.8) ? [done] : []), ...items];
}
