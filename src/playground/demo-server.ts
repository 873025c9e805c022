// Serves the demo's page on this machine only: plain forms, posted and redirected, one after the other.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Duration } from "luxon";
import { createBodyReader, TooLarge } from "../web/body.ts";
import { type Notice, renderPage } from "./demo-page.ts";
import { Refusal } from "./github/index.ts";
import { PEOPLE, REPOSITORY, type Stage } from "./stage.ts";

/** A comment of 65,536 characters, each written as `%F0%9F…`. Bytes. */
const LARGEST = 1_000_000;
const readBody = createBodyReader({ one: LARGEST, together: LARGEST });

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  "cache-control": "no-store",
};

/** What a form does on issue `number`; answers the issue to look at afterwards. Throws GitHub's Refusal. */
type Deed = (stage: Stage, number: number, form: URLSearchParams) => Promise<number> | number;

const DEEDS: Record<string, Deed> = {
  comment(stage, number, form) {
    personOf(stage, form).comment(REPOSITORY, number, textOf(form, "body"));
    return number;
  },
  label(stage, number, form) {
    personOf(stage, form).addLabels(REPOSITORY, number, textOf(form, "label"));
    return number;
  },
  unlabel(stage, number, form) {
    personOf(stage, form).removeLabel(REPOSITORY, number, textOf(form, "label"));
    return number;
  },
  close(stage, number, form) {
    personOf(stage, form).close(REPOSITORY, number, form.get("reason") === "not_planned" ? "not_planned" : "completed");
    return number;
  },
  reopen(stage, number, form) {
    personOf(stage, form).reopen(REPOSITORY, number);
    return number;
  },
  open(stage, _number, form) {
    const fields = { title: textOf(form, "title"), body: form.get("body") ?? "", labels: ["incident"] };
    return personOf(stage, form).openIssue(REPOSITORY, fields);
  },
  async time(stage, number, form) {
    await stage.advance(Duration.fromObject({ minutes: Number(form.get("minutes")) || 0 }));
    return number;
  },
};

/** Not listening yet; to be bound to 127.0.0.1. */
export function createDemoServer(stage: Stage): Server {
  // Two posts at once would move the same clock; each waits for the one before it.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn: InTurn = (act) => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
  return createServer((request, response) => {
    answer({ stage, inTurn }, request, response).catch((error: unknown) => {
      const isLarge = error instanceof TooLarge;
      refuse(response, isLarge ? 413 : 500, isLarge ? "That is too much text." : `The demo broke: ${String(error)}`);
    });
  });
}

type InTurn = (act: () => Promise<number>) => Promise<number>;
interface Parts {
  readonly stage: Stage;
  readonly inTurn: InTurn;
}

async function answer({ stage, inTurn }: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isFromHere(request)) return refuse(response, 403, "This page answers only its own forms, on this machine.");
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const [, digits = "", deed = ""] = /^\/issues\/(\d{1,6})(?:\/([a-z]+))?$/.exec(url.pathname) ?? [];
  const number = Number(digits);
  const show = (status: number, notice: Notice) => {
    const html = renderPage(stage, number, notice);
    if (html) response.writeHead(status, HEADERS).end(html);
    else refuse(response, 404, "There is no such issue.");
  };
  if (request.method === "GET" && url.pathname === "/") return redirect(response, "/issues/1");
  if (request.method === "GET" && number && !deed) return show(200, { who: url.searchParams.get("as") ?? "" });
  const act = request.method === "POST" && Object.hasOwn(DEEDS, deed) ? DEEDS[deed] : undefined;
  if (!act) return refuse(response, 404, "There is nothing here.");
  const form = new URLSearchParams((await readBody(request)).toString());
  const who = form.get("as") ?? "";
  try {
    const next = await inTurn(async () => {
      const touched = await act(stage, number, form);
      await stage.quiet();
      return touched;
    });
    redirect(response, `/issues/${next}?as=${encodeURIComponent(who)}`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    show(422, { who, problem: `GitHub refuses: ${error.message}` });
  }
}

function personOf({ github }: Stage, form: URLSearchParams) {
  const login = form.get("as") ?? "";
  if (!Object.hasOwn(PEOPLE, login)) throw new Refusal(422, { message: `nobody is called ${login || "nothing"} here` });
  return github.as(login);
}

function textOf(form: URLSearchParams, field: string): string {
  const text = (form.get(field) ?? "").replaceAll("\r\n", "\n").trim();
  if (!text) throw new Refusal(422, { message: `the ${field} is empty` });
  return text;
}

/**
 * The name must be this machine's own (any other is a foreign page whose name was pointed here), and a post must
 * come from this very page: browsers name a form's origin.
 */
function isFromHere({ headers, method }: IncomingMessage): boolean {
  const { host = "", origin } = headers;
  if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/.test(host)) return false;
  return method === "GET" || origin === undefined || origin === `http://${host}`;
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end();
}

function refuse(response: ServerResponse, status: number, why: string): void {
  // What was not read of the body is not waited for.
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close" }).end(`${why}\n`);
}
