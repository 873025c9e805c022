// The board: open incidents that the viewer may read, most urgent first.
import type { Pages } from "../adapters/pages.ts";
import type { BoardFeed, Open } from "../app/board-feed.ts";
import { type BoardFilter, boardRowOf, matches } from "../domain/board.ts";
import type { Viewer } from "./access.ts";
import { localeOf } from "./locale.ts";
import type { Answer, Asked } from "./routes.ts";

/** Rows on one page: 2,000 at once would be 2 MB. */
const PER_PAGE = 250;

export interface BoardDesk {
  readonly feed: BoardFeed;
  readonly pages: Pages;
  /** Milliseconds since the epoch. */
  now(): number;
}

export async function showBoard(
  { feed, pages, now }: BoardDesk,
  { request, query, path }: Asked,
  viewer: Viewer,
): Promise<Answer> {
  await feed.look();
  const readable = feed.open().filter((one) => viewer.repositories.has(one.repositoryId));
  const filter = filterOf(query);
  const at = now();
  const rows = readable
    .filter((one) => matches(one, filter))
    .map((one) => boardRowOf(one, at))
    .toSorted((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1));
  const from = Math.min(wholeNumber(query.get("from")), Math.max(0, rows.length - 1));
  const shown = rows.slice(from, from + PER_PAGE);
  const data = {
    rows: shown,
    total: rows.length,
    ...{ first: from + 1, last: from + shown.length, hasBefore: from > 0, hasAfter: from + shown.length < rows.length },
    now: at,
    filter,
    choices: choicesOf(readable),
    ...addressesOf(query, from, feed.version()),
  };
  const body = pages.render("board", data, { locale: localeOf(request), login: viewer.login, path });
  return { body, headers: { vary: "accept-language, cookie" } };
}

export function filterOf(query: URLSearchParams): BoardFilter {
  const one = (name: string) => query.get(name) ?? "";
  return { repository: one("repository"), severity: one("severity"), component: one("component") };
}

function choicesOf(readable: readonly Open[]) {
  const sorted = (values: readonly string[]) => [...new Set(values)].filter(Boolean).toSorted();
  return {
    repositories: sorted(readable.map(({ repository }) => repository)),
    severities: sorted(readable.map(({ summary }) => summary.severity)),
    components: sorted(readable.flatMap(({ summary }) => summary.components)),
  };
}

function wholeNumber(text: string | null): number {
  return /^\d{1,9}$/.test(text ?? "") ? Number(text) : 0;
}

/** Where the rows before and after these are, and where changes to these are told. */
function addressesOf(query: URLSearchParams, from: number, version: string) {
  const rest = [...query].filter(([name]) => name !== "from");
  const address = (path: string, name: string, value: string) =>
    `${path}?${new URLSearchParams([...rest, [name, value]])}`;
  return {
    before: address("/", "from", String(Math.max(0, from - PER_PAGE))),
    after: address("/", "from", String(from + PER_PAGE)),
    events: address("/events", "version", version),
  };
}
