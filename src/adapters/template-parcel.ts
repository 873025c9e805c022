// Packs a message's data for another thread: times and lengths are classes, which do not survive the way as they are.
import { DateTime, Duration } from "luxon";

/** Every object has exactly one of these keys, so that no data can pass for what it is not. */
export type Parcel =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | readonly Parcel[]
  | { readonly plain: Readonly<Record<string, Parcel>> }
  | { readonly time: number; readonly zone: string; readonly locale: string | null }
  | { readonly duration: object; readonly locale: string | null };

/** Own properties only, which is all that a template sees; functions are nothing it may call. */
export function pack(value: unknown): Parcel {
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value !== "object" || value === null) return value as Parcel;
  if (Array.isArray(value)) return value.map(pack);
  if (value instanceof DateTime) return { time: value.toMillis(), zone: value.zoneName ?? "utc", locale: value.locale };
  if (value instanceof Duration) return { duration: value.toObject(), locale: value.locale };
  return { plain: Object.fromEntries(Object.entries(value).map(([name, one]) => [name, pack(one)])) };
}

/** About how many bytes it takes in another thread. */
export function weightOf(parcel: Parcel): number {
  if (typeof parcel === "string") return 2 * parcel.length;
  if (typeof parcel !== "object" || parcel === null) return 8;
  const parts = "plain" in parcel ? Object.values(parcel.plain) : Array.isArray(parcel) ? (parcel as Parcel[]) : [];
  return parts.reduce((sum: number, one) => sum + weightOf(one), 64);
}

/** What `pack` was given, with times and lengths that are ones again. */
export function unpack(parcel: Parcel): unknown {
  if (typeof parcel !== "object" || parcel === null) return parcel;
  if ("plain" in parcel)
    return Object.fromEntries(Object.entries(parcel.plain).map(([name, one]) => [name, unpack(one)]));
  if ("time" in parcel) {
    if (Number.isNaN(parcel.time)) return DateTime.invalid("unreadable");
    return DateTime.fromMillis(parcel.time, { zone: parcel.zone, locale: parcel.locale ?? undefined });
  }
  if ("duration" in parcel) return Duration.fromObject(parcel.duration, { locale: parcel.locale ?? undefined });
  return (parcel as readonly Parcel[]).map(unpack);
}
