// Lengths of time as people write them: 3s, 15m, 1h30m, 48h, 2d.
import { Duration } from "luxon";

/** Reads `1h30m`; undefined when the text is not a length (no unit, wrong order, empty). A day is 24 hours. */
export function parseDuration(text: string): Duration | undefined {
  const match = /^(?:(\d{1,5})d)?(?:(\d{1,6})h)?(?:(\d{1,7})m)?(?:(\d{1,8})s)?$/.exec(text.trim().toLowerCase());
  if (!match || match[0] === "") return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return Duration.fromMillis(((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000);
}

/** Writes what `parseDuration` reads back, in at most hours: `90m` is `1h30m`. Whole seconds, sign dropped. */
export function printDuration(length: Duration): string {
  const total = Math.round(Math.abs(length.toMillis()) / 1000);
  const parts = [
    [Math.floor(total / 3600), "h"],
    [Math.floor((total % 3600) / 60), "m"],
    [total % 60, "s"],
  ] as const;
  return parts.map(([count, unit]) => (count > 0 ? `${count}${unit}` : "")).join("") || "0m";
}
