// The door to the pages: finds the route, lets it answer, and says where there is nothing.
import type { IncomingMessage, ServerResponse } from "node:http";
import { loadPages, type Pages } from "../adapters/pages.ts";
import { loadAssets } from "./assets.ts";
import { localeOf } from "./locale.ts";
import { type Answer, createRouter, type Route } from "./routes.ts";
import { send } from "./send.ts";

/** Answers every request that no machine's route answers. */
export type PageDoor = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What the routes of pages are made of. */
export interface Frame {
  readonly pages: Pages;
  /** The answer of something that is not there, or that whoever asks may not see: one cannot tell which. */
  missing(request: IncomingMessage): Answer;
}

/** The door to these routes, which are given what they render with. */
export function createPageDoor(routesOf: (frame: Frame) => readonly Route[]): PageDoor {
  const assets = loadAssets();
  const pages = loadPages(assets.address);
  const frame: Frame = { pages, missing: (request) => missing(pages, request) };
  const find = createRouter([...assets.routes, ...routesOf(frame)]);
  return async (request, response) => {
    const url = URL.parse(request.url ?? "/", "http://localhost");
    // Dots in a path are resolved by whoever asks, or nothing is found: `URL` would resolve them too.
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const found = url ? find(request.method ?? "GET", path) : undefined;
    if (!url || !found) return send(request, response, frame.missing(request));
    const { route, params } = found;
    const answer = await route.run({ request, response, path, params, query: url.searchParams });
    if (answer) send(request, response, answer);
  };
}

/** The same for everybody and every path, whoever is signed in. */
function missing(pages: Pages, request: IncomingMessage): Answer {
  const headers = { vary: "accept, accept-language" };
  const wantsPage = /^(GET|HEAD)$/.test(request.method ?? "") && /\btext\/html\b/.test(request.headers.accept ?? "");
  if (!wantsPage) return { status: 404, headers, type: "text/plain; charset=utf-8", body: "there is nothing here\n" };
  const body = pages.render("missing", {}, { locale: localeOf(request), login: "", path: "" });
  return { status: 404, headers, body };
}
