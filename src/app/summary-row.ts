// A summary as the store keeps it.
import type { SummaryRow } from "../adapters/store/port.ts";
import type { Summary } from "../domain/summary.ts";

export function rowOf(summary: Summary): SummaryRow {
  return { declaredAt: summary.declaredAt, isOpen: !summary.ended, body: JSON.stringify(summary) };
}
