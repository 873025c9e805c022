// The playground's route: what was built is served as it is; what was not built is as good as not there.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import type { Frame } from "../../src/web/pages.ts";
import { playgroundRoutes } from "../../src/web/playground.ts";
import { type Asked, createRouter } from "../../src/web/routes.ts";

const frame = { missing: () => ({ status: 404, body: "nothing" }) } as unknown as Frame;

function built(names: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "playground-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of names) writeFileSync(join(folder, name), `the text of ${name}`);
  const find = createRouter(playgroundRoutes(frame, [pathToFileURL(`${folder}/`)]));
  return async (path: string) => find("GET", path)?.route.run({} as Asked);
}

test("its three files, each as what it is, with a policy that lets nothing else in", async () => {
  const ask = built(["index.html", "playground.css", "playground.js"]);
  expect(await ask("/playground")).toMatchObject({ status: 308, headers: { location: "/playground/" } });
  for (const [path, name, type] of [
    ["/playground/", "index.html", "text/html"],
    ["/playground/playground.css", "playground.css", "text/css"],
    ["/playground/playground.js", "playground.js", "text/javascript"],
  ]) {
    const answer = await ask(path ?? "");
    expect([String(answer?.body), answer?.type?.split(";")[0]]).toEqual([`the text of ${name}`, type]);
    expect(answer?.headers?.["content-security-policy"]).toContain("default-src 'none'; script-src 'self'");
  }
  expect(await ask("/playground/../index.html")).toBeUndefined();
});

test("not built, it is not there", async () => {
  const ask = built([]);
  for (const path of ["/playground", "/playground/", "/playground/playground.js"])
    expect(await ask(path)).toMatchObject({ status: 404 });
});
