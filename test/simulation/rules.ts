// The rules: what must hold of every life, each with its number and a sentence. Some are checked while it is lived, in reading.ts.
import type { Entry } from "../../src/domain/timeline.ts";
import type { Lived } from "./life.ts";
import { OURS, STRANGER, type World } from "./world.ts";

/** An incident as it can be seen on GitHub, without what differs between two worlds by chance: ids and moments of ours. */
export interface Picture {
  readonly number: number;
  readonly state: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly clocks: readonly string[];
  readonly entries: readonly string[];
  readonly under: readonly string[];
}

/** What the app alone dates, or nobody sees. */
const OUR_MOMENTS = ["said", "answered", "report", "action"];

export function pictureOf(world: World, number: number): Picture {
  const thread = world.reading.thread(number);
  const card = world.reading.cards(number)[0];
  const rows = (card?.body ?? "").split("\n").filter((line) => /^\| .* \| .* \| .* \|/.test(line));
  return {
    number,
    state: `${thread?.state} ${thread?.state_reason ?? ""}`,
    labels: thread?.labels.toSorted() ?? [],
    assignees: thread?.assignees.toSorted() ?? [],
    clocks: rows.map((row) => row.split("|").slice(1, 3).join("|").trim()),
    entries: (card?.timeline ?? [])
      // A call by the clock is compared with what was said: its moment may be over before the app can speak.
      .filter((entry) => !OUR_MOMENTS.includes(entry.kind) && !(entry.kind === "escalated" && !entry.by))
      .map(printEntry)
      .toSorted(),
    under: ["post-mortem", "action-item"].flatMap((label) =>
      world.reading
        .under(number, label)
        .map((one) => `${label} ${world.reading.thread(one)?.state} ${world.reading.thread(one)?.title}`),
    ),
  };
}

function printEntry({ ref: _, ...entry }: Entry): string {
  // A severity that the issue named is named by our own label from then on.
  const via = "via" in entry && entry.via && ["label", "form", "title"].includes(entry.via) ? { via: "the issue" } : {};
  return JSON.stringify({ ...entry, ...via }, (key, value) =>
    key === "at" || key === "until" ? String(value) : value,
  );
}

type Rule = readonly [number: string, sentence: string, check: (lived: Lived) => readonly string[]];

const each = (check: (world: World, number: number) => readonly string[]) => (lived: Lived) =>
  lived.cast.incidents.flatMap((number) => check(lived.world, number).map((what) => `#${number}: ${what}`));

const entriesOn = (world: World, number: number): readonly Entry[] => world.reading.cards(number)[0]?.timeline ?? [];
const kindsOf = (world: World, number: number) => new Set(entriesOn(world, number).map(({ kind }) => kind));
const labelsOf = (world: World, number: number) => world.reading.thread(number)?.labels ?? [];
const isManaged = (world: World, number: number) => world.reading.cards(number).length > 0;

const RULES: readonly Rule[] = [
  [
    "I1",
    "An incident has one card (without its label it is left alone, and a card that was deleted stays away); what is said, " +
      "is said once (that is watched while it is said).",
    each((world, number) => {
      const cards = world.reading.cards(number).length;
      const labels = labelsOf(world, number);
      const isLookedAfter = labels.includes(world.trigger);
      const isOurs = isLookedAfter && labels.some((label) => /^(sla|post-mortem): /.test(label));
      return cards === 1 || (cards === 0 && !isOurs) ? [] : [`${cards} cards`];
    }),
  ],
  [
    "I3",
    "Nothing is said before its moment by the app's own clock, which may have been ahead; as far as the key names the moment.",
    ({ world }) =>
      world.reading.said.flatMap(({ key, at, incident }) => {
        const moment = momentIn(key);
        const early = moment ? moment - at - world.ahead : 0;
        return early > 0 ? [`#${incident}: ${key} was said ${early / 1000} s early`] : [];
      }),
  ],
  [
    "I3b",
    "Where nothing goes wrong nothing is later than a minute, unless somebody's act made it due.",
    ({ world, done }) =>
      world.isHealthy
        ? world.reading.said.flatMap(({ key, at, incident }) => {
            const moment = momentIn(key) ?? at;
            const isCaused = done.some((one) => one.at >= moment && one.at <= at);
            return at - moment > 60_000 && !isCaused
              ? [`#${incident}: ${key} was said ${(at - moment) / 1000} s late`]
              : [];
          })
        : [],
  ],
  [
    "I4",
    "While an incident is looked after it has exactly one severity label, that of its card; none while none is known.",
    each((world, number) => {
      if (!isManaged(world, number) || isSilent(world, number)) return [];
      const labels = labelsOf(world, number).filter((label) => /^(severity: )?P\d$/.test(label));
      const known = entriesOn(world, number).findLast((entry) => entry.kind === "severity")?.to;
      const wanted = known ? [`severity: ${known}`] : [];
      return labels.join() === wanted.join() ? [] : [`labels ${labels.join()} instead of ${wanted.join()}`];
    }),
  ],
  [
    "I5",
    "While an incident is looked after it has one SLA label: met or breached once it is acknowledged.",
    each((world, number) => {
      if (!isManaged(world, number) || isSilent(world, number)) return [];
      const labels = labelsOf(world, number).filter((label) => label.startsWith("sla: "));
      const isAcknowledged = kindsOf(world, number).has("acknowledged");
      if (labels.length > 1) return [`labels ${labels.join()}`];
      return isAcknowledged && !["sla: met", "sla: breached"].includes(labels[0] ?? "")
        ? [`acknowledged, but ${labels.join()}`]
        : [];
    }),
  ],
  [
    "I6",
    "No P0 or P1 that was resolved is closed without its post-mortem done or waived by somebody who may.",
    each((world, number) => {
      // Read once: every reading makes entries of its own.
      const entries = entriesOn(world, number);
      const last = entries.findLast(({ kind }) => ["resolved", "cancelled", "duplicate", "reopened"].includes(kind));
      if (last?.kind !== "resolved" || isSilent(world, number)) return [];
      const atEnd = entries.slice(0, entries.indexOf(last)).findLast((entry) => entry.kind === "severity")?.to;
      if (!["P0", "P1"].includes(atEnd ?? "")) return [];
      const settled = entries.findLast(({ kind, at }) => (kind === "reviewed" || kind === "waived") && at >= last.at);
      if (settled?.kind === "waived" && !["alice", "erin"].includes(settled.by ?? ""))
        return [`waived by ${settled.by}`];
      const isOpen = world.reading.thread(number)?.state === "open";
      return isOpen === !settled ? [] : [settled ? "done, but open" : "closed, but owed"];
    }),
  ],
  [
    "I7",
    "Who may not, changes nothing and is answered at most once an hour.",
    each((world, number) => {
      const powerless = ["dave", STRANGER, "helper[bot]", OURS];
      const acts = ["declared", "answered", "closed", "resolved", "reopened", "report", "action", "reviewed"];
      return entriesOn(world, number).flatMap((entry) =>
        powerless.includes(entry.by ?? "") && !acts.includes(entry.kind) && !isOwnIssue(entry)
          ? [`${entry.by} did ${entry.kind}`]
          : [],
      );
    }),
  ],
  [
    "I8",
    "Machines are never answered.",
    each((world, number) =>
      entriesOn(world, number).flatMap((entry) =>
        entry.kind === "answered" && entry.by?.endsWith("[bot]") ? [`${entry.by} was answered`] : [],
      ),
    ),
  ],
  [
    "I2",
    "Whatever webhooks got lost, an open incident was found by a sweep at the latest.",
    each((world, number) => {
      const isOpen = world.reading.thread(number)?.state === "open";
      const isIncident = labelsOf(world, number).includes(world.trigger);
      return isOpen && isIncident && !world.reading.wasLookedAfter(number) ? ["nobody ever looked after it"] : [];
    }),
  ],
  [
    "I12",
    "What happened once is on the timeline once.",
    each((world, number) => {
      const shown = entriesOn(world, number)
        .filter(({ kind, ref }) => ref && kind !== "answered")
        .map((entry) => `${printEntry(entry)} ${entry.ref}`);
      return shown.filter((one, index) => shown.indexOf(one) !== index).map((one) => `twice: ${one}`);
    }),
  ],
];

/** The reporter may close what he reported, and names its severity with it, whatever his role. */
const isOwnIssue = (entry: Entry): boolean =>
  (entry.kind === "severity" && ["form", "title", "default"].includes(entry.via)) ||
  (entry.kind === "acknowledged" && entry.via === "resolution");

function isSilent(world: World, number: number): boolean {
  return (
    entriesOn(world, number).findLast(({ kind }) => kind === "silenced" || kind === "revived")?.kind === "silenced"
  );
}

/** The moment in a key, in ms: `response:<due>`, `post-mortem:<due>:<minutes>`, `action:<n>:<day>:<minutes>`. */
function momentIn(key: string): number | undefined {
  const [, due] = /^response:(\d+)$/.exec(key) ?? [];
  if (due) return Number(due) * 1000;
  const [, end, minutes] = /^post-mortem:(\d+):(-?\d+)$/.exec(key) ?? [];
  if (end) return (Number(end) + Number(minutes) * 60) * 1000;
  const [, day, before] = /^action:\d+:(\d{4}-\d\d-\d\d):(-?\d+)$/.exec(key) ?? [];
  return day ? Date.parse(`${day}T09:00Z`) + Number(before) * 60_000 : undefined;
}

/** Checks them all at the end of a life; what rests must also be at rest in the store (I15). */
export async function finalRules(lived: Lived): Promise<void> {
  const { world } = lived;
  for (const [number, , check] of RULES) for (const what of check(lived)) world.breaks(number, what);
  const { store } = world.process ?? {};
  if (!store) return world.breaks("I15", "no process has started in the time of peace");
  world.schedule.begin();
  const due = await store.nextDue();
  world.schedule.end();
  // What comes due in the very moment of this look nobody could have done.
  if (due !== undefined && due < world.schedule.now) world.breaks("I15", "something is still due");
}
