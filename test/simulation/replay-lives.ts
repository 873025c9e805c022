// Random lives of incidents, as acts of people at their times, and the stage on which they are lived under a policy.
import type { DateTime } from "luxon";
import { Duration } from "luxon";
import type { Archive } from "../../src/app/archive.ts";
import type { Policy } from "../../src/domain/policy.ts";
import { createStage, REPOSITORY, type Stage } from "../../src/playground/stage.ts";
import { watchedLog } from "../support/canaries.ts";
import { type Random, randomOf } from "./random.ts";

type Hand = ReturnType<Stage["github"]["as"]>;

/** What a person does, so many seconds after the life began. */
export interface Deed {
  readonly after: number;
  readonly by: string;
  does(hand: Hand, number: number): unknown;
}

export interface Life {
  readonly title: string;
  readonly labels: readonly string[];
  readonly deeds: readonly Deed[];
}

/** What whoever acts knows of the incident, under the policy of that time. */
interface Known {
  severity: string;
  isOver: boolean;
  isPaused: boolean;
  isSilent: boolean;
  isResolved: boolean;
  hasEscalated: boolean;
}

const RESPONDERS = ["bob", "carol", "erin"];
const SEVERITIES = ["P0", "P1", "P2", "P3"];
const WAITS = [2, 9, 14, 25, 50, 70, 130, 400];

const types =
  (text: string): Deed["does"] =>
  (hand, number) =>
    hand.comment(REPOSITORY, number, text);

/** An act that makes sense now; whatever the policy of that time would refuse is not tried, for nobody remembers it. */
function next(random: Random, known: Known, pausable: readonly string[]): Deed["does"] {
  if (known.isOver) {
    const act = random.pick(["reopen", "reopen", "waive", "severity"] as const);
    if (act === "waive" && known.isResolved) return types("/postmortem waive nothing to learn");
    if (act === "severity") return changed(random, known);
    Object.assign(known, { isOver: false, isResolved: false });
    return types("/reopen it is back");
  }
  const act = random.pick(ACTS);
  switch (act) {
    case "severity":
      return changed(random, known);
    case "pause":
      if (!pausable.includes(known.severity) || known.isPaused) return types("a word");
      known.isPaused = true;
      return types("/pause waiting for the provider");
    case "resume":
      if (!known.isPaused) return types("/impact some of it");
      known.isPaused = false;
      return types("/resume");
    case "escalate":
      if (known.hasEscalated) return types("/snooze 45m");
      known.hasEscalated = true;
      return types("/escalate nobody answers");
    case "silence":
      known.isSilent = !known.isSilent;
      return known.isSilent ? (hand, number) => hand.removeLabel(REPOSITORY, number, "incident") : revived;
    case "resolve":
    case "close":
      Object.assign(known, { isOver: true, isResolved: true });
      return act === "resolve"
        ? types(random.pick(["/resolve", "/status resolved it works again"]))
        : (hand, number) => hand.close(REPOSITORY, number, "completed");
    case "dismiss":
      known.isOver = true;
      return random.pick([types("/cancel false alarm"), types("/duplicate #1"), dismissed]);
    default:
      return random.pick(ANY_TIME);
  }
}

const ACTS = [
  ...["severity", "severity", "pause", "pause", "resume", "escalate", "silence", "resolve", "resolve", "close"],
  ...["dismiss", "other", "other", "other", "other"],
] as const;

const dismissed: Deed["does"] = (hand, number) => hand.close(REPOSITORY, number, "not_planned");
const revived: Deed["does"] = (hand, number) => hand.addLabels(REPOSITORY, number, "incident");
const ANY_TIME: readonly Deed["does"][] = [
  types("/ack"),
  types("I am looking at it"),
  types("/status identified the pool is exhausted"),
  types("/snooze 2h"),
  types("/lead @bob"),
  types("/comms @carol"),
  types("/timeline it began with a deployment"),
  types("/action raise the limit @bob 2025-11-14"),
  (hand, number) => hand.assign(REPOSITORY, number, "carol"),
  (hand, number) => hand.unassign(REPOSITORY, number, "carol"),
];

function changed(random: Random, known: Known): Deed["does"] {
  const to = random.pick(SEVERITIES.filter((one) => one !== known.severity));
  known.severity = to;
  if (random.chance(0.3)) return (hand, number) => hand.addLabels(REPOSITORY, number, `severity: ${to}`);
  return types(`/severity ${to} it looks so now`);
}

/** A life that follows from its seed, lived by people who know this policy. */
export function lifeOf(seed: number, policy: Policy): Life {
  const random = randomOf(seed);
  const severity = random.pick(["", ...SEVERITIES]);
  const isInTitle = random.chance(0.3);
  const known = { isOver: false, isPaused: false, isSilent: false, isResolved: false, hasEscalated: false, severity };
  const pausable = policy.severities.filter((one) => one.pausable).map(({ name }) => name);
  let minutes = 0;
  const deeds = Array.from({ length: random.between(1, 10) }, (_, index): Deed => {
    minutes += random.pick(WAITS);
    // Every act of a life has seconds of its own, so that none falls on a moment that another one began.
    const after = minutes * 60 + index * 5 + 3;
    const does = random.chance(0.04) ? types("/drill") : next(random, known, pausable);
    return { after, by: random.pick(RESPONDERS), does };
  });
  // The repository's incidents are listed by their label.
  if (known.isSilent) deeds.push({ after: minutes * 60 + 59, by: "bob", does: revived });
  return {
    title: severity && isInTitle ? `[${severity}] Down` : "Down",
    labels: ["incident", ...(severity && !isInTitle ? [`severity: ${severity}`] : [])],
    deeds,
  };
}

/** Between the beginnings of two lives, and after the last. */
const APART = Duration.fromObject({ minutes: 20 });
const AFTERWARDS = Duration.fromObject({ days: 3 });

export interface Lived {
  /** The incidents' numbers, in the order of the lives. */
  readonly numbers: readonly number[];
  readonly archive: Archive;
  readonly now: DateTime;
  thread(number: number): ReturnType<Stage["github"]["thread"]>;
}

/** Lives all of them on a fresh stage under one policy, and reads what is left of them. */
export async function live(lives: readonly Life[], policy: string): Promise<Lived> {
  const stage = await createStage({ policy, log: watchedLog() });
  const { github, clock } = stage;
  const start = +clock.now();
  const numbers: number[] = [];
  const steps = lives.flatMap(({ title, labels, deeds }, index) => {
    const begun = start + index * APART.toMillis() + 60_000;
    const open = () => {
      numbers[index] = github.as("alice").openIssue(REPOSITORY, { title, labels: [...labels] });
    };
    const acts = deeds.map(({ after, by, does }) => ({
      at: begun + after * 1000,
      act: () => void does(github.as(by), numbers[index] ?? 0),
    }));
    return [{ at: begun, act: open }, ...acts];
  });
  for (const { at, act } of steps.toSorted((a, b) => a.at - b.at)) {
    await stage.advance(Duration.fromMillis(at - +clock.now()));
    act();
    await stage.quiet();
  }
  await stage.advance(AFTERWARDS);
  const lived = { numbers, archive: await stage.archive(), now: clock.now() };
  await stage.close();
  return { ...lived, thread: (number) => github.thread(REPOSITORY, number) };
}
