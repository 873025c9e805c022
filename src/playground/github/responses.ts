// Turning an answer into the bytes and headers of an HTTP response.
import type { ApiResponse } from "./faults.ts";
import { rateHeaders } from "./limits.ts";
import type { Answer } from "./router.ts";
import type { World } from "./world.ts";

/** The API versions that a client may ask for; the first is what it gets unasked. */
export const VERSIONS: [string, ...string[]] = ["2022-11-28", "2026-03-10"];
const NEWEST = "2026-03-10";

/** The newest version no longer has the singular `assignee` beside `assignees`. */
function withoutAssignee(this: unknown, key: string, value: unknown): unknown {
  const holder = this as Record<string, unknown>;
  return key === "assignee" && "assignees" in holder ? undefined : value;
}

/** The media type GitHub answers with: a raw file is text with a charset, everything else JSON. */
function contentType(body: unknown): string {
  const raw = "application/vnd.github.v3.raw; charset=utf-8";
  return typeof body === "string" ? raw : "application/json; charset=utf-8";
}

/** The `x-github-media-type` header for what the client accepts. */
function mediaType(accept: string | undefined): string {
  const [, version, , param] = /application\/vnd\.github(\.v3)?(\.([\w-]+))?/.exec(accept ?? "") ?? [];
  const format = /\+json|application\/json/.test(accept ?? "") || !param ? "; format=json" : "";
  return `github.v3${param && version !== undefined ? `; param=${param}` : ""}${format}`;
}

/** The response for an answer, with the headers that every response has. */
export function written(
  world: World,
  { status, body, headers }: Answer,
  { account, accept, version = VERSIONS[0] }: { account: string; accept?: string; version?: string },
): ApiResponse {
  const common = {
    date: new Date(world.clock.now()).toUTCString(),
    server: "github.com",
    "x-github-request-id": crypto.randomUUID().slice(0, 18).toUpperCase().replaceAll("-", ":"),
    "x-github-media-type": mediaType(accept),
    "x-github-api-version-selected": version,
    ...rateHeaders(world, account),
  };
  if (body === undefined) return { status, headers: { ...common, ...headers }, body: "" };
  const text = typeof body === "string" ? body : JSON.stringify(body, version === NEWEST ? withoutAssignee : undefined);
  return { status, headers: { "content-type": contentType(body), ...common, ...headers }, body: text };
}
