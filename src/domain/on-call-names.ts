// Everybody whom the on-call file and the ladders of a policy name, each with its place.
import { type Finding, finding } from "./finding.ts";
import { nearest } from "./nearest.ts";
import type { Schedule } from "./on-call.ts";
import type { Policy } from "./policy.ts";

/** Somebody whom a file names: `@login` or `@org/team`, and where. */
export interface Named {
  readonly name: string;
  readonly path: readonly PropertyKey[];
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

/** A rotation is named that there is not. */
export function unknownRotation(path: readonly PropertyKey[], given: string, known: readonly string[]): Finding {
  return finding(path, "unknown-rotation", { given, nearest: nearest(given, known) ?? "", known });
}
