// Reads the on-call file: YAML in, a schedule or findings out; and what it says together with the policy's ladders.
import { type Finding, finding, type Located } from "./finding.ts";
import { nearest } from "./nearest.ts";
import { holesIn, type Override, rotationsNamed, type Schedule, type Stretch } from "./on-call.ts";
import { type OnCallFile, onCallSchema } from "./on-call-schema.ts";
import { parseRhythm, parseWeeklyHours } from "./on-call-words.ts";
import type { Policy } from "./policy.ts";
import { parseWallTime } from "./wall-clock.ts";
import { readYamlFile } from "./yaml-file.ts";

/** Holes that are named one by one. */
const MOST_HOLES = 3;

/** Somebody whom a file names: `@login` or `@org/team`, and where. */
export interface Named {
  readonly name: string;
  readonly path: readonly PropertyKey[];
}

/** The schedule, or what is wrong with the file. Never throws for what it says. */
export function readOnCallFile(text: string): { schedule?: Schedule; findings: readonly Located[] } {
  const { value, findings } = readYamlFile(text, onCallSchema, overrideFindings);
  return value ? { schedule: scheduleOf(value), findings } : { findings };
}

/** Makes a schedule of a file that `onCallSchema` accepts. */
export function scheduleOf(file: OnCallFile): Schedule {
  const rotations = Object.entries(file.rotations).map(([name, { starts, every, people, hours }]) => ({
    name,
    starts: read(starts, parseWallTime),
    every: read(every, parseRhythm),
    people: people.map(handle),
    hours: hours === undefined ? undefined : [hours].flat().flatMap((some) => read(some, parseWeeklyHours)),
  }));
  const overrides = (file.overrides ?? []).map(
    ({ rotation = rotations[0]?.name ?? "", from, to, who }): Override => ({
      rotation,
      from: read(from, parseWallTime),
      to: read(to, parseWallTime),
      who: handle(who),
    }),
  );
  return { timezone: file.timezone ?? "UTC", rotations, overrides };
}

/** Everybody whom the file names. */
export function namesIn({ rotations, overrides }: Schedule): Named[] {
  return [
    ...rotations.flatMap(({ name, people }) =>
      people.map((person, index) => ({ name: person, path: ["rotations", name, "people", index] })),
    ),
    ...overrides.map(({ who }, index) => ({ name: who, path: ["overrides", index, "who"] })),
  ];
}

/** Everybody whom the ladders of a policy name: `@login`, `@org/team`, `on-call`, channels. */
export function namesInLadders({ severities }: Policy): Named[] {
  return severities.flatMap(({ name: severity, escalate }) =>
    escalate.flatMap(({ notify }, step) =>
      notify.map((name, index) => ({ name, path: ["severities", severity, "escalate", step, "notify", index] })),
    ),
  );
}

/** What is wrong with the `on-call` of a policy's ladders, by the file there is; the paths are those of the policy's file. */
export function ladderFindings(policy: Policy, schedule: Schedule | undefined): Finding[] {
  const known = schedule?.rotations.map(({ name }) => name) ?? [];
  return namesInLadders(policy).flatMap(({ name: target, path }) =>
    rotationsNamed([target]).flatMap((name) => {
      if (!schedule) return [finding(path, "on-call-without-file", { given: target })];
      return name === undefined || known.includes(name) ? [] : [unknownRotation(path, name, known)];
    }),
  );
}

/**
 * When nobody would be on call although the ladders of a policy call who is: one finding for each list of targets that a
 * step has, with the first holes and how many more there are; said of the on-call file as a whole.
 */
export function holeFindings(policy: Policy, schedule: Schedule, window: Stretch): Finding[] {
  const steps = policy.severities.flatMap(({ escalate }) => escalate.map(({ notify }) => notify));
  const asked = steps.map((notify) => notify.filter((target) => rotationsNamed([target]).length > 0));
  const distinct = new Map(asked.map((targets) => [targets.join(" "), targets]));
  return [...distinct].flatMap(([targets, list]) => {
    const holes = list.length > 0 ? holesIn(schedule, list, window) : [];
    const [shown, more] = [holes.slice(0, MOST_HOLES), Math.max(0, holes.length - MOST_HOLES)];
    return holes.length > 0 ? [finding(["rotations"], "on-call-hole", { targets, holes: shown, more })] : [];
  });
}

/** What the schema cannot see: an override that ends before it begins, or of a rotation that there is not. */
function overrideFindings({ rotations, overrides = [] }: OnCallFile): Finding[] {
  const known = Object.keys(rotations);
  return overrides.flatMap(({ from, to, rotation }, index) => {
    const path = ["overrides", index];
    const isBackwards = read(to, parseWallTime) <= read(from, parseWallTime);
    return [
      ...(isBackwards ? [finding([...path, "to"], "ends-before-it-begins", { from, to })] : []),
      ...(rotation && !known.includes(rotation) ? [unknownRotation([...path, "rotation"], rotation, known)] : []),
    ];
  });
}

function unknownRotation(path: readonly PropertyKey[], given: string, known: readonly string[]): Finding {
  return finding(path, "unknown-rotation", { given, nearest: nearest(given, known) ?? "", known });
}

const handle = (person: string): string => `@${person.replace(/^@/, "")}`;

/** Throws on what the schema does not let through. */
function read<T>(text: string, parse: (text: string) => T | undefined): T {
  const found = parse(text);
  if (found === undefined) throw new RangeError(`${text}: the schema should have refused it`);
  return found;
}
