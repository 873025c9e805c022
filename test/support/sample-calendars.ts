// Sample calendars: clocks that keep to one, and one finding of every kind. Words are in no language, so that a language shows.
import { Duration } from "luxon";
import type { Message } from "../../src/domain/effects.ts";
import type { Reading } from "../../src/domain/facts.ts";
import type { Worked } from "../../src/domain/worked.ts";
import { at } from "./sample-incidents.ts";

const hours = (count: number): Duration => Duration.fromObject({ hours: count });
const stretch = (from: string, to: string, length: number, days = 0) => {
  const [start = "", end = ""] = [from, to];
  const moment = (text: string) => at(text.slice(11), text.slice(0, 10));
  return { from: moment(start), to: moment(end), length: hours(length), days };
};

const SHORT: Worked = {
  calendar: "xyz",
  timezone: "Europe/Paris",
  terms: [stretch("2025-12-05 15:00", "2025-12-05 17:00", 2), stretch("2025-12-08 08:00", "2025-12-08 10:00", 2)],
  daysOff: [],
  more: 0,
};
const LONG: Worked = {
  ...SHORT,
  terms: [
    stretch("2025-12-24 15:00", "2025-12-24 17:00", 2),
    stretch("2025-12-29 08:00", "2026-01-05 17:00", 45, 5),
    stretch("2026-01-06 08:00", "2026-01-06 09:00", 1),
  ],
  daysOff: ["2025-12-25", "2025-12-26", "2026-01-01"],
  more: 0,
};

const CLOCK = { clock: "response", start: at("15:00", "2025-12-05"), target: hours(4), stops: [] };

/** Clocks as `/sla explain` has them: running, paused for a while, standing still, out of reach. */
export const WORKED: readonly (Reading & { readonly worked: Worked })[] = [
  { ...CLOCK, due: at("10:00", "2025-12-08"), state: "on track", worked: SHORT },
  {
    ...CLOCK,
    target: hours(48),
    due: at("09:00", "2026-01-06"),
    state: "on track",
    stops: [{ why: "paused", from: at("16:00", "2025-12-24"), to: at("16:30", "2025-12-24") }],
    worked: { ...LONG, more: 2 },
  },
  { ...CLOCK, left: hours(2), state: "stopped", stops: [{ why: "paused", from: at("17:00") }], worked: LONG },
  { ...CLOCK, left: hours(4), state: "stopped", worked: { ...SHORT, terms: [] } },
];

const FINDINGS: Record<string, Record<string, unknown>[]> = {
  "calendar-never-open": [{ name: "xyz" }],
  "unknown-calendar": ["", "xyz"].map((nearest) => ({ given: "xy", nearest, known: "xyz, abc" })),
  "unknown-holidays": ["", "FR"].map((nearest) => ({ given: "XX", nearest })),
};

export function calendarSamples(): Message[] {
  return Object.entries(FINDINGS).flatMap(([reason, all]) =>
    all.map((data) => ({ template: `policy-findings/${reason}`, data })),
  );
}
