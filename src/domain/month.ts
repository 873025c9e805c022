// A month: the span a report is about, and from when on its report is due.
import { DateTime } from "luxon";
import type { Policy } from "./policy.ts";

export interface Month {
  /** `2026-10`. */
  readonly name: string;
  /** Its first moment in the policy's time zone. */
  readonly from: DateTime;
  /** The next month's first moment. */
  readonly to: DateTime;
}

/** Reports are for people who have just come to work. */
const HOUR = 9;
const FRIDAY = 5;

/** The month that `2026-10` names; undefined when it names none. */
export function monthNamed(name: string, zone: string): Month | undefined {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(name)) return undefined;
  const from = DateTime.fromISO(`${name}-01T00:00:00`, { zone });
  return { name, from, to: from.plus({ months: 1 }) };
}

/** The month before this one, from 9:00 of this one's first working day (Monday to Friday) on. */
export function monthReportDue(now: DateTime, { monthlyReport, timezone }: Policy): Month | undefined {
  if (!monthlyReport) return undefined;
  const local = now.setZone(timezone);
  const first = local.startOf("month");
  const weekend = first.weekday > FRIDAY ? 8 - first.weekday : 0;
  const due = first.plus({ days: weekend }).set({ hour: HOUR });
  return local < due ? undefined : monthNamed(first.minus({ months: 1 }).toFormat("yyyy-MM"), timezone);
}
