// Who asks, and what they may see: from their own cookie, and from what GitHub says of them now.
import type { IncomingMessage } from "node:http";
import type { Pages } from "../adapters/pages.ts";
import type { RightsOf } from "../app/rights.ts";
import { localeOf } from "./locale.ts";
import type { Answer, Asked, Route } from "./routes.ts";
import type { CookieJar } from "./sealed-cookie.ts";

/** Somebody who is signed in. The token goes nowhere but to GitHub. */
export interface Session {
  readonly token: string;
  readonly login: string;
}

export interface Viewer extends Session {
  /** The ids of the repositories they may read at this moment. */
  readonly repositories: ReadonlySet<number>;
}

export interface Access {
  /** The viewer, or why there is none: nobody is signed in, or GitHub cannot say what they may read. */
  viewerOf(request: IncomingMessage): Promise<Viewer | "nobody" | "unknown">;
  /** Whose cookie it is; "" for nobody's. Says nothing of what they may see. */
  loginOf(request: IncomingMessage): string;
}

export function createAccess(sessions: CookieJar, rightsOf: RightsOf): Access {
  return {
    loginOf: (request) => (sessions.read(request) as Session | undefined)?.login ?? "",
    async viewerOf(request) {
      const session = sessions.read(request) as Session | undefined;
      if (!session) return "nobody";
      const rights = await rightsOf(session.token);
      if (rights === "over") return "nobody";
      return rights === "unknown" ? "unknown" : { ...session, repositories: rights };
    },
  };
}

/** An answer that depends on whoever asks. */
export type Private = (asked: Asked, viewer: Viewer) => Promise<Answer | undefined> | Answer | undefined;

/** Guards routes: without a viewer all of them, and those that do not exist for them, answer alike. */
export function guarded({ access, pages }: { access: Access; pages: Pages }): (path: string, run: Private) => Route {
  return (path, run) => ({
    method: "GET",
    path,
    async run(asked) {
      const viewer = await access.viewerOf(asked.request);
      if (typeof viewer === "object") return run(asked, viewer);
      const shell = { locale: localeOf(asked.request), login: "", path: "" };
      const to = encodeURIComponent(asked.request.url ?? "/");
      if (viewer === "nobody") return { status: 401, body: pages.render("sign-in", { to, isRefused: false }, shell) };
      return { status: 503, headers: { "retry-after": "30" }, body: pages.render("unknown", {}, shell) };
    },
  });
}
