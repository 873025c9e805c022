// Stretches of time: what openings, readings of a clock and arithmetic are made of. Milliseconds; the end is not part of it.
import { Duration } from "luxon";

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** In order; what overlaps or touches is one. */
export function united(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const next of stretches.filter(({ from, to }) => from < to).toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && next.from <= last.to) all[all.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else all.push(next);
  }
  return all;
}

/** What is left of stretches without another; an end that is missing is never. */
export function without(stretches: readonly Stretch[], { from, to }: { from: number; to?: number }): Stretch[] {
  return stretches
    .flatMap((one) => [
      { from: one.from, to: Math.min(one.to, from) },
      { from: Math.max(one.from, to ?? Number.POSITIVE_INFINITY), to: one.to },
    ])
    .filter((one) => one.from < one.to);
}

/** The lengths of stretches together. */
export function lengthOf(stretches: readonly Stretch[]): Duration {
  return Duration.fromMillis(stretches.reduce((sum, { from, to }) => sum + to - from, 0));
}
