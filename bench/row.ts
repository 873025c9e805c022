// One line of the result, and how the lines become a Markdown table.

export interface Row {
  readonly what: string;
  readonly measured: string;
  /** What it is compared with, measured in the same run: the machines are noisy, ratios are not. */
  readonly yardstick: string;
  readonly ratio: number | undefined;
  /** What we would like to see; nothing fails when it is missed. */
  readonly aim: string;
}

export function printTable(rows: readonly Row[]): string {
  const lines = rows.map(({ what, measured, yardstick, ratio, aim }) => [
    what,
    measured,
    yardstick,
    ratio?.toFixed(2) ?? "–",
    aim || "–",
  ]);
  const header = ["what", "measured", "yardstick", "ratio", "aim"];
  return [header, header.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The value that `share` percent of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil((share / 100) * values.length) - 1)] ?? Number.NaN;
}

/** 12345.6 as "12,346". */
export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}
