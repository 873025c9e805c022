// The network between the app and the local GitHub: every request takes time, and some of them go wrong.
import type { ApiResponse } from "../../src/playground/github/index.ts";
import { secretIn } from "../support/canaries.ts";
import type { Process } from "./process.ts";
import type { Answer } from "./trouble.ts";
import type { World } from "./world.ts";

/** What the app's own timeout allows; ms. */
const TIMEOUT = 10_000;

/** A `fetch` for one process. What a dead process asked for still arrives; its answer reaches nobody. */
export function networkOf(world: World, process: Process) {
  return async (input: string | URL, init: RequestInit = {}): Promise<Response> => {
    const url = String(input);
    const request = {
      method: init.method ?? "GET",
      path: url.slice(world.github.baseUrl.length),
      headers: init.headers as Record<string, string>,
      body: typeof init.body === "string" ? init.body : undefined,
    };
    const name = `${request.method} ${request.path}`;
    const secret = secretIn(`${request.path}\n${request.body ?? ""}`);
    if (secret) world.breaks("I18", `a secret in ${name}: ${secret}`);
    await process.edge(name);
    world.calls += 1;
    const fault = world.trouble.answer({ ...request, isFresh: world.isFresh(request.path) });
    const latency = world.trouble.latency();
    await world.schedule.sleep(latency / 2);
    const isHeard = !fault || ("isAfter" in fault && fault.isAfter);
    const answer = isHeard ? await world.github.request(request) : undefined;
    if (answer) world.heard(request, answer);
    const verdict = fault ? `${fault.kind}${isHeard ? " after" : ""}` : "";
    world.note(`${process.generation} ${name} ${answer?.status ?? "-"} ${verdict} ${request.body?.length ?? 0}`);
    await world.schedule.sleep(fault?.kind === "hang" ? TIMEOUT - latency / 2 : latency / 2);
    await process.edge(`${name} answered`);
    return responseOf(url, fault ? withheld(fault, world.schedule.now) : (answer as ApiResponse));
  };
}

const LIMIT = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";

/** What the app gets to see instead; throws what `fetch` throws when there is no answer at all. */
function withheld(fault: Answer, now: number): ApiResponse {
  const json = (status: number, message: string, headers: Record<string, string> = {}): ApiResponse => ({
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify({ message }),
  });
  switch (fault.kind) {
    case "reset":
      throw new TypeError("fetch failed", { cause: new Error("read ECONNRESET") });
    case "hang":
      throw new DOMException("The operation was aborted due to timeout", "TimeoutError");
    case "html":
      return { status: 503, headers: { "content-type": "text/html" }, body: "<html><body>Unicorn!</body></html>" };
    case "5xx":
      return json(502, "Server Error");
    case "secondary":
      return json(403, LIMIT, { "retry-after": String(fault.wait) });
    case "429":
      return json(429, LIMIT, { "retry-after": String(fault.wait) });
    case "primary": {
      const reset = String(Math.ceil(now / 1000) + fault.wait);
      return json(403, "API rate limit exceeded", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset });
    }
    case "401":
      return json(401, "Bad credentials");
    default:
      return json(404, "Not Found");
  }
}

/** As much of a response as Octokit reads, without streams. */
function responseOf(url: string, { status, headers, body }: ApiResponse): Response {
  const bytes = async () => new TextEncoder().encode(body).buffer;
  return {
    url,
    status,
    headers: new Headers(headers),
    statusText: "",
    text: async () => body,
    arrayBuffer: bytes,
  } as Response;
}
