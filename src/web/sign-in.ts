// Signing in and out: GitHub's own pages ask, state and PKCE tie the answer to the browser that began.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { SignIn } from "../adapters/github/sign-in.ts";
import type { Pages } from "../adapters/pages.ts";
import { localeOf } from "./locale.ts";
import type { Answer, Asked, Route } from "./routes.ts";
import type { CookieJar } from "./sealed-cookie.ts";

/** Seconds that one may take on GitHub's pages. */
const PATIENCE = 600;
/** Seconds: a working day, and as long as a user's token lives. */
const LONGEST = 8 * 3600;

export interface SignInDesk {
  readonly signIn: SignIn;
  readonly sessions: CookieJar;
  /** What was begun, until GitHub sends the browser back. */
  readonly attempts: CookieJar;
  readonly pages: Pages;
  /** Where people reach us, without a slash at the end. */
  readonly publicUrl: string;
}

interface Attempt {
  readonly state: string;
  readonly verifier: string;
  readonly to: string;
}

export function signInRoutes(desk: SignInDesk): Route[] {
  return [
    { method: "GET", path: "/login", run: ({ query }) => begin(desk, query.get("to") ?? "/") },
    { method: "GET", path: "/login/callback", run: (asked) => complete(desk, asked) },
    { method: "POST", path: "/logout", run: ({ request }) => leave(desk, request) },
  ];
}

const random = () => randomBytes(32).toString("base64url");
const redirectOf = ({ publicUrl }: SignInDesk) => `${publicUrl}/login/callback`;

function begin(desk: SignInDesk, to: string): Answer {
  const attempt: Attempt = { state: random(), verifier: random(), to: localPath(to) };
  const challenge = createHash("sha256").update(attempt.verifier).digest("base64url");
  const location = desk.signIn.askAt({ state: attempt.state, challenge, redirect: redirectOf(desk) });
  return goTo(location, [desk.attempts.write(attempt, PATIENCE)]);
}

async function complete(desk: SignInDesk, { request, query }: Asked): Promise<Answer> {
  const attempt = desk.attempts.read(request) as Attempt | undefined;
  const code = query.get("code");
  if (!attempt || !code || !isSame(query.get("state") ?? "", attempt.state)) return refused(desk, request);
  const granted = await desk.signIn.exchange({ code, verifier: attempt.verifier, redirect: redirectOf(desk) });
  if (!granted) return refused(desk, request);
  const { token, seconds = LONGEST } = granted;
  const session = { token, login: await desk.signIn.loginOf(token) };
  return goTo(attempt.to, [desk.sessions.write(session, Math.min(seconds, LONGEST)), desk.attempts.clear]);
}

/** Only a page of ours may sign somebody out. */
function leave(desk: SignInDesk, { headers }: IncomingMessage): Answer {
  if (headers.origin !== new URL(desk.publicUrl).origin)
    return { status: 403, type: "text/plain", body: "not from here\n" };
  return goTo("/", [desk.sessions.clear]);
}

function refused({ pages, attempts }: SignInDesk, request: IncomingMessage): Answer {
  const shell = { locale: localeOf(request), login: "", path: "" };
  const headers = { "set-cookie": [attempts.clear] };
  return { status: 403, headers, body: pages.render("sign-in", { to: "%2F", isRefused: true }, shell) };
}

function goTo(location: string, cookies: readonly string[]): Answer {
  return { status: 303, headers: { location, "set-cookie": cookies }, body: "" };
}

/** A path of our own, whatever was asked for: nothing in an address leads anywhere else. */
export function localPath(to: string): string {
  const here = "http://localhost";
  const url = /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(to) ? URL.parse(to, here) : undefined;
  return url?.origin === here && !url.pathname.startsWith("//") ? url.pathname + url.search : "/";
}

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}
