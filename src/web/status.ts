// The door of status pages: public, the same for everybody, and the same 404 for what is missing, private or switched off.
import type { IncomingMessage, ServerResponse } from "node:http";
import { digestOf } from "../adapters/digest.ts";
import { statusAtom } from "../app/status-atom.ts";
import type { Showing } from "../app/status-desk.ts";
import { statusJson } from "../app/status-json.ts";

export interface StatusDoor {
  /** undefined: there is no such page, or not for the public. */
  show(repository: string): Promise<Showing | undefined>;
  /** Milliseconds since the epoch. */
  now(): number;
}

interface Format {
  readonly type: string;
  readonly write: (showing: Showing) => string;
}

const FORMATS: Readonly<Record<string, Format>> = {
  json: { type: "application/json; charset=utf-8", write: statusJson },
  atom: { type: "application/atom+xml; charset=utf-8", write: statusAtom },
};
const PATH = new RegExp(`^/status/([\\w.-]{1,100}/[\\w.-]{1,100})\\.(${Object.keys(FORMATS).join("|")})$`);

/** Whoever asks again within this time is given the same; milliseconds. A crowd then costs what one reader does. */
const FRESH = 2000;
const MOST_KEPT = 500;

interface Kept {
  readonly until: number;
  readonly answer: Promise<Answer | undefined>;
}

interface Answer {
  readonly type: string;
  readonly body: string;
  readonly etag: string;
}

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The route that a path is; undefined when it is none of ours. */
export function createStatusDoor({ show, now }: StatusDoor): (method?: string, path?: string) => Route | undefined {
  const kept = new Map<string, Kept>();
  const answerAt = (path: string, repository: string, { type, write }: Format) => {
    const known = kept.get(path);
    if (known && known.until > now()) return known.answer;
    if (kept.size >= MOST_KEPT) kept.clear();
    const answer = show(repository).then((showing) => {
      const body = showing && write(showing);
      return body === undefined ? undefined : { type, body, etag: `"${digestOf(body)}"` };
    });
    kept.set(path, { until: now() + FRESH, answer });
    answer.catch(() => kept.delete(path));
    return answer;
  };
  return (method, path = "") => {
    const [, repository = "", ending = ""] = PATH.exec(path) ?? [];
    const format = FORMATS[ending];
    if (!format || (method !== "GET" && method !== "HEAD")) return undefined;
    return async (request, response) => send(await answerAt(path, repository, format), request, response);
  };
}

/** Short enough that news are news, long enough that a cache in front takes the crowd. */
const PUBLIC = "public, max-age=30, stale-while-revalidate=60";

function send(answer: Answer | undefined, { method, headers }: IncomingMessage, response: ServerResponse): void {
  const { type, body, etag } = answer ?? {
    type: "text/plain; charset=utf-8",
    body: "there is nothing here\n",
    etag: "",
  };
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("cache-control", PUBLIC);
  if (etag) response.setHeader("etag", etag);
  if (etag && isKnown(headers["if-none-match"], etag)) return void response.writeHead(304).end();
  const length = Buffer.byteLength(body);
  response.writeHead(answer ? 200 : 404, { "content-type": type, "content-length": length });
  response.end(method === "HEAD" ? undefined : body);
}

/** `*`, or a list with this one; a cache may have made it a weak one. */
function isKnown(header: string | undefined, etag: string): boolean {
  const given = (header ?? "").split(",").map((one) => one.trim().replace(/^W\//, ""));
  return given.includes(etag) || given.includes("*");
}
