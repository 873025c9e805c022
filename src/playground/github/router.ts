// The shape of a routing table's rows, and finding the row for a request.
import type { Caller } from "./callers.ts";
import { notFound } from "./refusals.ts";
import type { Actor } from "./roles.ts";
import type { Repository, World } from "./world.ts";

/** What an endpoint is given: the request, taken apart. */
export interface Call {
  world: World;
  caller: Caller;
  actor: Actor;
  method: string;
  path: string;
  /** What Link headers begin with: the base URL and the prefix the client used. */
  base: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

/** What an endpoint answers; a `body` that is a string goes out as it is. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A call to an endpoint below `/repos/:owner/:repo`. */
export interface RepositoryCall extends Call {
  repository: Repository;
}

/**
 * One row of the routing table. `permission` such as `issues:write` is what an installation needs, alternatives
 * apart by `|`; `app` means that only the app itself, with its JSON Web Token, may call. `content` counts as content.
 */
export interface Row<C extends Call> {
  method: string;
  path: string;
  permission?: string;
  content?: true;
  run(call: C): Answer;
}

export type Match = { params: Record<string, string> } & (
  | { scope: "repository"; row: Row<RepositoryCall> }
  | { scope: "global"; row: Row<Call> }
);

/** Compiles the two tables; paths of the second stand below `/repos/:owner/:repo`. `:name+` takes several segments. */
export function createRouter(global: Row<Call>[], inRepository: Row<RepositoryCall>[]) {
  const table = [
    ...global.map((row) => ({ scope: "global" as const, row, pattern: patternOf(row.path) })),
    ...inRepository.map((row) => ({
      scope: "repository" as const,
      row,
      pattern: patternOf(`/repos/:owner/:repo${row.path}`),
    })),
  ];
  return (method: string, path: string): Match | undefined => {
    for (const { pattern, ...rest } of table) {
      const match = rest.row.method === method ? pattern.exec(path) : null;
      if (match) return { ...rest, params: decoded(match.groups ?? {}) };
    }
    return undefined;
  };
}

function patternOf(path: string): RegExp {
  const source = path.replace(
    /:(\w+)(\+?)/g,
    (_, name: string, rest: string) => `(?<${name}>${rest ? ".+" : "[^/]+"})`,
  );
  return new RegExp(`^${source}$`);
}

function decoded(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
}

/** A path parameter that must be a whole number; anything else cannot exist. */
export function numberIn(call: Call, name: string): number {
  const value = Number(call.params[name]);
  if (!Number.isInteger(value)) throw notFound();
  return value;
}
