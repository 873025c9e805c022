// The playground, as `npm run playground` built it: three files that need nothing of us. Not built, it is not there.
import { existsSync, readFileSync } from "node:fs";
import type { Frame } from "./pages.ts";
import type { Answer, Asked, Route } from "./routes.ts";

/** Seen from the source, and from the package. */
const FOLDERS = ["../../dist/playground/", "../../playground/"].map((path) => new URL(path, import.meta.url));

const TYPES = {
  "index.html": "text/html; charset=utf-8",
  "playground.css": "text/css; charset=utf-8",
  "playground.js": "text/javascript; charset=utf-8",
} as const;

const HEADERS = {
  "cache-control": "no-cache",
  "referrer-policy": "no-referrer",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** Its addresses are relative, so without the slash at the end one is sent on. */
export function playgroundRoutes({ missing }: Frame, folders: readonly URL[] = FOLDERS): Route[] {
  const folder = folders.find((one) => existsSync(new URL("index.html", one)));
  const page = (path: string, name: keyof typeof TYPES): Route => {
    const body = folder && readFileSync(new URL(name, folder));
    const run = ({ request }: Asked): Answer =>
      body ? { type: TYPES[name], headers: HEADERS, body } : missing(request);
    return { method: "GET", path, run };
  };
  const on: Answer = { status: 308, headers: { location: "/playground/" }, body: "" };
  return [
    { method: "GET", path: "/playground", run: ({ request }) => (folder ? on : missing(request)) },
    page("/playground/", "index.html"),
    page("/playground/playground.css", "playground.css"),
    page("/playground/playground.js", "playground.js"),
  ];
}
