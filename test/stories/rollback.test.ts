// /rollback: one pull request that undoes another, named on both sides, merged by nobody but people.
import { describe, expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

const P1 = ["incident", "severity: P1"];
const FILE = "src/pool.ts";

/** A pull request that somebody has merged. */
async function merged(w: World, title = "A bigger pool", text = "20"): Promise<number> {
  const bob = w.stage.github.as("bob");
  const number = bob.openPull(REPOSITORY, { title, files: { [FILE]: text } });
  bob.mergePull(REPOSITORY, number, "squash");
  await w.advance("1m");
  return number;
}

/** A merged pull request, and the incident that came of it. */
async function down(policy?: string): Promise<{ w: World; pull: number }> {
  const w = await world(policy === undefined ? {} : { policy });
  const pull = await merged(w);
  await w.open("Down", { labels: P1 });
  await w.advance("1m");
  return { w, pull };
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

const rows = (w: World): string[] =>
  w
    .card()
    .split("\n")
    .filter((line) => /^- \d.*(Undoing|cannot be undone|Annulation de)/.test(line));

/** Mutations, as they were asked for. */
const asked = (w: World): number =>
  w.stage.github.requests.filter(({ path, body }) => path.endsWith("/graphql") && /mutation/.test(JSON.stringify(body)))
    .length;

const isRevert = ({ path, body }: { path: string; body?: string }) =>
  path.endsWith("/graphql") && String(body).includes("revertPullRequest");

test("a merged pull request is undone by another one, which names the incident and is not merged", async () => {
  const { w, pull } = await down();
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

test("in French", async () => {
  const { w, pull } = await down("locale: fr\n");
  await w.comment("bob", `/rollback #${pull}`);
  const [revert] = reverts(w);
  expect(revert?.body).toContain(`Ceci annule #${pull}, à la demande de \`bob\` pendant l’incident #${w.number}.`);
  expect(rows(w)).toEqual([`- 14:32 - Annulation de #${pull} proposée dans #${revert?.number} (\`bob\`)`]);
  await w.comment("bob", "/rollback");
  expect(w.next()).toContain("Quelle pull request faut-il annuler\u00a0?");
});

describe("is refused, with what to type instead", () => {
  test.each([
    ["/rollback", "Which pull request is to be undone? Type for instance `/rollback #12`."],
    ["/rollback the last one", "“the last one” is not the number of a pull request."],
    ["/rollback acme/other#1", "is a pull request of another repository. I can undo those of acme/shop"],
    ["/rollback https://github.com/acme/other/pull/1", "is a pull request of another repository."],
    ["/rollback #99", "`#99` is no pull request of this repository, or I may not read it."],
    ["/rollback #2", "`#2` is no pull request of this repository"],
  ])("%s", async (line, says) => {
    const { w } = await down();
    const typed = await w.comment("bob", line);
    expect(w.next()).toContain(says);
    expect(w.reactions(typed)).toEqual(["eyes", "confused"]);
    expect(asked(w)).toBe(0);
  });

  test("while it is not merged, and once it was closed without", async () => {
    const { w } = await down();
    const open = w.stage.github.as("bob").openPull(REPOSITORY, { title: "Next", files: { "next.ts": "1" } });
    await w.comment("bob", `/rollback #${open}`);
    expect(w.next()).toContain(`#${open} is not merged, so there is nothing to undo.`);
    w.stage.github.as("bob").close(REPOSITORY, open);
    await w.advance("2h");
    w.skim();
    await w.comment("bob", `/rollback #${open}`);
    expect(w.next()).toContain(`#${open} is not merged`);
  });

  test("from whom may not write, unless the policy lets them", async () => {
    const { w, pull } = await down();
    await w.comment("carol", `/rollback #${pull}`);
    expect(w.next()).toContain("write");
    expect(reverts(w)).toEqual([]);
    const lenient = await down("commands: { rollback: triage }\n");
    await lenient.w.comment("carol", `/rollback #${lenient.pull}`);
    expect(reverts(lenient.w)).toHaveLength(1);
  });

  test("when it was proposed already: the pull request is named", async () => {
    const { w, pull } = await down();
    await w.comment("bob", `/rollback #${pull}`);
    await w.advance("1m");
    await w.comment("erin", `/rollback https://github.com/acme/shop/pull/${pull}`);
    const [revert] = reverts(w);
    expect(w.next()).toContain(`#${pull} is already being undone by #${revert?.number}.`);
    expect(asked(w)).toBe(1);
  });
});

describe("when GitHub will not", () => {
  test("because something else changed the same since: told once, what to do by hand, and tried again when asked again", async () => {
    const { w, pull } = await down();
    w.stage.github.as("erin").putFile(REPOSITORY, FILE, "40");
    await w.comment("bob", `/rollback #${pull}`);
    const said = w.next();
    expect(said).toContain(`GitHub cannot undo #${pull} by itself: what it changed has changed again since`);
    expect(said).toContain("`git revert -m 1`");
    expect(rows(w)).toEqual([`- 14:32 - #${pull} cannot be undone by itself (\`bob\`)`]);
    await w.advance("20m");
    w.stage.github.as("erin").putFile(REPOSITORY, FILE, "20");
    await w.comment("bob", `/rollback #${pull}`);
    expect(reverts(w)).toHaveLength(1);
    expect(rows(w)).toHaveLength(2);
  });

  test("because the app may not: told once, and nothing is harmed", async () => {
    const { w, pull } = await down();
    w.stage.github.setPermissions(4711, {
      issues: "write",
      metadata: "read",
      contents: "read",
      pull_requests: "read",
      checks: "write",
      members: "read",
    });
    await w.comment("bob", `/rollback #${pull}`);
    await w.advance("10m");
    expect(w.next()).toContain(`GitHub does not let me undo #${pull}`);
    expect(reverts(w)).toEqual([]);
    await w.comment("bob", "/ack");
    expect(w.clock("Response")).toContain("met");
  });
});

describe("once, whatever goes wrong", () => {
  test.each([
    ["before it was heard", "before", 2],
    ["after it was carried out", "after", 1],
  ] as const)("an answer that got lost %s", async (_, when, times) => {
    const { w, pull } = await down();
    let lost = 0;
    w.stage.github.faults = {
      [when]: (request: { path: string; body?: string }) =>
        isRevert(request) && lost++ === 0 ? { status: 502, headers: {}, body: "" } : undefined,
    };
    await w.comment("bob", `/rollback #${pull}`);
    await w.advance("5m");
    expect(lost).toBe(times);
    expect(reverts(w)).toHaveLength(1);
    expect(rows(w)).toHaveLength(1);
  });

  test("two people ask in the same moment, and every webhook comes twice", async () => {
    const { w, pull } = await down();
    w.stage.github.faults = { duplicate: () => true };
    w.stage.github.as("erin").comment(REPOSITORY, w.number, `/rollback #${pull}`);
    await w.comment("bob", `/rollback #${pull}`);
    expect(reverts(w)).toHaveLength(1);
    expect(rows(w)).toHaveLength(1);
    w.skim();
  });

  test("the process ends after it was carried out, and its store is lost", async () => {
    const { w, pull } = await down();
    let isCut = false;
    // Carried out; from then on nothing is heard of GitHub any more.
    w.stage.github.faults = {
      after: (request) => {
        isCut ||= isRevert(request);
        return isCut ? { status: 502, headers: {}, body: "" } : undefined;
      },
    };
    await w.comment("bob", `/rollback #${pull}`);
    w.stage.github.faults = {};
    await w.stage.restart(await openStore({ dataDir: ":memory:" }));
    await w.stage.app.sweep();
    await w.advance("5m");
    expect(reverts(w)).toHaveLength(1);
    expect(rows(w)).toHaveLength(1);
  });

  test("a lost store afterwards: it is known from the card", async () => {
    const { w, pull } = await down();
    await w.comment("bob", `/rollback #${pull}`);
    await w.stage.restart(await openStore({ dataDir: ":memory:" }));
    await w.stage.app.sweep();
    await w.advance("5m");
    expect(rows(w)).toHaveLength(1);
    await w.comment("erin", `/rollback #${pull}`);
    expect(w.next()).toContain("is already being undone by");
    expect(reverts(w)).toHaveLength(1);
  });
});
