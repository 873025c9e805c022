// Signing in through an app, as github.com itself plays it: the page that asks, and the code that is changed for a token.
import type { ApiRequest, ApiResponse } from "./faults.ts";
import { clientIdOf } from "./shapes/app.ts";
import type { Account, App, World } from "./world.ts";

/** What an app's settings say about signing in. */
export interface SignInSettings {
  secret: string;
  /** Addresses that GitHub sends people back to, and no others. */
  callbacks: string[];
}

/** Whoever sits before the browser agreed; the code is good once, for ten minutes. */
export interface Grant {
  app: App;
  account: Account;
  redirect: string;
  challenge: string | undefined;
  expiresAt: number;
}

export interface UserToken {
  app: App;
  account: Account;
  expiresAt: number;
}

const CODE_LIFE = 600_000;
/** A user's token lives for eight hours. */
const TOKEN_LIFE = 28_800_000;

/** Answers what belongs to the pages of signing in; undefined for everything else. */
export async function signInPage(world: World, request: ApiRequest): Promise<ApiResponse | undefined> {
  const url = new URL(request.path, world.baseUrl);
  if (request.method === "GET" && url.pathname === "/login/oauth/authorize") return authorize(world, url.searchParams);
  if (request.method !== "POST" || url.pathname !== "/login/oauth/access_token") return undefined;
  return json(await exchange(world, new URLSearchParams(request.body)));
}

/** The page agrees at once, as whoever sits before the browser; nobody there means that they said no. */
function authorize(world: World, query: URLSearchParams): ApiResponse {
  const app = world.apps.find((one) => clientIdOf(one) === query.get("client_id"));
  const redirect = query.get("redirect_uri") ?? app?.signIn?.callbacks[0] ?? "";
  if (!app?.signIn?.callbacks.includes(redirect)) {
    return { status: 404, headers: { "content-type": "text/html" }, body: "The redirect_uri is not associated." };
  }
  const back = new URL(redirect);
  const state = query.get("state");
  if (state) back.searchParams.set("state", state);
  const challenge = query.get("code_challenge") ?? undefined;
  if (!world.visitor || (challenge && query.get("code_challenge_method") !== "S256")) {
    back.searchParams.set("error", world.visitor ? "invalid_request" : "access_denied");
    return { status: 302, headers: { location: back.href }, body: "" };
  }
  const code = secretOf("").slice(0, 20);
  const expiresAt = world.clock.now() + CODE_LIFE;
  world.grants.set(code, { app, account: world.visitor, redirect, challenge, expiresAt });
  back.searchParams.set("code", code);
  return { status: 302, headers: { location: back.href }, body: "" };
}

/** GitHub answers errors with 200 as well. */
async function exchange(world: World, form: URLSearchParams): Promise<Record<string, unknown>> {
  const app = world.apps.find((one) => clientIdOf(one) === form.get("client_id"));
  if (!app?.signIn || form.get("client_secret") !== app.signIn.secret) return error("incorrect_client_credentials");
  const code = form.get("code") ?? "";
  const grant = world.grants.get(code);
  world.grants.delete(code);
  if (!grant || grant.app !== app || grant.expiresAt <= world.clock.now()) return error("bad_verification_code");
  if ((form.get("redirect_uri") ?? grant.redirect) !== grant.redirect) return error("redirect_uri_mismatch");
  if (grant.challenge && (await s256(form.get("code_verifier") ?? "")) !== grant.challenge)
    return error("bad_verification_code");
  const access_token = secretOf("ghu_");
  world.userTokens.set(access_token, { app, account: grant.account, expiresAt: world.clock.now() + TOKEN_LIFE });
  return { access_token, expires_in: TOKEN_LIFE / 1000, token_type: "bearer", scope: "" };
}

function error(name: string): Record<string, unknown> {
  return { error: name, error_description: `The request was refused: ${name}.` };
}

function json(body: unknown): ApiResponse {
  return { status: 200, headers: { "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(body) };
}

async function s256(verifier: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(hash)));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function secretOf(prefix: string): string {
  return prefix + `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll("-", "").slice(0, 36);
}
