// The post-mortem in a pull request: a branch, a file, a check at every commit; merged when complete it closes the incident.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

const POLICY = "post_mortem: { in: pull_request }\n";
const PATH = "docs/post-mortems/2025-11-10-checkout-down.md";

interface Told {
  world: World;
  /** The pull request's number, and its branch. */
  pull: number;
  branch: string;
}

/** A P1 of 14:30, acknowledged and resolved at 14:45, with its pull request. */
async function resolved(title = "Checkout down"): Promise<Told> {
  const w = await world({ policy: POLICY });
  await w.open(title, { labels: ["incident", "severity: P1"] });
  await w.comment("bob", "/ack\n/lead");
  await w.advance("15m");
  await w.comment("bob", "/impact 30 % of checkouts fail\n/resolve pool raised to 20");
  return { world: w, pull: w.number + 1, branch: `post-mortem/${w.number}` };
}

/** The report as people would fill it. */
function filled(text: string): string {
  return text
    .replace(
      /(## Root Cause\s*\n)[\s\S]*?(?=\n#{2,3} What went well)/,
      "$1\nThe pool (10) was too small for the peak.\n",
    )
    .replace(/(What went well\s*\n)[\s\S]*?(?=\n#{2,3} Where)/, "$1\nThe alert fired at once.\n")
    .replace(/(Where we were lucky\s*\n)[\s\S]*?(?=\n#{2,3} Action)/, "$1\nIt was a quiet hour.\n")
    .replace(
      /(Action Items\s*\n)[\s\S]*?(?=\n#{2,3} Runbooks)/,
      "$1\n- [ ] Raise the pool to 20 @bob 2025-11-20\n- [ ] Alert on pool usage @carol 2025-11-25\n",
    )
    .replace(/(Runbooks\s*\n)[\s\S]*?$/, "$1\nUpdated.\n");
}

const textOf = (w: World, ref?: string, path = PATH) => w.stage.github.file(REPOSITORY, path, ref) ?? "";
const issue = (w: World, number: number) => w.stage.github.thread(REPOSITORY, number);
const ours = (w: World, number: number) =>
  issue(w, number)
    .comments.filter(({ user }) => user === "tocsin[bot]")
    .map(({ body }) => body);
const push = ({ world: w, branch }: Told, text: string, path = PATH) =>
  w.act("bob", (bob) => bob.putFile(REPOSITORY, path, { text, branch }));
const merge = ({ world: w, pull }: Told) => w.act("bob", (bob) => bob.mergePull(REPOSITORY, pull));

interface Check {
  name: string;
  conclusion: string;
  head_sha: string;
  output: {
    title: string;
    annotations: { path: string; start_line: number; annotation_level: string; message: string }[];
  };
}
const checks = (w: World) => w.stage.github.checkRuns(REPOSITORY) as unknown as Check[];
const writes = (w: World, path: string) =>
  w.stage.github.requests.filter((one) => one.method !== "GET" && one.path.includes(path) && one.status < 300);

test("resolving P1 opens a pull request with the report in the plan's format, assigned, labelled and checked", async () => {
  const { world: w, pull, branch } = await resolved();
  expect(issue(w, pull)).toMatchObject({ labels: ["post-mortem"], assignees: ["bob"], state: "open" });
  expect(issue(w, pull).body).toContain(`#${w.number}`);
  for (const part of [
    "**Severity**: P1",
    "14:30 start → 14:45 resolved",
    "30 % of checkouts",
    "## Timeline",
    "- 14:30 - ",
  ])
    expect(textOf(w, branch)).toContain(part);
  expect(textOf(w)).toBe("");
  expect(w.labels()).toContain("post-mortem: required");
  expect(w.card()).toContain(`#${pull}`);
  expect(checks(w)).toMatchObject([{ name: "Tocsin: post-mortem", conclusion: "failure" }]);
});

test("its owner is reminded at -24 h, -4 h, at the deadline and daily", async () => {
  const { world: w } = await resolved();
  await w.advance("24h");
  expect(w.next()).toContain("@bob");
  await w.advance("20h");
  expect(w.next()).toContain("merge it");
  await w.advance("4h");
  expect(w.next()).toContain("overdue");
  expect(w.labels()).toContain("post-mortem: overdue");
  await w.advance("24h");
  expect(w.next()).toContain("overdue");
});

test("a push is checked: what is missing on its very lines, then success and the label in review", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  const text = filled(textOf(w, branch))
    .replace("@bob 2025-11-20", "2025-11-20")
    .replace("Updated.", "He forgot to update it.");
  await push(told, text);
  const lineOf = (words: string) => text.split("\n").findIndex((line) => line.includes(words)) + 1;
  expect(checks(w).at(-1)).toMatchObject({
    conclusion: "failure",
    output: {
      title: "1 thing is missing",
      annotations: [
        { path: PATH, start_line: lineOf("Raise the pool"), annotation_level: "failure" },
        { path: PATH, start_line: lineOf("forgot to"), annotation_level: "notice" },
      ],
    },
  });
  expect(
    checks(w)
      .at(-1)
      ?.output.annotations.map(({ message }) => message)
      .join(),
  ).not.toContain("\\");
  expect(w.labels()).toContain("post-mortem: required");
  await push(told, filled(textOf(w, branch)));
  expect(checks(w).at(-1)).toMatchObject({ conclusion: "success", output: { annotations: [] } });
  expect(w.labels()).toContain("post-mortem: in review");
  const count = checks(w).length;
  await w.comment("bob", "looks good");
  await w.act("bob", (bob) => bob.editIssue(REPOSITORY, told.pull, { title: "Post-mortem" }));
  expect(checks(w)).toHaveLength(count);
});

test("merged while it is complete, it closes the incident", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  await push(told, filled(textOf(w, branch)));
  await merge(told);
  expect(w.isOpen()).toBe(false);
  expect(w.labels()).toContain("post-mortem: done");
  expect(ours(w, told.pull)).toEqual([]);
});

test("merged too early, it is said once what is missing, and a push to the default branch completes it", async () => {
  const told = await resolved();
  const { world: w, pull } = told;
  await merge(told);
  expect(w.isOpen()).toBe(true);
  expect(w.labels()).toContain("post-mortem: required");
  expect(ours(w, pull)).toHaveLength(1);
  expect(ours(w, pull)[0]).toContain("@bob");
  expect(ours(w, pull)[0]).toContain("Line");
  await w.act("bob", (bob) => bob.putFile(REPOSITORY, PATH, `${textOf(w)}\nMore.\n`));
  expect(ours(w, pull)).toHaveLength(1);
  await w.act("bob", (bob) => bob.putFile(REPOSITORY, PATH, filled(textOf(w))));
  expect(w.isOpen()).toBe(false);
  expect(w.labels()).toContain("post-mortem: done");
});

test("closed unmerged, it is opened again once with an explanation", async () => {
  const { world: w, pull } = await resolved();
  await w.act("carol", (carol) => carol.close(REPOSITORY, pull));
  expect(issue(w, pull).state).toBe("open");
  expect(ours(w, pull)).toHaveLength(1);
  expect(ours(w, pull)[0]).toContain("@carol");
  await w.act("carol", (carol) => carol.close(REPOSITORY, pull));
  expect(issue(w, pull).state).toBe("closed");
  expect(ours(w, pull)).toHaveLength(1);
  expect(w.isOpen()).toBe(true);
});

for (const when of ["before", "after"] as const) {
  test(`an answer that got lost ${when} it was opened again leaves it open, and explained once`, async () => {
    const { world: w, pull } = await resolved();
    let lost = 0;
    w.stage.github.faults = {
      [when]: ({ method, path }: { method: string; path: string }) =>
        method === "PATCH" && path.endsWith(`/pulls/${pull}`) && lost++ === 0
          ? { status: 502, headers: {}, body: "" }
          : undefined,
    };
    await w.act("carol", (carol) => carol.close(REPOSITORY, pull));
    await w.advance("2m");
    expect(lost).toBeGreaterThan(0);
    expect(issue(w, pull).state).toBe("open");
    expect(ours(w, pull)).toHaveLength(1);
  });
}

test("its branch deleted, it is opened again once from another, with what people had written", async () => {
  const told = await resolved();
  const { world: w, branch, pull } = told;
  await push(told, `${textOf(w, branch)}\nMy own words.\n`);
  await w.act("bob", (bob) => bob.deleteBranch(REPOSITORY, branch));
  expect(issue(w, pull + 1)).toMatchObject({ state: "open", labels: ["post-mortem"] });
  expect(textOf(w, `${branch}-2`)).toContain("My own words.");
  await w.act("bob", (bob) => bob.deleteBranch(REPOSITORY, `${branch}-2`));
  expect(() => issue(w, pull + 2)).toThrow();
  expect(w.isOpen()).toBe(true);
});

test("/postmortem works on the incident and on the pull request", async () => {
  const told = await resolved();
  const { world: w, branch, pull } = told;
  await w.comment("bob", "/postmortem done");
  expect(w.next()).toContain("Line");
  await push(told, filled(textOf(w, branch)));
  await w.act("bob", (bob) => bob.comment(REPOSITORY, pull, "/postmortem done"));
  expect(w.isOpen()).toBe(false);
  expect(w.labels()).toContain("post-mortem: done");
  expect(issue(w, pull).state).toBe("open");
});

test("waived, the pull request is closed", async () => {
  const { world: w, pull } = await resolved();
  await w.comment("alice", "/postmortem waive known provider outage");
  expect(w.isOpen()).toBe(false);
  expect(issue(w, pull).state).toBe("closed");
});

test("our parts are renewed by a commit only when something in them changed; people's words stay", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  await push(told, `${textOf(w, branch)}\nMy own words.\n`);
  expect(writes(w, "/contents/")).toHaveLength(1);
  await w.comment("bob", "/tl 14:40 pool found exhausted");
  expect(writes(w, "/contents/")).toHaveLength(2);
  expect(textOf(w, branch)).toContain("14:40 - pool found exhausted");
  expect(textOf(w, branch)).toContain("My own words.");
});

test("whoever writes at the same moment is not overwritten", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  const { github } = w.stage;
  github.faults = {
    before(request) {
      if (request.method !== "PUT" || !request.path.includes("/contents/")) return undefined;
      github.faults = {};
      github.as("carol").comment(REPOSITORY, w.number, "just a moment");
      const text = `${textOf(w, branch)}\nFaster than you.\n`;
      github.as("bob").putFile(REPOSITORY, PATH, { text, branch });
      return undefined;
    },
  };
  await w.comment("bob", "/tl 14:40 pool found exhausted");
  expect(textOf(w, branch)).toContain("Faster than you.");
  expect(textOf(w, branch)).toContain("14:40 - pool found exhausted");
});

test("action items become issues; box and issue follow each other while it is open, and the box is left alone after", async () => {
  const told = await resolved();
  const { world: w, branch, pull } = told;
  await push(told, filled(textOf(w, branch)));
  const [pool, alert] = [pull + 1, pull + 2];
  expect(issue(w, pool)).toMatchObject({ title: "Raise the pool to 20", labels: ["action-item"], assignees: ["bob"] });
  expect(textOf(w, branch)).toContain(`- [ ] Raise the pool to 20 @bob 2025-11-20 #${pool}`);
  await push(told, textOf(w, branch).replace("- [ ] Raise the pool", "- [x] Raise the pool"));
  expect(issue(w, pool).state).toBe("closed");
  await merge(told);
  expect(w.isOpen()).toBe(false);
  await w.act("carol", (carol) => carol.close(REPOSITORY, alert, "completed"));
  expect(issue(w, alert).state).toBe("closed");
  expect(textOf(w)).toContain("- [ ] Alert on pool usage");
});

test("a file of the same day and title is somebody else's: the number goes behind the name", async () => {
  const w = await world({ policy: POLICY });
  await w.act("bob", (bob) => bob.putFile(REPOSITORY, PATH, "Somebody else's."));
  await w.open("Checkout: down!", { labels: ["incident", "severity: P1"] });
  await w.comment("bob", "/ack\n/resolve");
  expect(textOf(w, `post-mortem/${w.number}`, PATH.replace(".md", `-${w.number}.md`))).toContain("# Incident Report");
  expect(textOf(w, `post-mortem/${w.number}`)).toBe("Somebody else's.");
});

for (const path of ["/pulls", "/git/refs", "/contents/", "/check-runs", "/issues/2"]) {
  test(`an answer of ${path} that got lost makes nothing twice`, async () => {
    const w = await world({ policy: POLICY });
    await w.open("Checkout down", { labels: ["incident", "severity: P1"] });
    let lost = 0;
    w.stage.github.faults = {
      after(request) {
        const isIt = request.method !== "GET" && request.path.includes(path) && lost++ === 0;
        return isIt ? { status: 502, headers: {}, body: "" } : undefined;
      },
    };
    await w.comment("bob", "/ack\n/lead\n/resolve");
    await w.advance("2m");
    expect(lost).toBeGreaterThan(0);
    expect(issue(w, 2)).toMatchObject({ labels: ["post-mortem"], assignees: ["bob"], state: "open" });
    expect(() => issue(w, 3)).toThrow();
    for (const made of ["/git/refs", "/contents/", "/check-runs"]) expect(writes(w, made).length).toBeLessThan(2);
    expect(checks(w)).toHaveLength(1);
    expect(w.card()).toContain("#2");
  });
}

test("after a restart with an empty store nothing is made again", async () => {
  const told = await resolved();
  const { world: w, branch, pull } = told;
  await push(told, filled(textOf(w, branch)));
  const before = [checks(w).length, textOf(w, branch), ours(w, pull).length];
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.stage.quiet();
  await w.advance("1m");
  await w.comment("bob", "/tl all is well");
  expect([checks(w).length, textOf(w, branch), ours(w, pull).length]).toEqual(before);
  expect(writes(w, "/git/refs")).toHaveLength(1);
  expect(w.labels()).toContain("post-mortem: in review");
});

test("of more than 50 findings every one is on its line, in one check run", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  await push(told, `${textOf(w, branch)}\n${"[… more]\n\n".repeat(120)}`);
  expect(checks(w)).toHaveLength(2);
  const lines =
    checks(w)
      .at(-1)
      ?.output.annotations.map(({ start_line }) => start_line) ?? [];
  expect(lines.length).toBeGreaterThan(120);
  expect(new Set(lines).size).toBe(lines.length);
});

test("P2 owes none; asked for, it is a pull request that people may close", async () => {
  const w = await world({ policy: POLICY });
  await w.open("Slow", { labels: ["incident", "severity: P2"] });
  await w.comment("bob", "/ack\n/resolve");
  await w.comment("bob", "/postmortem");
  const pull = w.number + 1;
  expect(issue(w, pull).labels).toEqual(["post-mortem"]);
  await w.act("bob", (bob) => bob.close(REPOSITORY, pull));
  expect(issue(w, pull).state).toBe("closed");
  expect(ours(w, pull)).toEqual([]);
});

test("without the permissions it is an issue", async () => {
  const w = await world({ policy: POLICY });
  w.stage.github.faults = {
    before: ({ path }) =>
      path.includes("/git/")
        ? { status: 403, headers: {}, body: JSON.stringify({ message: "Resource not accessible by integration" }) }
        : undefined,
  };
  await w.open("Checkout down", { labels: ["incident", "severity: P1"] });
  await w.comment("bob", "/ack\n/resolve");
  expect(issue(w, w.number + 1).body).toContain("# Incident Report");
});
