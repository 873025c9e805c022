// What all pages have in common: routes, headers, languages, assets, and the same answer wherever nothing is.
import { describe, expect, test } from "vitest";
import { createPageDoor } from "../../src/web/pages.ts";
import { createRouter, type Route } from "../../src/web/routes.ts";
import { opened } from "./door.ts";

const route = (path: string, method: Route["method"] = "GET"): Route => ({
  method,
  path,
  run: ({ params, query }) => ({ body: JSON.stringify({ path, params, query: Object.fromEntries(query) }) }),
});

describe("routes", () => {
  const find = createRouter([
    route("/"),
    route("/status/:owner/:repo.json"),
    route("/status/:owner/:repo"),
    route("/i/:owner/:repo/:number"),
    route("/logout", "POST"),
  ]);

  test.each([
    ["GET", "/", "/", {}],
    ["HEAD", "/status/acme/shop", "/status/:owner/:repo", { owner: "acme", repo: "shop" }],
    ["GET", "/status/acme/shop.js.json", "/status/:owner/:repo.json", { owner: "acme", repo: "shop.js" }],
    ["GET", "/i/acme/caf%C3%A9/12", "/i/:owner/:repo/:number", { owner: "acme", repo: "café", number: "12" }],
    ["POST", "/logout", "/logout", {}],
  ])("%s %s is %s", (method, path, pattern, params) => {
    const found = find(method, path);
    expect(found?.route.path).toBe(pattern);
    expect(found?.params).toMatchObject(params);
  });

  test.each([
    ["GET", "/status/acme"],
    ["GET", "/status/acme/shop/"],
    ["GET", "/i/acme/%E0%A4%A/12"],
    ["GET", "/statusXacme/shop"],
    ["GET", "/logout"],
    ["POST", "/"],
    ["DELETE", "/"],
  ])("%s %s is nowhere", (method, path) => {
    expect(find(method, path)).toBeUndefined();
  });
});

const served = () => opened({ pages: createPageDoor(() => [route("/a/:name")]) });
const html = { headers: { accept: "text/html" } };

test("a page is given its names and its query; HEAD says the same without saying it", async () => {
  const { url } = await served();
  const answer = await fetch(`${url}/a/x%2Fy?q=1`);
  expect(await answer.json()).toMatchObject({ params: { name: "x/y" }, query: { q: "1" } });
  const head = await fetch(`${url}/a/x%2Fy?q=1`, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  expect(head.headers.get("content-length")).toBe(answer.headers.get("content-length"));
});

test.each(["/a/b", "/nothing"])("%s lets a browser do nothing that we did not write", async (path) => {
  const { url } = await served();
  const { headers } = await fetch(url + path, html);
  const policy = headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*|data:|https?:/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("cache-control")).toBe("no-store");
});

test.each([
  ["en-GB,fr;q=0.5", "en", "There is nothing here"],
  ["de, fr-CH;q=0.9, en;q=0.8", "fr", "Il n’y a rien ici"],
  ["fr;q=0", "en", "There is nothing here"],
  ["", "en", "There is nothing here"],
])("whoever reads %j is told in %s that nothing is there", async (language, locale, words) => {
  const { url } = await served();
  const answer = await fetch(`${url}/nothing`, { headers: { accept: "text/html", "accept-language": language } });
  expect(answer.status).toBe(404);
  const page = await answer.text();
  expect(page).toContain(`<html lang="${locale}">`);
  expect(page).toContain(words);
});

test("a machine is told so in a line", async () => {
  const { url } = await served();
  expect(await (await fetch(`${url}/nothing`)).text()).toBe("there is nothing here\n");
});

test("assets are kept for ever under the fingerprint of their content, and asked for again for nothing", async () => {
  const { url } = await served();
  const page = await (await fetch(`${url}/nothing`, html)).text();
  const addresses = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, address = ""]) => address);
  expect(addresses.some((address) => /^\/assets\/[0-9a-f]{16}\/style\.css$/.test(address))).toBe(true);
  for (const address of addresses) {
    const asset = await fetch(url + address);
    expect(asset.status, address).toBe(200);
    expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    const etag = asset.headers.get("etag") ?? "";
    const again = await fetch(url + address, { headers: { "if-none-match": etag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  }
  expect((await fetch(`${url}/assets/0000000000000000/style.css`)).status).toBe(404);
});
