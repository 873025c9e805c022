// The routes of the pages: paths with names in them, and what answers there.
import type { IncomingMessage, ServerResponse } from "node:http";

/** A request, taken apart. Nothing in it was checked. */
export interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  /** The named segments of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

export interface Answer {
  /** 200 unless it says otherwise. */
  readonly status?: number;
  /** HTML unless it says otherwise. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
}

export interface Route {
  /** HEAD is answered as GET, without the body. */
  readonly method: "GET" | "POST";
  /** `:name` stands for one segment, or for the part of one up to what follows: `/status/:owner/:repo.json`. */
  readonly path: string;
  /** Undefined: it answers by itself, later and piece by piece. */
  run(asked: Asked): Promise<Answer | undefined> | Answer | undefined;
}

export interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the first route of the table that fits. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Found | undefined {
  const table = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  return (method, path) => {
    const wanted = method === "HEAD" ? "GET" : method;
    for (const { route, pattern } of table) {
      const groups = route.method === wanted ? pattern.exec(path)?.groups : undefined;
      const params = groups && decoded(groups);
      if (params) return { route, params };
    }
    return undefined;
  };
}

function patternOf(path: string): RegExp {
  const source = path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/:(\w+)/g, "(?<$1>[^/]+)");
  // An empty group at the end: without any, a match has no groups at all.
  return new RegExp(`^${source}$(?<end>)`);
}

function decoded(groups: Record<string, string>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]));
  } catch {
    return undefined;
  }
}
