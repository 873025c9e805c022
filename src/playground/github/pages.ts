// Pagination: one page of a list, and the Link header to the others.
import type { Answer, Call } from "./router.ts";

function numberOf(call: Call, name: string, otherwise: number): number {
  const value = Number(call.query.get(name) ?? otherwise);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}

function linkTo(call: Call, page: number, rel: string): string {
  const query = new URLSearchParams(call.query);
  query.set("page", String(page));
  return `<${call.base}${call.path}?${query}>; rel="${rel}"`;
}

function linksOf(call: Call, page: number, last: number): string {
  const before = page > 1 ? [linkTo(call, page - 1, "prev")] : [];
  const after = page < last ? [linkTo(call, page + 1, "next"), linkTo(call, last, "last")] : [];
  const first = page > 1 ? [linkTo(call, 1, "first")] : [];
  return [...before, ...after, ...first].join(", ");
}

/** The page of a list that the query asks for; only what is on it is turned into its shape. */
export function paged<Item>(call: Call, items: Item[], shape: (item: Item) => unknown): Answer & { body: unknown[] } {
  const size = Math.min(numberOf(call, "per_page", 30), 100);
  const page = numberOf(call, "page", 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const body = items.slice((page - 1) * size, page * size).map(shape);
  const link = linksOf(call, page, last);
  return { status: 200, body, headers: link ? { link } : {} };
}

/** What a list shows already: the `listLag` fault hides what is younger. */
export function listed<Item extends { createdAt: number }>(call: Call, items: Item[]): Item[] {
  const { faults, clock } = call.world;
  if (!faults.listLag) return items;
  const horizon = clock.now() - faults.listLag;
  return items.filter((item) => item.createdAt <= horizon);
}

/** Only what changed since the query's `since`, an ISO time. */
export function since<Item extends { updatedAt: number }>(call: Call, items: Item[]): Item[] {
  const from = Date.parse(call.query.get("since") ?? "");
  return Number.isNaN(from) ? items : items.filter((item) => item.updatedAt >= from);
}
