// Whose turn it is: against somebody who sits before the clock on the wall and counts; handovers, hours, overrides, holes.
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { onCallAt, type Schedule } from "../../src/domain/on-call.ts";
import { readOnCallFile } from "../../src/domain/on-call-file.ts";
import { holesIn, shiftsIn } from "../../src/domain/shifts.ts";

const utc = (text: string): DateTime => DateTime.fromISO(`${text.replace(" ", "T")}Z`, { zone: "utc" });

function schedule(text: string): Schedule {
  const { schedule: read, findings } = readOnCallFile(text);
  return read ?? expect.unreachable(JSON.stringify(findings));
}

/** What happens in a window, a line for each shift. */
function shifts(text: string, [from, to]: [string, string], targets = ["on-call"]): string[] {
  return shiftsIn(schedule(text), targets, { from: utc(from), to: utc(to) }).map((shift) =>
    [shift.from.toFormat("LL-dd HH:mm"), ...shift.people].join(" "),
  );
}

const WEEKLY = `
timezone: Europe/Paris
rotations:
  sre: { starts: 2026-01-05 09:00, every: 1w, people: [alice, "@bob", acme/night] }
`;

describe("rotations", () => {
  test("go round from their start; before it there is nobody", () => {
    expect(shifts(WEEKLY, ["2026-01-01 00:00", "2026-02-01 00:00"])).toEqual([
      "01-01 00:00",
      "01-05 08:00 @alice",
      "01-12 08:00 @bob",
      "01-19 08:00 @acme/night",
      "01-26 08:00 @alice",
    ]);
  });

  test("hand over at the same time of the day in summer and winter", () => {
    expect(shifts(WEEKLY, ["2026-03-24 00:00", "2026-04-06 00:00"])).toEqual([
      "03-24 00:00 @acme/night",
      "03-30 07:00 @alice",
    ]);
    expect(shifts(WEEKLY, ["2026-10-20 00:00", "2026-10-30 00:00"])).toEqual([
      "10-20 00:00 @acme/night",
      "10-26 08:00 @alice",
    ]);
  });

  test("a handover at a time that is jumped over happens at the jump, one at a time that exists twice at the first", () => {
    const nightly = `{ timezone: Europe/Paris, rotations: { sre: { starts: 2026-01-01 02:30, every: 1d, people: [a, b] } } }`;
    expect(shifts(nightly, ["2026-03-28 12:00", "2026-03-30 12:00"])).toEqual([
      "03-28 12:00 @a",
      "03-29 01:00 @b",
      "03-30 00:30 @a",
    ]);
    expect(shifts(nightly, ["2026-10-24 12:00", "2026-10-26 12:00"])).toEqual([
      "10-24 12:00 @a",
      "10-25 00:30 @b",
      "10-26 01:30 @a",
    ]);
  });

  test("of several, on-call is the first that has somebody; a name picks one", () => {
    const sun = `
timezone: Europe/Paris
rotations:
  europe: { starts: 2026-01-05 08:00, every: 1w, people: [alice, bob], hours: 08:00-20:00 }
  pacific: { starts: 2026-01-05 08:00, every: 1w, people: [carol], hours: 20:00-08:00 }
`;
    const day: [string, string] = ["2026-01-06 00:00", "2026-01-07 00:00"];
    expect(shifts(sun, day)).toEqual(["01-06 00:00 @carol", "01-06 07:00 @alice", "01-06 19:00 @carol"]);
    expect(shifts(sun, day, ["on-call:europe"])).toEqual(["01-06 00:00", "01-06 07:00 @alice", "01-06 19:00"]);
    expect(shifts(sun, day, ["on-call:mars"])).toEqual(["01-06 00:00"]);
    expect(
      shifts(sun, ["2026-01-06 06:00", "2026-01-06 08:00"], ["on-call:europe", "@dave", "on-call:pacific"]),
    ).toEqual(["01-06 06:00 @carol", "01-06 07:00 @alice"]);
  });

  test("hours may be several, and may go over midnight and over Sunday", () => {
    const hours = (text: string) =>
      shifts(`rotations: { sre: { starts: 2026-01-01 00:00, every: 4w, people: [a], hours: ${text} } }`, [
        "2026-01-09 12:00",
        "2026-01-12 12:00",
      ]);
    expect(hours("sun 22:00-06:00")).toEqual(["01-09 12:00", "01-11 22:00 @a", "01-12 06:00"]);
    expect(hours("[mon-thu 08:00-24:00, fri-sun 10:00-12:00]")).toEqual([
      "01-09 12:00",
      "01-10 10:00 @a",
      "01-10 12:00",
      "01-11 10:00 @a",
      "01-11 12:00",
      "01-12 08:00 @a",
    ]);
    expect(hours("sat-mon 00:00-24:00")).toEqual(["01-09 12:00", "01-10 00:00 @a"]);
  });
});

describe("overrides", () => {
  const swapped = (overrides: string) => `${WEEKLY}overrides: ${overrides}`;

  test("take a rotation over for a while; of two that overlap, the later in the file holds", () => {
    const text = swapped(
      "[{ from: 2026-01-06 09:00, to: 2026-01-08 09:00, who: carol, reason: dentist }, { from: 2026-01-07 09:00, to: 2026-01-07 12:00, who: dave, rotation: sre }]",
    );
    expect(shifts(text, ["2026-01-06 00:00", "2026-01-10 00:00"])).toEqual([
      "01-06 00:00 @alice",
      "01-06 08:00 @carol",
      "01-07 08:00 @dave",
      "01-07 11:00 @carol",
      "01-08 08:00 @alice",
    ]);
  });

  test("hold before a rotation starts and outside its hours", () => {
    const text = swapped("[{ from: 2026-01-01 00:00, to: 2026-01-05 09:00, who: carol }]");
    expect(onCallAt(schedule(text), undefined, utc("2026-01-02 00:00"))).toEqual(["@carol"]);
  });
});

test("holes are the stretches in which nobody is", () => {
  const text = `
timezone: Europe/Paris
rotations:
  sre: { starts: 2026-01-05 09:00, every: 1d, people: [a, b], hours: 06:00-03:00 }
overrides:
  - { from: 2026-12-25 03:00, to: 2026-12-25 04:00, who: c }
`;
  const holes = holesIn(schedule(text), ["on-call"], { from: utc("2026-12-23 12:00"), to: utc("2026-12-25 12:00") });
  expect(holes.map(({ from, to }) => `${from.toFormat("dd HH:mm")} to ${to.toFormat("HH:mm")}`)).toEqual([
    "24 02:00 to 05:00",
    "25 03:00 to 05:00",
  ]);
});

describe("against somebody who counts", () => {
  const ZONES = ["Europe/Paris", "Europe/Dublin", "America/New_York", "America/Santiago", "Australia/Lord_Howe"];
  const SCHEDULES = 10;
  const QUARTER = 900_000;

  test.each(ZONES)("%s", (zone) => {
    const random = dice(zone);
    const changes = changesOf2026(zone);
    expect(changes).toHaveLength(2);
    for (let round = 0; round < SCHEDULES; round++) {
      const plan = randomPlan(random, changes, wallIn(zone));
      const read = schedule(textOf(plan, zone));
      for (const change of changes) {
        const [from, to] = [change - 5 * 86_400_000, change + 5 * 86_400_000];
        const counted = count(plan, zone, [from, to]);
        const asked = counted.map((_, index) => onCallAt(read, undefined, moment(from + index * QUARTER)).join());
        const story = `${textOf(plan, zone)} around ${moment(change).toISO()}`;
        expect(asked, story).toEqual(counted);
        const window = { from: moment(from), to: moment(to) };
        const dealt = shiftsIn(read, ["on-call"], window).flatMap((shift) =>
          Array.from({ length: (+shift.to - +shift.from) / QUARTER }, () => shift.people.join()),
        );
        expect(dealt, story).toEqual(counted);
      }
    }
  });

  const moment = (ms: number) => DateTime.fromMillis(ms, { zone: "utc" });

  interface Plan {
    readonly starts: string;
    readonly everyHours: number;
    readonly people: readonly string[];
    readonly hours?: readonly [string, string];
    readonly overrides: readonly { from: string; to: string; who: string }[];
  }

  function randomPlan(
    random: (below: number) => number,
    changes: readonly number[],
    wall: (ms: number) => string,
  ): Plan {
    const near = () => wall((changes[random(2)] ?? 0) + (random(2) ? random(24) - 12 : random(800) - 400) * QUARTER);
    const starts = wallIn("UTC")(Date.UTC(2026, random(3), 1 + random(28)) + random(96) * QUARTER);
    const [opens = "", closes = ""] = [random(48), random(48)].map((half) => time(half * 30));
    const overrides = Array.from({ length: random(4) }, (_, index) => {
      const [from = "", to = ""] = [near(), near()].toSorted();
      return { from, to, who: `@over${index}` };
    });
    return {
      starts,
      everyHours: [1, 3, 12, 24, 48, 168][random(6)] ?? 1,
      people: ["@a", "@b", "@c", "@acme/d"].slice(0, 1 + random(4)),
      ...(opens !== closes && random(2) && { hours: [opens, closes] as const }),
      overrides: overrides.filter(({ from, to }) => from < to),
    };
  }

  function textOf({ starts, everyHours, people, hours, overrides }: Plan, zone: string): string {
    const rotation = { starts, every: `${everyHours}h`, people, ...(hours && { hours: hours.join("-") }) };
    return JSON.stringify({ timezone: zone, rotations: { sre: rotation }, overrides });
  }

  /** Looks at the wall every quarter of an hour, counts handovers from the very first, and never turns back. */
  function count(plan: Plan, zone: string, [from, to]: [number, number]): string[] {
    const wall = wallIn(zone);
    const next = wallIn("UTC");
    let [handover, turn] = [Date.parse(`${plan.starts.replace(" ", "T")}Z`), -1];
    let latest = "";
    const found: string[] = [];
    for (let now = from - 2 * 86_400_000; now < to; now += QUARTER) {
      const shown = wall(now);
      if (shown > latest) latest = shown;
      for (; next(handover) <= latest; handover += plan.everyHours * 3_600_000) turn++;
      if (now >= from) found.push(who(plan, turn, latest));
    }
    return found;
  }

  function who({ people, hours, overrides }: Plan, turn: number, latest: string): string {
    const override = overrides.filter(({ from, to }) => from <= latest && latest < to).at(-1);
    if (override) return override.who;
    const [opens, closes] = hours ?? ["00:00", "24:00"];
    const clock = latest.slice(11);
    const isOpen = opens < closes ? opens <= clock && clock < closes : clock >= opens || clock < closes;
    return turn >= 0 && isOpen ? (people[turn % people.length] ?? "") : "";
  }

  const time = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

  /** `2026-01-05 09:00` of a zone, by the runtime's own calendar. */
  function wallIn(zone: string): (ms: number) => string {
    const format = new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone,
      dateStyle: "short",
      timeStyle: "short",
    });
    return (ms) => format.format(ms);
  }

  /** The quarters of 2026 at which a zone's clocks change. */
  function changesOf2026(zone: string): number[] {
    const wall = wallIn(zone);
    const hours = Array.from({ length: 365 * 24 }, (_, hour) => Date.UTC(2026, 0, 1) + hour * 3_600_000);
    const ahead = (ms: number) => Date.parse(`${wall(ms).replace(" ", "T")}Z`) - ms;
    return hours.filter((hour) => ahead(hour) !== ahead(hour - 3_600_000));
  }

  /** The same numbers for the same seed. */
  function dice(seed: string): (below: number) => number {
    let state = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);
    return (below) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      return (state >>> 8) % below;
    };
  }
});
