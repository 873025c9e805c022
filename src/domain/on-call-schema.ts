// The file `.github/tocsin-oncall.yml` as one described schema: who is on call when, in the words of a calendar.
import { IANAZone } from "luxon";
import { z } from "zod";
import { parseRhythm, parseWeeklyHours } from "./on-call-words.ts";
import { parseWallTime } from "./wall-clock.ts";

const TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d";
const DAY = "(?:mon|tue|wed|thu|fri|sat|sun)";

/** Messages are reasons: each has a template in `policy-findings`. The patterns are for editors; parsers are exact. */
const moment = z
  .string("not-a-local-time")
  .regex(new RegExp(`^\\d{4}-\\d{2}-\\d{2}[ T]${TIME}$`), "not-a-local-time")
  .refine((text) => parseWallTime(text) !== undefined, "not-a-local-time");

const person = z
  .string("not-a-person")
  .regex(/^@?[A-Za-z0-9][A-Za-z0-9_-]{0,38}(?:\/[A-Za-z0-9][A-Za-z0-9._-]{0,99})?$/, "not-a-person");

const rotationName = z.string("not-a-rotation-name").regex(/^[A-Za-z][A-Za-z0-9_-]{0,38}$/, "not-a-rotation-name");

const rhythm = z
  .string("not-a-rhythm")
  .regex(/^[1-9]\d{0,2}[hdw]$/, "not-a-rhythm")
  .refine((text) => parseRhythm(text) !== undefined, "not-a-rhythm");

const hours = z
  .string("not-hours")
  .regex(new RegExp(`^(?:${DAY}(?:-${DAY})? )?${TIME}-(?:${TIME}|24:00)$`), "not-hours")
  .refine((text) => parseWeeklyHours(text) !== undefined, "not-hours");

const rotation = z.strictObject({
  starts: moment.describe("Local time of the first handover, when the first of the people begins: 2026-01-05 09:00."),
  every: rhythm.describe("From one handover to the next, by the calendar: 12h, 1d, 1w or 2w."),
  people: z
    .array(person)
    .min(1, "nobody-in-rotation")
    .describe("Whose turn it is, one after the other: login, or org/team."),
  hours: z
    .union([hours, z.array(hours).min(1, "not-hours")])
    .optional()
    .describe("Only at these local times of the week: mon-fri 09:00-18:00, or a list of such; otherwise always."),
});

const override = z.strictObject({
  from: moment.describe("Local time at which somebody else takes over."),
  to: moment.describe("Local time at which it ends."),
  who: person.describe("Who is on call instead: login, or org/team."),
  rotation: rotationName.optional().describe("Whose turn is taken over; the first rotation, if none is named."),
  reason: z.string().max(200).optional().describe("Why, for whoever reviews it."),
});

export const onCallSchema = z
  .strictObject({
    timezone: z
      .string("not-a-time-zone")
      .refine((zone) => IANAZone.isValidZone(zone), "not-a-time-zone")
      .optional()
      .describe("Time zone of every time in this file; UTC, if none is given."),
    rotations: z
      .record(rotationName, rotation, "no-rotation")
      .refine((rotations) => Object.keys(rotations).length > 0, "no-rotation")
      .meta({ minProperties: 1 })
      .describe("Who takes turns. `on-call` is the first of them that has somebody; `on-call:NAME` is one of them."),
    overrides: z
      .array(override)
      .optional()
      .describe("Exceptions, such as a swap; of two that overlap, the later one holds."),
  })
  .describe("Who is on call when, for `escalate` in tocsin.yml.");

export type OnCallFile = z.infer<typeof onCallSchema>;
