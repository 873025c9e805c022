// Live changes of the board (server-sent events): each viewer hears of what they may read, and of nothing else.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Locale } from "../adapters/template-helpers.ts";
import type { Change, Open } from "../app/board-feed.ts";
import { type BoardFilter, boardRowOf, matches } from "../domain/board.ts";
import type { Access, Viewer } from "./access.ts";
import { type BoardDesk, filterOf } from "./board.ts";
import { localeOf } from "./locale.ts";
import type { Asked } from "./routes.ts";
import { BASIC_HEADERS } from "./send.ts";

/** Bytes that a slow reader may leave unread before the line is cut; it comes back and loads the page anew. */
const MOST_UNREAD = 256 * 1024;
/** Viewers at once; the next is asked to come back later. */
const MOST_VIEWERS = 5000;

interface Line {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly filter: BoardFilter;
  readonly locale: Locale;
  /** As of the last time that GitHub was asked. */
  repositories: ReadonlySet<number>;
}

export interface Events {
  /** Begins to tell a viewer; the response stays open. */
  tell(asked: Asked, viewer: Viewer): void;
  /** Shows that the lines are alive; proxies cut those that say nothing. */
  beat(): void;
  /** Asks anew what everybody may read; whoever may read something else starts over. */
  review(): Promise<void>;
  count(): number;
  close(): void;
}

export function createEvents(desk: BoardDesk, access: Access): Events {
  const lines = new Set<Line>();
  const stop = desk.feed.listen((change) => spread(change, lines, desk));
  return {
    tell({ request, response, query }, viewer) {
      if (lines.size >= MOST_VIEWERS) return void response.writeHead(503, { "retry-after": "60" }).end();
      const line = { request, response, filter: filterOf(query), locale: localeOf(request) };
      const live = { ...line, repositories: viewer.repositories };
      const headers = { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" };
      response.writeHead(200, { ...BASIC_HEADERS, ...headers });
      const seen = request.headers["last-event-id"] ?? query.get("version");
      // What changed between the page and this line was told to nobody: the page is loaded anew.
      say(live, seen === desk.feed.version() ? "retry: 3000\n\n" : event("reload", {}));
      lines.add(live);
      response.on("close", () => lines.delete(live));
    },
    beat: () => each(lines, () => mark(desk)),
    async review() {
      await Promise.all([...lines].map((line) => reviewOne(line, access)));
    },
    count: () => lines.size,
    close() {
      stop();
      for (const { response } of lines) response.end();
    },
  };
}

async function reviewOne(line: Line, access: Access): Promise<void> {
  const viewer = await access.viewerOf(line.request);
  const repositories = typeof viewer === "object" ? viewer.repositories : undefined;
  const before = line.repositories;
  const isSame = repositories?.size === before.size && [...before].every((id) => repositories.has(id));
  // Nothing more is told before it is known again what may be.
  line.repositories = repositories ?? new Set();
  if (isSame) return;
  say(line, event("reload", {}));
  line.response.end();
}

/** A row is written once for each language, however many are told. */
function spread({ changed, gone }: Change, lines: ReadonlySet<Line>, desk: BoardDesk): void {
  const written = new Map<string, string>();
  const rowIn = (locale: Locale, open: Open) => {
    const key = `${locale} ${open.lane}`;
    const text = written.get(key) ?? printRow(open, locale, desk);
    written.set(key, text);
    return text;
  };
  each(lines, ({ repositories, filter, locale }) => {
    const own = changed.filter(({ repositoryId }) => repositories.has(repositoryId));
    const left = gone.filter(({ repositoryId }) => repositories.has(repositoryId));
    const texts = own.map((one) => (matches(one, filter) ? rowIn(locale, one) : event("gone", { id: one.lane })));
    return [...texts, ...left.map(({ lane }) => event("gone", { id: lane })), mark(desk)].join("");
  });
}

function printRow(open: Open, locale: Locale, { pages, now }: BoardDesk): string {
  const row = boardRowOf(open, now());
  const html = pages.render("board-row", { ...row, now: now() }, { locale, login: "", path: "" });
  return event("row", { id: row.id, order: row.order, html });
}

/** Says how far the reader is, and nothing else: whoever comes back tells it. */
function mark({ feed }: BoardDesk): string {
  return `id: ${feed.version()}\n\n`;
}

function each(lines: ReadonlySet<Line>, text: (line: Line) => string): void {
  for (const line of lines) say(line, text(line));
}

function say({ response }: Line, text: string): void {
  if (response.writableLength > MOST_UNREAD) response.destroy();
  else response.write(text);
}

function event(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
