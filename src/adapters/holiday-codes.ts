// The codes of public holidays: which there are, and which one was meant.
import { nearest } from "../domain/nearest.ts";

/** The package date-holidays, however it was loaded. */
export type Package = typeof import("date-holidays").default;

/** The parts of a code like `DE-BY-A`; undefined when there is no such country, state or region. */
export function placeOf(
  code: string,
  Source: Package,
): { country: string; state?: string; region?: string } | undefined {
  const [country = "", state, region, ...rest] = code.split("-");
  const source = new Source();
  const has = (codes: Record<string, string> | undefined, one: string) => Object.hasOwn(codes ?? {}, one);
  if (rest.length > 0 || !has(source.getCountries(), country)) return undefined;
  if (state !== undefined && !has(source.getStates(country), state)) return undefined;
  if (state !== undefined && region !== undefined && !has(source.getRegions(country, state), region)) return undefined;
  return { country, state, region };
}

/** Of a country's name its code, of something like a code the nearest one; "" when nothing can be guessed. */
export function nearestCode(given: string, Source: Package): string {
  const source = new Source();
  const countries = source.getCountries("en");
  const named = Object.entries(countries).find(([, name]) => name.toLowerCase() === given.toLowerCase());
  if (named) return named[0];
  const [country = "", state = "", region] = given.toUpperCase().split("-");
  if (!Object.hasOwn(countries, country)) return guess(country, countries);
  const states = source.getStates(country) ?? {};
  const meant = Object.hasOwn(states, state) ? state : guess(state, states);
  const within = meant && region ? guess(region, source.getRegions(country, meant) ?? {}) : "";
  return [country, meant, within].filter(Boolean).join("-");
}

/** Two letters are near to many others. */
function guess(given: string, codes: Record<string, string>): string {
  return (given.length > 2 && nearest(given, Object.keys(codes))) || "";
}
