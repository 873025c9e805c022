// Probot's part in a page: clients of the local GitHub, which is called instead of asked over HTTP.
import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import type { Logger } from "pino";
import type { Probot } from "probot";
import type { GitHub } from "../github/index.ts";
import { APP } from "../scenery.ts";

const Client = Octokit.plugin(paginateRest);

/** `fetch` for Octokit: no request leaves the page. */
function fetchFrom(github: GitHub) {
  return async (url: string, { method = "GET", headers, body }: RequestInit = {}): Promise<Response> => {
    const { pathname, search } = new URL(url);
    const given = { "user-agent": APP.slug, ...(headers as Record<string, string>) };
    const request = { method, path: pathname + search, headers: given, body: body ? String(body) : undefined };
    const answer = await github.request(request);
    const hasBody = answer.status !== 204 && answer.status !== 304;
    return new Response(hasBody ? answer.body : null, { status: answer.status, headers: answer.headers });
  };
}

/** A token by which the local GitHub knows the app; nobody in a page could have stolen it, so nothing is signed. */
function tokenOfApp(): string {
  const part = (claims: object) => btoa(JSON.stringify(claims)).replaceAll("=", "");
  return [part({ alg: "none" }), part({ iss: APP.id }), ""].join(".");
}

/** As much of Probot as the app uses. */
export function createPageProbot(github: GitHub, log: Logger): Probot {
  const fetch = fetchFrom(github);
  const client = (auth: string) => new Client({ auth, baseUrl: github.baseUrl, request: { fetch } });
  const tokens = new Map<number, string>();
  const tokenOf = async (installation: number): Promise<string> => {
    const known = tokens.get(installation);
    if (known) return known;
    const headers = { authorization: `bearer ${tokenOfApp()}`, "user-agent": APP.slug };
    const path = `/app/installations/${installation}/access_tokens`;
    const { token } = JSON.parse((await github.request({ method: "POST", path, headers })).body) as { token: string };
    tokens.set(installation, token);
    return token;
  };
  const auth = async (installation?: number) => client(installation ? await tokenOf(installation) : tokenOfApp());
  return { auth, log } as unknown as Probot;
}
