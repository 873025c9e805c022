// Working time as somebody counts it who looks at the clock on the wall every minute and ticks it off a sheet.

export const MINUTE = 60_000;
/** Zones change their clocks at quarters of an hour, so the wall is looked at as often; between, a minute is a minute. */
const LOOK = 15;

/** What a clock on the wall of a zone shows at each quarter of an hour. */
export interface Wall {
  readonly dates: readonly string[];
  /** Monday is 0. */
  readonly weekdays: Uint8Array;
  /** Minutes since midnight. */
  readonly times: Uint16Array;
}

export interface Counter {
  /** Minutes of working time from one minute to another. */
  between(from: number, to: number): number;
  /** The first minute (or the end of one) by which so many have been worked; for none, the first that is open. */
  after(from: number, worked: number): number;
}

/** Looks at the wall from `start` (milliseconds) for so many days, asking the runtime's own calendar. */
export function wallOf(timeZone: string, start: number, days: number): Wall {
  const two = "2-digit";
  const format = new Intl.DateTimeFormat("en-CA", {
    ...{ timeZone, calendar: "gregory", hourCycle: "h23", year: "numeric", month: two, day: two, hour: two },
    minute: two,
  });
  const count = (days * 1440) / LOOK;
  const wall = { dates: new Array<string>(count), weekdays: new Uint8Array(count), times: new Uint16Array(count) };
  for (let quarter = 0; quarter < count; quarter++) {
    const text = format.format(start + quarter * LOOK * MINUTE);
    const [, date = "", hour, minute] = /^(\d{4}-\d\d-\d\d), (\d\d):(\d\d)$/.exec(text) ?? [];
    wall.dates[quarter] = date;
    // Sunday is 0 for the language.
    wall.weekdays[quarter] = (new Date(date).getUTCDay() + 6) % 7;
    wall.times[quarter] = Number(hour) * 60 + Number(minute);
  }
  return wall;
}

/** Counts by a sheet of opening hours (`HH:MM-HH:MM`, seven days from Monday) and dates off; moments are minutes from the start. */
export function minuteCounter(wall: Wall, week: readonly (readonly string[])[], closed: ReadonlySet<string>): Counter {
  const sheet = week.map((hours) => Uint8Array.from({ length: 1440 }, (_, time) => (isOpen(hours, time) ? 1 : 0)));
  const minutes = wall.dates.length * LOOK;
  const worked = new Uint32Array(minutes + 1);
  for (let minute = 0; minute < minutes; minute++) {
    const quarter = Math.floor(minute / LOOK);
    const isOff = closed.has(wall.dates[quarter] ?? "");
    const time = (wall.times[quarter] ?? 0) + (minute % LOOK);
    const tick = isOff ? 0 : (sheet[wall.weekdays[quarter] ?? 0]?.[time] ?? 0);
    worked[minute + 1] = (worked[minute] ?? 0) + tick;
  }
  const between = (from: number, to: number) => (worked[to] ?? Number.NaN) - (worked[from] ?? Number.NaN);
  return {
    between,
    after(from, amount) {
      let minute = from;
      const isReached = () => (amount > 0 ? between(from, minute) === amount : between(minute, minute + 1) === 1);
      while (minute < minutes && !isReached()) minute++;
      return minute;
    },
  };
}

function isOpen(hours: readonly string[], time: number): boolean {
  return hours.some((text) => {
    const [from = 0, to = 0] = text.split("-").map((one) => Number(one.slice(0, 2)) * 60 + Number(one.slice(3)));
    return time >= from && time < to;
  });
}
