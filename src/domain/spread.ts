// How long something took, of many: values that occurred, never a bare mean.

/** Milliseconds; by nearest rank, absent when there are none. */
export interface Spread {
  readonly n: number;
  readonly median?: number | undefined;
  readonly p90?: number | undefined;
}

export function spreadOf(lengths: readonly number[]): Spread {
  const sorted = lengths.toSorted((a, b) => a - b);
  const ranked = (percent: number) => sorted[Math.ceil((percent * sorted.length) / 100) - 1];
  return { n: sorted.length, median: ranked(50), p90: ranked(90) };
}
