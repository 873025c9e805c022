// A repository's own words: they are used where they work; a broken one is replaced by ours, and said once until it is mended.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { notices } from "../support/notices.ts";
import { type World, world } from "../support/world.ts";

const FOLDER = ".github/tocsin";
const P1 = ["incident", "severity: P1"];
const put = (w: World, name: string, text: string) =>
  w.act("erin", (erin) => erin.putFile(REPOSITORY, `${FOLDER}/${name}.hbs`, text));

test("the card and a call speak a repository's own words, and again after a restart", async () => {
  const w = await world();
  await put(w, "meaning", "Our very own: {{person reporter}}");
  await put(w, "breach", "Somebody should have come by {{time due}}.");
  await w.open("Down", { labels: P1 });
  expect(w.card()).toMatch(/^## Our very own: `alice`$/m);
  await w.advance("61m");
  expect(w.next()).toContain("Somebody should have come by 15:30 UTC.");
  expect(notices(w)).toEqual([]);
  await w.stage.restart();
  await w.comment("alice", "/impact everything");
  expect(w.card()).toContain("## Our very own: `alice`");
});

test("a reply below a folder may be overridden, too", async () => {
  const w = await world();
  await put(w, "refusals/not-a-length", "Who is {{given}}?");
  await w.open("Down", { labels: ["incident", "severity: P3"] });
  await w.comment("alice", "/snooze soon");
  expect(w.next()).toContain("Who is ");
  await w.advance("1m");
  await put(w, "refusals/not-a-length", "And who is {{given}}?");
  await w.comment("bob", "/snooze soon");
  expect(w.next()).toContain("And who is ");
});

test("one that is wrong before it runs is said with file and line; mended, the notice closes and it is used", async () => {
  const w = await world();
  await put(w, "meaning", "Words\n{{{reporter}}}");
  expect(notices(w)).toHaveLength(1);
  expect(notices(w)[0]?.body).toContain("`.github/tocsin/meaning.hbs`, line 2: A value stands between two braces");
  await w.open("Down", { labels: P1 });
  expect(w.card()).not.toContain("Words");
  await w.stage.app.sweep();
  await w.advance("10m");
  await w.advance("1m");
  expect(notices(w)).toHaveLength(1);
  await put(w, "meaning", "Mended {{reporter}}");
  expect(notices(w).map(({ state }) => state)).toEqual(["closed"]);
  await w.comment("alice", "/impact everything");
  expect(w.card()).toContain("## Mended alice");
});

test("one that fails when it is rendered is said once, whatever happens, and the notice closes when it is mended", async () => {
  const w = await world();
  await put(w, "meaning", "{{reporter}} and {{nothing}}");
  expect(notices(w)).toEqual([]);
  await w.open("Down", { labels: P1 });
  expect(w.card()).toContain("P1");
  expect(w.card()).not.toContain("alice and");
  const [first, ...others] = notices(w);
  expect(others).toEqual([]);
  expect(first?.state).toBe("open");
  expect(first?.body).toContain("`.github/tocsin/meaning.hbs`, line 1: `nothing` is no field of this message");
  await w.comment("alice", "/impact everything");
  await w.stage.restart();
  await w.comment("alice", "/impact nothing");
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(notices(w).map(({ state, body }) => [state, body])).toEqual([["open", first?.body]]);
  await put(w, "meaning", "Mended {{reporter}}");
  expect(notices(w).map(({ state }) => state)).toEqual(["closed"]);
  await w.comment("alice", "/impact everything");
  expect(w.card()).toContain("## Mended alice");
});

test("a bomb in one repository: it falls back to ours, and another repository keeps its own words", async () => {
  const w = await world();
  const other = "acme/other";
  w.stage.github.addRepository(other, {
    collaborators: { alice: "write" },
    files: { [`${FOLDER}/meaning.hbs`]: "Unmoved" },
  });
  const loop = "{{#each @root.commands}}";
  await put(w, "meaning", `${loop.repeat(3)}{{#each @root.rows}}{{/each}}${"{{/each}}".repeat(3)}`);
  await put(w, "state", `{{> clock-name clock="x"}}{{> state}}`);
  const number = w.stage.github.as("alice").openIssue(other, { title: "Down", labels: ["incident"] });
  await w.open("Down", { labels: P1 });
  expect(w.card()).toContain("Response");
  const [card] = w.stage.github.thread(other, number).comments;
  expect(card?.body).toContain("## Unmoved");
  expect(notices(w)).toHaveLength(1);
});

test("GitHub hiding the folder stops no incident", async () => {
  const w = await world();
  await put(w, "meaning", "Our own");
  w.stage.github.faults.before = ({ path }) =>
    path.includes("tocsin") && !path.includes(".yml") ? { status: 502, headers: {}, body: "" } : undefined;
  await w.advance("11m");
  await w.open("Down", { labels: P1 });
  expect(w.card()).toContain("## Our own");
});
