// What changed before an incident began: on its card, nearest first, what touches its components before the rest.
import { describe, expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

const P1 = ["incident", "severity: P1"];
const WORKFLOW = ".github/workflows/deploy.yml";

/** What the card says of it, line by line, without addresses. */
function changesOn(w: World, heading = "**Changed before the start**"): string[] {
  const [, after = ""] = w.card().split(heading);
  const [, list = ""] = after.split("\n\n");
  return list.split("\n").map((line) => line.replace(/\]\([^)]*\)/g, "]"));
}
const NOTHING = [""];

/** A day's work: a merged pull request, a deployment, a release, a workflow that was changed. */
async function workday(w: World): Promise<void> {
  const bob = w.stage.github.as("bob");
  const pull = bob.openPull(REPOSITORY, { title: "A bigger pool", files: { "src/pool.ts": "20" } });
  bob.mergePull(REPOSITORY, pull, "squash");
  await w.advance("10m");
  w.stage.github.as("erin").deploy(REPOSITORY, { environment: "production", description: "build 7" });
  await w.advance("10m");
  bob.release(REPOSITORY, "v1.7.0", { name: "Autumn" });
  await w.advance("10m");
  w.stage.github.as("alice").putFile(REPOSITORY, WORKFLOW, "on: push");
  await w.advance("10m");
}

const LINES = [
  "- 15:00 - workflow changed: [Create .github/workflows/deploy.yml], `alice`",
  "- 14:50 - released: [Autumn], `bob`",
  "- 14:40 - deployed: [production: build 7], `erin`",
  "- 14:30 - merged: [A bigger pool] #1, `bob`",
];

/** The requests for it since `from`, by their paths. */
const reads = (w: World): string[] =>
  w.stage.github.requests.flatMap(({ method, path }) => {
    const [, what] = /\/repos\/[^/]+\/[^/]+\/(deployments|releases|pulls|commits)\?/.exec(path) ?? [];
    // Which commit the policy is of is asked elsewhere.
    return method === "GET" && what && !path.includes("tocsin.yml") ? [what] : [];
  });

async function declared(policy?: string): Promise<World> {
  const w = await world(policy === undefined ? {} : { policy });
  await workday(w);
  await w.open("Down", { labels: P1 });
  return w;
}

describe("the card", () => {
  test("stands first; seconds later it says what had changed, nearest first", async () => {
    const w = await declared();
    expect(changesOn(w)).toEqual(NOTHING);
    expect(reads(w)).toEqual([]);
    await w.advance("15s");
    expect(changesOn(w)).toEqual(LINES);
    expect(w.card()).toContain("(24 h; `/rollback #n` proposes to undo one)");
    expect(reads(w).toSorted()).toEqual(["commits", "deployments", "pulls", "releases"]);
  });

  test("in French", async () => {
    const w = await declared("locale: fr\n");
    await w.advance("15s");
    expect(changesOn(w, "**Changements avant le début**")).toEqual([
      "- 15:00 - workflow modifié\u00a0: [Create .github/workflows/deploy.yml], `alice`",
      "- 14:50 - publié\u00a0: [Autumn], `bob`",
      "- 14:40 - déployé\u00a0: [production: build 7], `erin`",
      "- 14:30 - fusionné\u00a0: [A bigger pool] #1, `bob`",
    ]);
  });

  test("says nothing when nothing changed, and is then not written again", async () => {
    const w = await world();
    await w.open("Down", { labels: P1 });
    const written = w.stage.github.requests.filter(({ method }) => method === "PATCH").length;
    await w.advance("5m");
    expect(w.card()).not.toContain("Changed before");
    expect(w.stage.github.requests.filter(({ method }) => method === "PATCH")).toHaveLength(written);
  });

  test("leads to each change, and a stranger's words stay words", async () => {
    const w = await world();
    w.stage.github.as("bob").release(REPOSITORY, "v2", { name: "@acme/cto [x](http://evil) fixes #1 <!-- --> `/ack`" });
    await w.open("Down", { labels: P1 });
    await w.advance("1m");
    const [line = ""] = w
      .card()
      .split("\n")
      .filter((one) => one.includes("released"));
    expect(line).toContain("](https://github.test/acme/shop/releases/tag/v2)");
    expect(line).not.toMatch(/@acme|(?<!\\)\]\(http:\/\/evil|<!--|fixes #1/);
  });

  test("leaves out what is no change for users: drafts, previews, what was closed, what lies before the window or after the start", async () => {
    const w = await world({ policy: "evidence: { before: 1h }\n", start: "2025-11-10T12:00:00Z" });
    const bob = w.stage.github.as("bob");
    bob.release(REPOSITORY, "v0", { name: "Old" });
    await w.advance("2h");
    const closed = bob.openPull(REPOSITORY, { title: "Given up", files: { a: "1" } });
    bob.close(REPOSITORY, closed);
    bob.deploy(REPOSITORY, { environment: "preview-1", transient: true });
    bob.release(REPOSITORY, "v1", { name: "Draft", draft: true });
    bob.release(REPOSITORY, "v2", { name: "New" });
    await w.advance("1m");
    await w.open("Down", { labels: P1 });
    await w.advance("5s");
    bob.release(REPOSITORY, "v3", { name: "Mended" });
    await w.advance("1m");
    expect(changesOn(w)).toEqual(["- 14:00 - released: [New], `bob`"]);
    expect(w.card()).toContain("**Changed before the start** (1 h)\n");
  });

  test("shows as many as the policy says, and none where it says false", async () => {
    const few = await declared("evidence: { most: 2 }\n");
    await few.advance("1m");
    expect(changesOn(few)).toEqual(LINES.slice(0, 2));
    const none = await declared("evidence: false\n");
    await none.advance("10m");
    expect(none.card()).not.toContain("Changed before");
    expect(reads(none)).toEqual([]);
  });

  test("a workflow that came by a pull request is one line, with its number", async () => {
    const w = await world();
    const bob = w.stage.github.as("bob");
    const pull = bob.openPull(REPOSITORY, { title: "Deploy at night", files: { [WORKFLOW]: "on: schedule" } });
    bob.mergePull(REPOSITORY, pull, "squash");
    await w.advance("1m");
    await w.open("Down", { labels: P1 });
    await w.advance("1m");
    expect(changesOn(w)).toEqual([`- 14:30 - workflow changed: [Deploy at night] #${pull}, \`bob\``]);
  });
});

describe("what touches an affected component comes first", () => {
  const OWNERS = `
components:
  checkout: { owners: ["@erin"] }
  search: { owners: ["@acme/finders"] }
  autumn: {}
`;
  test.each([
    ["by its owner", "checkout", "- 14:40 - deployed: [production: build 7], `erin` · **checkout**"],
    [
      "by a member of the team that owns it",
      "search",
      "- 15:00 - workflow changed: [Create .github/workflows/deploy.yml], `alice` · **search**",
    ],
    ["by its name", "autumn", "- 14:50 - released: [Autumn], `bob` · **autumn**"],
  ])("%s", async (_, component, first) => {
    const w = await world({ policy: OWNERS });
    w.stage.github.addTeam("acme/finders", ["alice"]);
    await workday(w);
    await w.open("Down", { labels: P1 });
    await w.advance("1m");
    expect(changesOn(w)).toEqual(LINES);
    await w.comment("bob", `/affects ${component}`);
    await w.advance("1m");
    const lines = changesOn(w);
    expect(lines[0]).toBe(first);
    expect(lines).toHaveLength(LINES.length);
  });

  test("there and back again: it is sorted by what is affected now", async () => {
    const w = await declared(OWNERS);
    await w.advance("1m");
    for (const [component, first] of [
      ["checkout", "· **checkout**"],
      ["autumn", "· **autumn**"],
      ["checkout", "· **checkout**"],
    ]) {
      await w.comment("bob", `/affects ${component}`);
      await w.advance("1m");
      expect(changesOn(w)[0]).toContain(first);
      expect(changesOn(w)).toHaveLength(LINES.length);
    }
  });

  test("it is read again for other components, and for nothing else", async () => {
    const w = await declared(OWNERS);
    await w.advance("1m");
    expect(reads(w)).toHaveLength(4);
    for (const line of ["/ack", "/affects checkout", "/affects checkout", "/severity P0", "/status identified x"]) {
      await w.comment("bob", line);
      await w.advance("2m");
    }
    expect(reads(w)).toHaveLength(8);
    await w.comment("bob", "/resolve");
    await w.advance("1h");
    w.skim();
    expect(reads(w).filter((what) => what === "deployments")).toHaveLength(2);
  });
});

describe("when things go wrong", () => {
  test.each([403, 404, 410])("a %i leaves out what GitHub does not show, and nothing else", async (status) => {
    const w = await world();
    const body = JSON.stringify({ message: "Resource not accessible by integration" });
    w.stage.github.faults = {
      before: ({ path }) => (path.includes("/deployments") ? { status, headers: {}, body } : undefined),
    };
    await workday(w);
    await w.open("Down", { labels: P1 });
    await w.advance("1h");
    w.skim();
    expect(changesOn(w)).toEqual(LINES.filter((line) => !line.includes("deployed")));
    expect(reads(w)).toHaveLength(4);
  });

  test("a suspended App reads it when it is back", async () => {
    const w = await declared();
    const id = w.stage.github.deliveries
      .map(({ payload }) => payload["installation"] as { id: number })
      .find(Boolean)?.id;
    w.stage.github.suspend(id ?? 0);
    await w.advance("5m");
    w.stage.github.suspend(id ?? 0, false);
    await w.advance("15m");
    w.skim();
    expect(changesOn(w)).toEqual(LINES);
  });

  test("what fails for a while is read once it works; the incident goes on meanwhile", async () => {
    const w = await world();
    let isDown = true;
    w.stage.github.faults = {
      before: ({ path }) => (isDown && path.includes("/releases") ? { status: 502, headers: {}, body: "" } : undefined),
    };
    await workday(w);
    await w.open("Down", { labels: P1 });
    await w.advance("1m");
    expect(changesOn(w)).toEqual(NOTHING);
    await w.comment("bob", "/ack");
    expect(w.clock("Response")).toContain("met");
    isDown = false;
    await w.advance("5m");
    expect(changesOn(w)).toEqual(LINES);
  });

  test("what fails for ever is given up, and what could be read is shown", async () => {
    const w = await world();
    w.stage.github.faults = {
      before: ({ path }) => (path.includes("/releases") ? { status: 502, headers: {}, body: "" } : undefined),
    };
    await workday(w);
    await w.open("Down", { labels: P1 });
    await w.advance("59m");
    w.skim();
    expect(changesOn(w)).toEqual(LINES.filter((line) => !line.includes("released")));
    const tries = reads(w).length;
    await w.advance("5h");
    w.skim();
    expect(reads(w)).toHaveLength(tries);
  });

  test("a process that ends before it was read, or after, and webhooks that come twice: once on the card", async () => {
    const w = await world();
    w.stage.github.faults = { duplicate: () => true };
    await workday(w);
    await w.open("Down", { labels: P1 });
    await w.stage.restart();
    await w.advance("1m");
    expect(changesOn(w)).toEqual(LINES);
    await w.stage.restart();
    await w.comment("bob", "/ack");
    await w.advance("10m");
    expect(changesOn(w)).toEqual(LINES);
    expect(reads(w)).toHaveLength(4);
  });

  test("a lost store: it is known from the card, and not read again", async () => {
    const w = await declared();
    await w.advance("1m");
    await w.stage.restart(await openStore({ dataDir: ":memory:" }));
    await w.stage.app.sweep();
    await w.advance("5m");
    await w.comment("bob", "/ack");
    expect(changesOn(w)).toEqual(LINES);
    expect(reads(w)).toHaveLength(4);
  });

  test("a store that was lost before it was read: it is read", async () => {
    const w = await declared();
    await w.stage.restart(await openStore({ dataDir: ":memory:" }));
    await w.stage.app.sweep();
    await w.advance("5m");
    expect(changesOn(w)).toEqual(LINES);
  });
});

describe("an incident of security that goes on in private", () => {
  const SAFE = "acme/vault";

  test("takes it along; nothing of it is on the public stub, and numbers of elsewhere are no numbers there", async () => {
    const w = await world({ policy: `security: { private_repository: ${SAFE} }\n` });
    w.stage.github.addRepository(SAFE, { private: true, collaborators: { alice: "maintain", bob: "write" } });
    await workday(w);
    await w.open("Down", { labels: P1 });
    await w.advance("1m");
    await w.comment("bob", "/security");
    await w.advance("5m");
    w.skim();
    const stub = JSON.stringify(w.stage.github.thread(REPOSITORY, w.number));
    expect(stub).not.toMatch(/Autumn|build 7|bigger pool|Changed before/);
    const cards = w.stage.github.thread(SAFE, 1).comments.filter(({ body }) => body.includes("tocsin:card"));
    expect(cards[0]?.body).toContain("[A bigger pool](");
    expect(cards[0]?.body).not.toContain("#1,");
  });

  test("that began there at once is told what changed where it came from", async () => {
    const w = await world({ policy: `security: { private_repository: ${SAFE} }\n` });
    w.stage.github.addRepository(SAFE, { private: true, collaborators: { alice: "maintain", bob: "write" } });
    await workday(w);
    await w.open("Down", { labels: [...P1, "security"] });
    await w.advance("5m");
    w.skim();
    expect(JSON.stringify(w.stage.github.thread(REPOSITORY, w.number))).not.toMatch(/Autumn|Changed before/);
    const cards = w.stage.github.thread(SAFE, 1).comments.filter(({ body }) => body.includes("tocsin:card"));
    expect(cards[0]?.body).toContain("[Autumn](");
  });
});
