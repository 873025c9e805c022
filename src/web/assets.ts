// The files that pages refer to: each is served under its fingerprint, and may be kept for ever.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { AssetAddress } from "../adapters/page-helpers.ts";
import type { Route } from "./routes.ts";

const FOLDER = new URL("../../templates/pages/assets/", import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

export interface Assets {
  /** Throws when there is no such file. */
  readonly address: AssetAddress;
  readonly routes: readonly Route[];
  readonly files: ReadonlyMap<string, Buffer>;
}

export function loadAssets(): Assets {
  const files = new Map(readdirSync(FOLDER).map((name) => [name, readFileSync(new URL(name, FOLDER))]));
  const tags = new Map([...files].map(([name, body]) => [name, fingerprint(body)]));
  const address = (name: string) => {
    const tag = tags.get(name);
    if (!tag) throw new Error(`no asset ${name}`);
    return `/assets/${tag}/${name}`;
  };
  const routes = [...files].map(([name, body]): Route => {
    const etag = `"${tags.get(name)}"`;
    const headers = { etag, "cache-control": "public, max-age=31536000, immutable" };
    const type = TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";
    return { method: "GET", path: address(name), run: () => ({ type, headers, body }) };
  });
  return { address, routes, files };
}

function fingerprint(body: Buffer): string {
  return createHash("sha256").update(body).digest("hex").slice(0, 16);
}
