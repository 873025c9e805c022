// The board: open incidents that the viewer may read, most urgent first.
import type { Pages } from "../adapters/pages.ts";
import type { BoardFeed, Open } from "../app/board-feed.ts";
import { type BoardFilter, boardRowOf, matches } from "../domain/board.ts";
import type { Viewer } from "./access.ts";
import { localeOf } from "./locale.ts";
import type { Answer, Asked } from "./routes.ts";

/** Rows that are shown at first; the rest on demand. */
const AT_FIRST = 200;

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
  const shown = query.has("all") ? rows : rows.slice(0, AT_FIRST);
  const data = {
    rows: shown,
    total: rows.length,
    hidden: rows.length - shown.length,
    now: at,
    filter,
    choices: choicesOf(readable),
    ...addressesOf(query, feed.version()),
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

/** Where the rest of the rows is, and where changes to these are told. */
function addressesOf(query: URLSearchParams, version: string) {
  const all = new URLSearchParams([...query].filter(([name]) => name !== "all"));
  const events = new URLSearchParams([...all, ["version", version]]);
  return { all: `/?${new URLSearchParams([...all, ["all", ""]])}`, events: `/events?${events}` };
}
