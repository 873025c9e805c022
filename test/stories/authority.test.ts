// Authority through the whole app: who may not changes nothing, and a permission endpoint that is down delays nobody else.
import { expect, test } from "vitest";
import { COMMANDS } from "../../src/commands/index.ts";
import type { ApiResponse, Faults } from "../../src/playground/github/index.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { LADDER, type World, world } from "../support/world.ts";

const P0 = ["incident", "severity: P0"];
const P2 = ["incident", "severity: P2"];
const json = (status: number, body: object): ApiResponse => ({
  ...{ status, headers: { "content-type": "application/json" } },
  body: JSON.stringify(body),
});

/** The permission endpoint answers so for everybody; everything else works. */
const permission = (answer: ApiResponse | "reset"): Faults => ({
  after: ({ path }) => (path.includes("/permission") ? answer : undefined),
});
const DOWN: Record<string, ApiResponse | "reset"> = {
  "403": json(403, { message: "Resource not accessible by integration" }),
  "500": json(500, { message: "Server Error" }),
  reset: "reset",
};

/** All that people see of an incident, but for the time to which the card is up to date. */
const state = (w: World) => ({
  card: w.card().replaceAll(/Left at \d\d:\d\d|\| \d+ (?:h|min)(?: \d+ min)? \|$/gm, "|"),
  labels: w.labels(),
  isOpen: w.isOpen(),
  assignees: w.stage.github.thread(REPOSITORY, w.number).assignees,
});

test("every command by somebody who may only read leaves an eye, a frown and one sentence", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: P2 });
  await w.advance("1m");
  const before = state(w);
  const asked = COMMANDS.filter(({ permission: needed }) => needed !== "read");
  for (const { example } of asked) {
    // So many at once would be more than the pace allows, and a reaction is what is left out then.
    await w.advance("30s");
    const id = await w.comment("dave", example);
    expect(w.reactions(id), example).toEqual(["eyes", "confused"]);
    await w.act("dave", (dave) => dave.editComment(REPOSITORY, id, `${example}\n\n${example} again`));
  }
  expect(w.next()).toContain("`read`");
  expect(asked.length).toBeGreaterThan(15);
  expect(state(w)).toEqual(before);
});

test("of somebody else's words the editor counts, in both directions", async () => {
  const w = await world({ policy: "commands: { resolve: admin, impact: admin }" });
  await w.open("Down", { labels: P2 });
  await w.advance("1m");
  const [hers, his] = [await w.comment("erin", "I look"), await w.comment("dave", "it is slow")];
  const before = state(w);
  await w.advance("1m");
  await w.act("bob", (bob) => bob.editComment(REPOSITORY, hers, "I look\n/resolve"));
  expect(w.next()).toContain("admin");
  await w.act("bob", (bob) => bob.editComment(REPOSITORY, his, "it is slow\n/status resolved it works"));
  expect(w.isOpen()).toBe(true);
  expect(state(w)).toEqual(before);
  await w.act("erin", (erin) => erin.editComment(REPOSITORY, his, "it is slow\n/impact everybody"));
  expect(w.card()).toContain("everybody");
});

test("machines are not heard, whatever role they have", async () => {
  const w = await world();
  for (const login of ["ci[bot]", "Copilot"]) w.stage.github.addUser(login, { type: "Bot" });
  await w.open("Down", { labels: P2 });
  await w.advance("1m");
  w.stage.github.faults = permission(json(200, { permission: "admin", role_name: "admin", user: null }));
  const before = state(w);
  for (const login of ["ci[bot]", "Copilot"])
    for (const { example } of COMMANDS) expect(w.reactions(await w.comment(login, example)), example).toEqual([]);
  expect(state(w)).toEqual(before);
});

test.each([
  ["a custom role on write", { permission: "write", role_name: "responder" }, true],
  ["a custom role on read", { permission: "read", role_name: "responder" }, false],
  ["a role in none of our words", { permission: "superuser", role_name: "owner" }, false],
  ["an answer with nothing in it", {}, false],
  ["triage", { permission: "read", role_name: "triage" }, true],
])("%s", async (_, answer, may) => {
  const w = await world();
  await w.open("Down", { labels: P2 });
  w.stage.github.faults = permission(json(200, { user: null, ...answer }));
  const id = await w.comment("dave", "/impact everybody");
  expect(w.reactions(id)).toEqual(["eyes", may ? "+1" : "confused"]);
  expect(w.card().includes("everybody")).toBe(may);
  if (!may) expect(w.next()).toContain("triage");
});

test("whom GitHub does not know may nothing", async () => {
  const w = await world();
  await w.open("Down", { labels: P2 });
  w.stage.github.faults = permission(json(404, { message: "Not Found" }));
  expect(w.reactions(await w.comment("bob", "/cancel"))).toEqual(["eyes", "confused"]);
  expect(w.next()).toContain("none");
  expect(w.isOpen()).toBe(true);
});

test.each(Object.keys(DOWN))(
  "with the permission endpoint down (%s) commands wait, and the clocks do not",
  async (how) => {
    const w = await world({ policy: LADDER });
    await w.open("Down", { labels: P0 });
    expect(w.next()).toContain("@erin");
    w.stage.github.faults = permission(DOWN[how] ?? "reset");
    await w.advance("2m");
    const id = await w.comment("bob", "/ack on it");
    await w.advance("12m59s");
    expect(w.labels()).not.toContain("sla: breached");
    await w.advance("1s");
    expect(w.labels()).toContain("sla: breached");
    expect(w.next()).toContain("@acme/cto");
    const said = w.stage.github.thread(REPOSITORY, w.number).comments.at(-1);
    expect(said?.created_at).toBe("2025-11-10T14:45:00Z");
    expect(w.reactions(id)).toEqual([]);
    w.stage.github.faults = {};
    await w.advance("1m");
    expect(w.reactions(id)).toEqual(["eyes", "+1"]);
    expect(w.card()).toContain("14:32");
    await w.advance("10m");
  },
);
