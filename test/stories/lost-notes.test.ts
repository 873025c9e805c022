// A write is heard, and something fails before the note of it is written: what was done is known all the same, and done once.
import { expect, test } from "vitest";
import type { ApiRequest } from "../../src/playground/github/index.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { filled } from "../support/post-mortem.ts";
import { LADDER, type World, world } from "../support/world.ts";

const P0 = ["incident", "severity: P0"];
const P1 = ["incident", "severity: P1"];
const SERVER_ERROR = {
  status: 502,
  headers: { "content-type": "application/json" },
  body: '{"message":"Server Error"}',
};

const complete = (w: World, report: number): string =>
  filled(w.stage.github.thread(REPOSITORY, report).body ?? "").replace(/(\*\*Impact\*\*:).*/, "$1 all");

/** The first request that matches is answered with 502: before or after it was carried out. */
function fail(w: World, when: "before" | "after", matches: (request: ApiRequest) => boolean): void {
  let isDone = false;
  w.stage.github.faults[when] = (request: ApiRequest) => {
    if (isDone || !matches(request)) return undefined;
    isDone = true;
    return SERVER_ERROR;
  };
}

const isCardEdit = ({ method, path }: ApiRequest) => method === "PATCH" && path.includes("/issues/comments/");

/** Nobody's role can be asked for two minutes: longer than the app waits with everything for their words. */
function failToTellRoles(w: World): void {
  const over = w.stage.clock.now().plus({ minutes: 2 });
  w.stage.github.faults.before = ({ path }) =>
    path.endsWith("/permission") && w.stage.clock.now() < over ? SERVER_ERROR : undefined;
}

test("closed with a post-mortem owed, it was resolved, also when only its reopening was written down by GitHub", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.comment("bob", "/ack");
  // The reopening is carried out, and its answer is lost.
  fail(
    w,
    "after",
    ({ method, path, body = "" }) =>
      method === "PATCH" && path.endsWith(`/issues/${w.number}`) && body.includes("reopened"),
  );
  await w.act("bob", (bob, number) => bob.close(REPOSITORY, number, "completed"));
  await w.advance("5m");
  expect(w.next()).toContain("@bob");
  expect(w.labels()).toContain("post-mortem: required");
  expect(w.isOpen()).toBe(true);
});

test("made severe after its end it owes a post-mortem, and why it is open again is said although something fails in between", async () => {
  const w = await world();
  await w.open("Slow", { labels: ["incident", "severity: P3"] });
  await w.comment("bob", "/resolve rolled back");
  expect(w.isOpen()).toBe(false);
  fail(w, "after", ({ method, path }) => method === "POST" && path.endsWith("/sub_issues"));
  await w.comment("bob", "/severity P1");
  await w.advance("5m");
  expect(w.isOpen()).toBe(true);
  expect(w.next()).toContain("post-mortem");
});

test("a promise broken before a downgrade was broken, also when the note of it was lost", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  await w.advance("14m");
  w.skim();
  // The breach is said, and the answer is lost; before it is looked for, somebody finds it milder.
  fail(w, "after", ({ method, path }) => method === "POST" && path.endsWith(`/issues/${w.number}/comments`));
  await w.advance("70s");
  await w.comment("bob", "/severity P2 only the search is slow");
  await w.advance("5m");
  w.skim();
  expect(w.card()).toContain("14:45 - 🔴 Deadline missed: Response");
});

test("a post-mortem that GitHub does not show a second after it was opened is not opened again", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  const own = `/repos/${REPOSITORY}/issues/${w.number + 1}`;
  let [isListed, isShown] = [false, false];
  w.stage.github.faults.before = ({ method, path }) => {
    if (method !== "GET") return undefined;
    if (path.includes("/sub_issues") && !isListed) {
      isListed = w.stage.github.requests.some(
        (request) => request.method === "POST" && request.path.endsWith("/sub_issues"),
      );
      return { ...SERVER_ERROR, status: 200, body: "[]" };
    }
    if (path !== own || isShown) return undefined;
    isShown = true;
    return { ...SERVER_ERROR, status: 404, body: '{"message":"Not Found"}' };
  };
  await w.comment("bob", "/resolve");
  await w.advance("5m");
  w.skim();
  expect(isShown).toBe(true);
  const opened = w.stage.github.requests.filter(
    ({ method, path }) => method === "POST" && path === `/repos/${REPOSITORY}/issues`,
  );
  expect(opened).toHaveLength(1);
});

test("an incident that we closed was resolved by whoever typed it, also while nobody can say who may", async () => {
  const w = await world();
  await w.open("Slow", { labels: ["incident", "severity: P3"] });
  fail(w, "before", (request) => isCardEdit(request));
  await w.comment("bob", "/resolve rolled back");
  failToTellRoles(w);
  await w.advance("5m");
  expect(w.card()).toContain("rolled back");
  expect(w.isOpen()).toBe(false);
});

test("an edited comment is answered as its editor's once the editor's role is known", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  const id = await w.comment("bob", "I look");
  await w.advance("1m");
  failToTellRoles(w);
  await w.act("bob", (bob) => bob.editComment(REPOSITORY, id, "/impact half of the users"));
  await w.advance("3m");
  expect(w.card()).toContain("half of the users");
});

test("a post-mortem closed too early has one comment that says what is missing, however often it is closed", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.comment("bob", "/resolve");
  const report = w.number + 1;
  for (let turn = 0; turn < 3; turn += 1) {
    await w.advance("2m");
    await w.act("bob", (bob) => bob.close(REPOSITORY, report, "completed"));
  }
  const { comments, state } = w.stage.github.thread(REPOSITORY, report);
  expect(comments.filter(({ body }) => body.includes("tocsin:review"))).toHaveLength(1);
  expect(state).toBe("open");
});

test("what was said with the declaration is said once, when its answer and the card were lost", async () => {
  const w = await world({ policy: LADDER });
  fail(w, "after", ({ method, body = "" }) => method === "POST" && body.includes("tocsin:call"));
  await w.open("Down", { body: "### Severity\n\nP1 (High)" });
  await w.advance("5m");
  expect(w.next()).toContain("@bob");
  const card = w.card();
  expect(card.match(/@bob|first step|step 1/gi)?.length).toBeGreaterThan(0);
});

test("a step that was called for somebody's words was theirs, also while nobody can say who may", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: P0 });
  expect(w.next()).toContain("@erin");
  fail(w, "before", isCardEdit);
  await w.comment("erin", "/escalate nobody answers");
  failToTellRoles(w);
  await w.advance("5m");
  expect(w.next()).toContain("@acme/cto");
  expect(w.card()).toMatch(/14:30 - .*`erin`.*nobody answers/);
});

test("who asks for the next step gets the one after what stands in the thread, noted or not", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: P0 });
  expect(w.next()).toContain("@erin");
  await w.advance("14m");
  w.stage.github.faults.before = (request) => (isCardEdit(request) ? SERVER_ERROR : undefined);
  await w.advance("2m");
  expect(w.next()).toContain("@acme/cto");
  await w.comment("erin", "/escalate nobody answers");
  w.stage.github.faults = {};
  await w.advance("5m");
  expect(w.next()).toContain("@bob");
  expect(w.card()).toMatch(/14:46 - .*`erin`.*nobody answers/);
});

test("an action item that could not be put under its incident at once is put there, and its issue opened once", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  fail(w, "before", ({ method, path }) => method === "POST" && path.endsWith("/sub_issues"));
  await w.comment("bob", "/action raise the pool @bob 2025-11-20");
  await w.advance("5m");
  await w.act("bob", (bob) => bob.close(REPOSITORY, w.number + 1, "completed"));
  expect(w.clock("Action item")).toBe("");
  expect(
    w.stage.github.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/issues")),
  ).toHaveLength(1);
});

test("an action item of which GitHub does not know a moment after it was opened is put under its incident a little later", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  const isPut = ({ method, path }: { method: string; path: string }) =>
    method === "POST" && path.endsWith("/sub_issues");
  const tries = () => w.stage.github.requests.filter(isPut).length;
  w.stage.github.faults.before = (request) =>
    isPut(request) && tries() <= 1 ? { ...SERVER_ERROR, status: 404, body: '{"message":"Not Found"}' } : undefined;
  await w.comment("bob", "/action raise the pool @bob 2025-11-20");
  await w.advance("5m");
  expect(tries()).toBe(2);
});

test("an action item that stands nowhere in the list is followed all the same when somebody opens it again", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  w.stage.github.faults.before = ({ method, path }) =>
    method === "POST" && path.endsWith("/sub_issues") ? { ...SERVER_ERROR, status: 422, body: "{}" } : undefined;
  await w.comment("bob", "/action raise the pool @bob 2025-11-20");
  const item = w.number + 1;
  await w.act("bob", (bob) => bob.close(REPOSITORY, item, "completed"));
  expect(w.clock("Action item")).toBe("");
  await w.act("bob", (bob) => bob.reopen(REPOSITORY, item));
  expect(w.clock("Action item")).toContain("2025-11-20");
});

test("an action item whose answer was lost is found again, and not somebody's copy of it", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  fail(w, "after", ({ method, path }) => method === "POST" && path.endsWith("/issues"));
  await w.comment("bob", "/action raise the pool @bob 2025-11-20");
  const { title, body, labels } = w.stage.github.thread(REPOSITORY, w.number + 1);
  await w.act("carol", (carol) => carol.openIssue(REPOSITORY, { title, body: body ?? "", labels }));
  await w.advance("5m");
  expect(w.card()).toContain(`#${w.number + 1}`);
  expect(w.card()).not.toContain(`#${w.number + 2}`);
});

test("a reminder on an action item stands there once after a lost answer", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.comment("bob", "/action raise the pool @bob 2025-11-12");
  await w.comment("bob", "/cancel a false alarm");
  fail(w, "after", ({ method, path }) => method === "POST" && path.endsWith(`/issues/${w.number + 1}/comments`));
  await w.advance("1d");
  expect(w.stage.github.thread(REPOSITORY, w.number + 1).comments).toHaveLength(1);
});

test("a post-mortem that we closed was waived, not done, also while nobody can say who may", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.comment("bob", "/resolve");
  const report = w.number + 1;
  await w.act("bob", (bob) => bob.editIssue(REPOSITORY, report, { body: complete(w, report) }));
  await w.advance("2m");
  fail(w, "before", isCardEdit);
  await w.comment("alice", "/pm waive not worth it");
  failToTellRoles(w);
  await w.advance("5m");
  expect(w.labels()).toContain("post-mortem: waived");
});

test("whoever closes a post-mortem too early is the one who is told", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.comment("bob", "/resolve");
  await w.act("carol", (carol) => carol.close(REPOSITORY, w.number + 1, "completed"));
  const { comments } = w.stage.github.thread(REPOSITORY, w.number + 1);
  expect(comments.find(({ body }) => body.includes("tocsin:review"))?.body).toContain("@carol");
});
