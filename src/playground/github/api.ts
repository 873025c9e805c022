// One API request from its first byte to its answer: who asks, may they, what follows.
import { type Caller, callerOf, mayVisit } from "./callers.ts";
import { type ApiRequest, type ApiResponse, withheld } from "./faults.ts";
import { fingerprint } from "./fingerprint.ts";
import { rateHeaders, refund, spend } from "./limits.ts";
import { signInPage } from "./oauth.ts";
import { notAccessible, notFound, Refusal, refusal } from "./refusals.ts";
import { findRepository, fullNameOf } from "./repositories.ts";
import { VERSIONS, written } from "./responses.ts";
import { type Answer, type Call, createRouter, type RepositoryCall, type Row } from "./router.ts";
import { GLOBAL_ROWS, REPOSITORY_ROWS } from "./routes/index.ts";
import type { LoggedRequest, World } from "./world.ts";

const route = createRouter(GLOBAL_ROWS, REPOSITORY_ROWS);
const READS = new Set(["GET", "HEAD"]);

/** What is learned about a request while it is answered. */
interface Progress {
  log: LoggedRequest;
  /** The name under which the limits are counted. */
  account: string;
}

/** Answers one request, writes it down, and lets the faults have their say. */
export async function answer(world: World, request: ApiRequest): Promise<ApiResponse> {
  const { method, path } = request;
  const log: LoggedRequest = { at: world.clock.now(), method, path, status: 0, actor: "anonymous", content: false };
  const progress: Progress = { log, account: "anonymous" };
  const response =
    world.faults.before?.(request) ?? (await signInPage(world, request)) ?? (await carryOut(world, request, progress));
  log.status = response.status;
  world.requests.push(log);
  const verdict = world.faults.after?.(request, response);
  return verdict ? withheld(verdict) : response;
}

async function carryOut(world: World, request: ApiRequest, progress: Progress): Promise<ApiResponse> {
  try {
    const call = await understand(world, request, progress);
    return respond(call, perform(call, progress), progress);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, body, headers } = error;
    return written(world, { status, body, headers }, { account: progress.account });
  }
}

async function understand(world: World, request: ApiRequest, progress: Progress): Promise<Call> {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  if (!headers["user-agent"])
    throw refusal(
      403,
      "Request forbidden by administrative rules. Please make sure your request has a User-Agent header",
    );
  const version = headers["x-github-api-version"];
  if (version && !VERSIONS.includes(version)) throw refusal(400, `The API version ${version} is not supported`);
  const url = new URL(request.path, world.baseUrl);
  const prefix = /^\/api\/v3(?=\/|$)/.exec(url.pathname)?.[0] ?? "";
  const path = url.pathname.slice(prefix.length).replace(/^\/api\/graphql$/, "/graphql");
  const body = bodyOf(request.body);
  progress.log.body = body;
  const caller = await callerOf(world, headers.authorization);
  progress.log.actor = caller.name;
  progress.account = caller.account;
  const actor = { account: caller.app?.bot ?? world.ghost, app: caller.app };
  return {
    world,
    caller,
    actor,
    method: request.method,
    path,
    base: world.baseUrl + prefix,
    params: {},
    query: url.searchParams,
    headers,
    body,
  };
}

function bodyOf(text: string | undefined): Record<string, unknown> {
  if (!text) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return { labels: value };
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    throw refusal(400, "Problems parsing JSON");
  }
}

function perform(call: Call, progress: Progress): Answer {
  const { world, caller } = call;
  const path = numberless(world, call.path);
  const found = route(call.method === "HEAD" ? "GET" : call.method, path);
  const content = found?.row.content ?? false;
  progress.log.content = content;
  spend(world, progress.account, { write: !READS.has(call.method), content });
  if (!found) throw notFound();
  const whole = { ...call, params: found.params };
  if (found.scope === "repository") return runInRepository(whole, found.row);
  permit(caller, found.row);
  return found.row.run(whole);
}

/** `/repositories/:id/…` is another name for `/repos/:owner/:repo/…`; redirects use it. */
function numberless(world: World, path: string): string {
  const [, id, rest = ""] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? [];
  const repository = world.repositories.find((one) => one.id === Number(id));
  return repository ? `/repos/${fullNameOf(repository)}${rest}` : path;
}

function runInRepository(call: Call, row: Row<RepositoryCall>): Answer {
  const { world, caller, params } = call;
  const name = `${params.owner}/${params.repo}`;
  const repository = findRepository(world, name);
  if (!repository || !mayVisit(caller, repository)) throw notFound();
  permit(caller, row);
  const rest = call.path.split("/").slice(4);
  if (fullNameOf(repository).toLowerCase() !== name.toLowerCase()) return moved(call, [repository.id, ...rest]);
  const transferred = repository.issues.get(Number(params.number))?.movedTo;
  if (transferred) return moved(call, [transferred.repository.id, "issues", transferred.number, ...rest.slice(2)]);
  const whole: RepositoryCall = { ...call, repository };
  return row.run(whole);
}

/** A redirect: 301 for reading, 307 for everything else, so that a write stays a write. */
function moved(call: Call, segments: (string | number)[]): Answer {
  const query = call.query.size > 0 ? `?${call.query}` : "";
  const url = `${call.base}/repositories/${segments.join("/")}${query}`;
  const read = READS.has(call.method);
  const message = read ? "Moved Permanently" : "Temporary Redirect";
  const body = { message, url, documentation_url: "https://docs.github.com/rest" };
  return { status: read ? 301 : 307, body, headers: { location: url } };
}

/** Compares what an endpoint needs with what the caller was given. */
function permit(caller: Caller, { permission, method }: { permission?: string; method: string }): void {
  if (permission === undefined) return;
  if (permission === "app") {
    if (!caller.app || caller.installation || caller.user) throw refusal(401, "A JSON web token could not be decoded");
    return;
  }
  if (caller.app && !caller.installation) throw notAccessible();
  if (!caller.app && READS.has(method)) return;
  if (!caller.app) throw refusal(401, "Requires authentication");
  const granted = permission.split("|").some((one) => {
    const [name = "", access] = one.split(":");
    return caller.permissions[name] === "write" || caller.permissions[name] === access;
  });
  if (!granted) throw notAccessible();
}

function respond(call: Call, given: Answer, progress: Progress): ApiResponse {
  const response = written(call.world, given, {
    account: progress.account,
    accept: call.headers.accept,
    version: call.headers["x-github-api-version"],
  });
  if (given.status !== 200 || !READS.has(call.method)) return response;
  const etag = given.headers?.etag ?? `W/"${fingerprint(response.body)}"`;
  response.headers.etag = etag;
  response.headers["cache-control"] = "private, max-age=60, s-maxage=60";
  const known = (call.headers["if-none-match"] ?? "").split(/,\s*/).map((tag) => tag.replace(/^W\//, ""));
  if (!known.includes(etag.replace(/^W\//, ""))) return response;
  refund(call.world, progress.account);
  return { status: 304, headers: { ...response.headers, ...rateHeaders(call.world, progress.account) }, body: "" };
}
