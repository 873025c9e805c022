// The drawings of the trends: every incident as a dot over time, and the hours of the week by how much happened in them.
import { scaleLinear, scaleLog, scaleUtc } from "d3-scale";
import type { Sample } from "../domain/trends.ts";

/** Units of the drawings. */
const [WIDTH, HEIGHT] = [1000, 260];
const [LEFT, RIGHT, TOP, BOTTOM] = [80, 20, 12, 30];
const MINUTE = 60_000;
/** Lengths that people know, for the axis. */
const MARKS = [1, 5, 15, 60, 240, 1440, 4320, 10_080, 43_200].map((minutes) => minutes * MINUTE);

/** Lengths on a logarithmic axis: minutes and days both have their place. What is under a minute stands on it. */
export function dotsOf(
  samples: readonly Sample[],
  what: "response" | "resolution",
  { from, to }: { from: number; to: number },
) {
  const found = samples.flatMap((one) => ({ one, length: one[what] })).filter(({ length }) => length !== undefined);
  const longest = Math.max(15 * MINUTE, ...found.map(({ length = 0 }) => length));
  const x = scaleUtc([from, to], [LEFT, WIDTH - RIGHT]);
  const y = scaleLog([MINUTE, longest], [HEIGHT - BOTTOM, TOP]);
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    ...{ width: WIDTH, height: HEIGHT, left: LEFT, right: WIDTH - RIGHT, bottom: HEIGHT - BOTTOM },
    dots: found.map(({ one, length = 0 }) => ({
      ...{ repository: one.repository, number: one.number, title: one.title, severity: one.severity, rank: one.rank },
      ...{ length, x: round(x(one.declaredAt)), y: round(y(Math.max(MINUTE, length))) },
    })),
    lines: MARKS.filter((mark) => mark <= longest).map((mark) => ({ mark, y: round(y(mark)) })),
    ticks: x.ticks(6).map((tick) => ({ at: +tick, x: round(x(tick)) })),
  };
}

/** Strength from 0 to 4 for each hour. */
export function heatOf(hours: readonly (readonly number[])[]) {
  const most = Math.max(1, ...hours.flat());
  const strength = scaleLinear([0, most], [0, 4]);
  return hours.map((day) => day.map((count) => ({ count, strength: Math.ceil(strength(count)) })));
}
