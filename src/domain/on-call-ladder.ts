// What the on-call file says of the ladders of a policy: whether they call it, and when they would call nobody.
import { type Finding, finding } from "./finding.ts";
import { rotationsNamed, type Schedule } from "./on-call.ts";
import { namesInLadders, unknownRotation } from "./on-call-names.ts";
import type { Policy } from "./policy.ts";
import { holesIn, type Stretch } from "./shifts.ts";

/** Holes that are named one by one. */
const MOST_HOLES = 3;

/** Whether any ladder of a policy calls who is on call. */
export function callsOnCall(policy: Policy): boolean {
  return rotationsNamed(namesInLadders(policy).map(({ name }) => name)).length > 0;
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
