// Reads the on-call file: YAML in, a schedule or findings out.
import { type Finding, finding, type Located } from "./finding.ts";
import type { Override, Schedule } from "./on-call.ts";
import { unknownRotation } from "./on-call-names.ts";
import { type OnCallFile, onCallSchema } from "./on-call-schema.ts";
import { parseRhythm, parseWeeklyHours } from "./on-call-words.ts";
import { parseWallTime } from "./wall-clock.ts";
import { readYamlFile } from "./yaml-file.ts";

/** The schedule, or what is wrong with the file. Never throws for what it says. */
export function readOnCallFile(text: string): { schedule?: Schedule; findings: readonly Located[] } {
  const { value, findings } = readYamlFile(text, onCallSchema, overrideFindings);
  return value ? { schedule: scheduleOf(value), findings } : { findings };
}

/** Makes a schedule of a file that `onCallSchema` accepts. */
function scheduleOf(file: OnCallFile): Schedule {
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

const handle = (person: string): string => `@${person.replace(/^@/, "")}`;

/** Throws on what the schema does not let through. */
function read<T>(text: string, parse: (text: string) => T | undefined): T {
  const found = parse(text);
  if (found === undefined) throw new RangeError(`${text}: the schema should have refused it`);
  return found;
}
