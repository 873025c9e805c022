// /rollback: one pull request that undoes another, named on both sides, merged by nobody but people.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

const P1 = ["incident", "severity: P1"];
const FILE = "src/pool.ts";

/** A pull request that somebody has merged. */
async function merged(w: World, title = "A bigger pool", files: Record<string, string> = { [FILE]: "20" }) {
  const bob = w.stage.github.as("bob");
  const number = bob.openPull(REPOSITORY, { title, files });
  bob.mergePull(REPOSITORY, number, "squash");
  await w.advance("1m");
  return number;
}

/** The pull requests that the app opened. */
function reverts(w: World) {
  const all = Array.from({ length: 12 }, (_, index) => index + 1).flatMap((number) => {
    try {
      return { number, ...w.stage.github.thread(REPOSITORY, number) };
    } catch {
      return [];
    }
  });
  return all.filter(({ title }) => title.startsWith("Revert"));
}

const rows = (w: World) =>
  w
    .card()
    .split("\n")
    .filter((line) => /Undoing|cannot be undone/.test(line) && line.startsWith("- "));

test("a merged pull request is undone by another one, which names the incident and is not merged", async () => {
  const w = await world();
  const pull = await merged(w);
  await w.open("Down", { labels: P1 });
  await w.advance("1m");
  const typed = await w.comment("bob", `/rollback #${pull}`);
  const [revert, ...more] = reverts(w);
  expect(more).toEqual([]);
  expect(revert).toMatchObject({ title: 'Revert "A bigger pool"', state: "open", user: "tocsin[bot]" });
  expect(revert?.body).toContain(`This reverts #${pull}, as \`bob\` asked during incident #${w.number}.`);
  expect(revert?.body).not.toMatch(/\b(close|fix|resolve)[sd]?\b/i);
  expect(rows(w)).toEqual([`- 14:32 - Undoing #${pull} is proposed in #${revert?.number} (\`bob\`)`]);
  expect(w.reactions(typed)).toEqual(["eyes", "+1"]);
  expect(w.stage.github.file(REPOSITORY, FILE)).toBe("20");
  w.stage.github.as("bob").mergePull(REPOSITORY, revert?.number ?? 0);
  await w.stage.quiet();
  expect(w.stage.github.file(REPOSITORY, FILE)).toBeUndefined();
  expect(w.isOpen()).toBe(true);
});
