// The status page as a file of a repository: one commit for each change, never over anybody else's file.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import type { StatusJson } from "../support/status-feed.ts";
import { type World, world } from "../support/world.ts";

const P1 = ["incident", "severity: P1"];
const HERE = "status_page: { publish: { path: status/summary.json } }\n";

const puts = (w: World) =>
  w.stage.github.requests.filter(({ method, path }) => method === "PUT" && /\/contents\//.test(path));

async function published(w: World, repository = REPOSITORY): Promise<StatusJson> {
  return JSON.parse(w.stage.github.file(repository, "status/summary.json") ?? "{}") as StatusJson;
}

test("it says what the feed says, with one commit for each change", async () => {
  const w = await world({ policy: HERE });
  await w.stage.quiet();
  expect((await published(w)).status.indicator).toBe("none");
  const before = puts(w).length;
  await w.open("Down", { labels: P1 });
  await w.comment("bob", "/status identified Logins fail.");
  const file = await published(w);
  expect(file.incidents[0]?.incident_updates[0]?.body).toBe("Logins fail.");
  await w.advance("3s");
  expect(file).toEqual(await (await fetch(`${w.stage.url}/status/${REPOSITORY}.json`)).json());
  await w.comment("bob", "/timeline a note");
  await w.stage.app.sweep();
  await w.stage.quiet();
  await w.stage.restart();
  await w.advance("20m");
  expect(puts(w).length - before).toBe(1);
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(puts(w).length - before).toBe(1);
});

test("somebody who writes it at the same moment, or an answer that got lost, costs nothing but a second look", async () => {
  const w = await world({ policy: HERE });
  await w.open("Down", { labels: P1 });
  w.stage.github.faults = {
    before: ({ method, path }) => {
      if (method !== "PUT" || !path.includes("/contents/status/")) return undefined;
      w.stage.github.faults = {};
      w.stage.github.as("erin").putFile(REPOSITORY, "status/summary.json", '{\n  "generator": "Tocsin"\n}\n');
      return undefined;
    },
  };
  await w.comment("bob", "/status identified Logins fail.");
  await w.advance("1m");
  expect((await published(w)).incidents).toHaveLength(1);
});

test("Markdown is plain text in it, in the policy's language", async () => {
  const policy = `locale: fr\ncomponents: { caisse: {} }\n${HERE.replace("summary.json", "page.md")}`;
  const w = await world({ policy });
  await w.open("Panne", { labels: P1 });
  await w.comment("bob", "/affects caisse\n/status identified La base *est* pleine");
  const text = w.stage.github.file(REPOSITORY, "status/page.md") ?? "";
  expect(text.split("\n").slice(1, -1)).toEqual([
    "# shop",
    "",
    "**Perturbation majeure**",
    "",
    "- caisse\u00a0: en partie indisponible",
    "",
    "## Fonctionnalité majeure indisponible\u00a0: caisse",
    "",
    "🟡 **Identifié** - La base \\*est\\* pleine",
    "Publié\u00a0: 2025-11-10 14:30 UTC",
    "",
    expect.stringMatching(/^\[Page de statut\]\(http:\/\/localhost:3000\/status\/acme\/shop\)\. Écrit par Tocsin/),
  ]);
});

test("to another repository of the installation, and to none of another one", async () => {
  const policy = (repository: string) =>
    `status_page: { publish: { path: status/summary.json, repository: ${repository} } }\n`;
  const w = await world();
  const { github } = w.stage;
  github.addRepository("acme/website");
  github.addRepository("globex/website");
  github.install(4711, "globex");
  await w.stage.app.sweep();
  await w.stage.quiet();
  github.as("erin").putFile(REPOSITORY, ".github/tocsin.yml", policy("acme/website"));
  await w.stage.quiet();
  expect((await published(w, "acme/website")).page.name).toBe("shop");
  github.as("erin").putFile(REPOSITORY, ".github/tocsin.yml", policy("globex/website"));
  await w.stage.quiet();
  expect(github.file("globex/website", "status/summary.json")).toBeUndefined();
  expect(puts(w).filter(({ path }) => path.includes("globex"))).toEqual([]);
});

test("a file of somebody else stays as it is, and a branch that may not be written to is asked again by the next sweep", async () => {
  const w = await world({ policy: HERE.replace("status/summary", "package") });
  const { github } = w.stage;
  github.as("erin").putFile(REPOSITORY, "package.json", '{ "name": "Tocsin" }\n');
  await w.stage.app.sweep();
  await w.open("Down", { labels: P1 });
  await w.comment("bob", "/status identified Logins fail.");
  expect(github.file(REPOSITORY, "package.json")).toBe('{ "name": "Tocsin" }\n');
});
