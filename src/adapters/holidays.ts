// Public holidays: the package date-holidays, loaded only when a configuration names any (12 MB of data, about 0.2 s).
import type { Holidays } from "../domain/calendar-file.ts";
import { nearestCode, type Package, placeOf } from "./holiday-codes.ts";

type IsHoliday = (date: string) => boolean;
type Source = InstanceType<Package>;

const DAY = 86_400_000;
/** Every code that was asked for in this process; there are a few thousand at most. */
const known = new Map<string, IsHoliday>();

/** The holidays of `country`, `country-state` or `country-state-region`, for as many codes as a configuration names. */
export async function loadHolidays(codes: readonly string[]): Promise<Holidays> {
  if (codes.length === 0) return () => ({ nearest: "" });
  const { default: Source } = await import("date-holidays");
  return (given) => {
    const code = given.toUpperCase();
    const found = known.get(code) ?? holidaysOf(code, Source);
    if (!found) return { nearest: nearestCode(given, Source) };
    known.set(code, found);
    return found;
  };
}

function holidaysOf(code: string, Source: Package): IsHoliday | undefined {
  const place = placeOf(code, Source);
  if (!place) return undefined;
  const source = new Source();
  source.init(place);
  const years = new Map<number, ReadonlySet<string>>();
  const daysIn = (year: number) => {
    const days = years.get(year) ?? daysOf(source, year);
    years.set(year, days);
    return days;
  };
  return (date) => {
    const year = Number(date.slice(0, 4));
    // The last one of a year may go on into the next.
    return daysIn(year).has(date) || (date.slice(5) <= "01-07" && daysIn(year - 1).has(date));
  };
}

/** The dates of a year's public holidays; a holiday that begins at noon is no day off. */
function daysOf(source: Source, year: number): Set<string> {
  const whole = source.getHolidays(year).filter(({ type, date }) => type === "public" && /^.{10} 00:00:00/.test(date));
  return new Set(
    whole.flatMap(({ date, start, end }) => {
      // Clocks may change during it.
      const days = Math.max(1, Math.round((+end - +start) / DAY));
      const first = Date.parse(date.slice(0, 10));
      return Array.from({ length: days }, (_, day) => new Date(first + day * DAY).toISOString().slice(0, 10));
    }),
  );
}
