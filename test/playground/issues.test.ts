// Issues, labels, comments, sub-issues and their limits, through the API.
import { beforeEach, describe, expect, test } from "vitest";
import { type Client, installationClient, REPO, type Setting, START, setting } from "./setting.ts";

const ISSUES = `/repos/${REPO}/issues`;
let all: Setting;
let call: Client;

beforeEach(async () => {
  all = setting();
  call = await installationClient(all);
});

describe("labels", () => {
  test("are one whatever their case, and come into being by being used", async () => {
    all.github.as("wendy").openIssue(REPO, { title: "Down", labels: ["incident"] });
    const { body } = await call("POST", `${ISSUES}/1/labels`, { labels: ["INCIDENT", "Fresh"] });
    expect(body.map(({ name }: { name: string }) => name)).toEqual(["incident", "Fresh"]);
    expect(body[1]).toMatchObject({ color: "ededed", default: false });
    expect((await call("DELETE", `${ISSUES}/1/labels/fresh`)).status).toBe(200);
    expect((await call("DELETE", `${ISSUES}/1/labels/fresh`)).status).toBe(404);
  });

  test.each([
    ["a name of 51 characters", { name: "x".repeat(51) }],
    ["a description of 101 characters", { name: "x", description: "y".repeat(101) }],
    ["a colour that is none", { name: "x", color: "red" }],
    ["a name that is taken", { name: "BUG" }],
  ])("may not have %s", async (_, fields) => {
    const { status, body } = await call("POST", `/repos/${REPO}/labels`, fields);
    expect({ status, resource: body.errors[0].resource }).toEqual({ status: 422, resource: "Label" });
  });

  test("deleted from the repository leave its issues, and say so", async () => {
    const number = all.github.as("wendy").openIssue(REPO, { title: "Down", labels: ["bug"] });
    await call("DELETE", `/repos/${REPO}/labels/bug`);
    await all.github.settled();
    expect(all.github.thread(REPO, number).labels).toEqual([]);
    expect(all.github.deliveries.slice(-2).map(({ event, action }) => `${event}.${action}`)).toEqual([
      ...["issues.unlabeled", "label.deleted"],
    ]);
  });
});

test("a body of 65,536 characters fits, one more does not", async () => {
  all.github.as("oscar").openIssue(REPO, { title: "Down" });
  const post = (length: number) => call("POST", `${ISSUES}/1/comments`, { body: "x".repeat(length) });
  expect((await post(65_536)).status).toBe(201);
  expect(await post(65_537)).toMatchObject({ status: 422, body: { errors: [{ field: "body", code: "custom" }] } });
});

test("a change that changes nothing is no event", async () => {
  const { github } = all;
  github.as("wendy").openIssue(REPO, { title: "Down", labels: ["bug"], assignees: ["wendy"] });
  await github.settled();
  const before = github.deliveries.length;
  await call("PATCH", `${ISSUES}/1`, { title: "Down", state: "open", labels: ["Bug"], assignees: ["wendy"] });
  await call("POST", `${ISSUES}/1/labels`, { labels: ["bug"] });
  await call("POST", `${ISSUES}/1/assignees`, { assignees: ["wendy"] });
  expect(github.deliveries.length).toBe(before);
  await call("PATCH", `${ISSUES}/1`, { state: "closed" });
  expect(github.deliveries.length).toBe(before + 1);
  expect(github.thread(REPO, 1)).toMatchObject({ state: "closed", state_reason: "completed" });
});

test("the timeline is ordered, complete, and in pages", async () => {
  const { github, clock } = all;
  const wendy = github.as("wendy");
  wendy.openIssue(REPO, { title: "Down", labels: ["bug"] });
  clock.at += 60_000;
  wendy.comment(REPO, 1, "looking");
  wendy.assign(REPO, 1, "tom");
  wendy.editIssue(REPO, 1, { title: "Shop down" });
  clock.at += 60_000;
  wendy.close(REPO, 1, "not_planned");
  const { body } = await call("GET", `${ISSUES}/1/timeline`);
  expect(body.map(({ event }: { event: string }) => event)).toEqual([
    "labeled",
    "commented",
    "assigned",
    "renamed",
    "closed",
  ]);
  expect(body[0]).toMatchObject({
    actor: { login: "wendy" },
    label: { name: "bug", color: "d73a4a" },
    created_at: "2026-03-02T09:00:00Z",
  });
  expect(body[4]).toMatchObject({ state_reason: "not_planned", created_at: "2026-03-02T09:02:00Z" });
  const events = (await call("GET", `${ISSUES}/1/events`)).body;
  expect(events.map(({ event }: { event: string }) => event)).toEqual(["labeled", "assigned", "renamed", "closed"]);
  const second = await call("GET", `${ISSUES}/1/timeline?per_page=2&page=2`);
  expect(second.body.map(({ event }: { event: string }) => event)).toEqual(["assigned", "renamed"]);
  expect(second.headers.link).toContain('page=3>; rel="next"');
});

test("lists filter, sort and page as asked, and show pull requests", async () => {
  const { github, clock } = all;
  for (let n = 1; n <= 5; n++) {
    github.as("wendy").openIssue(REPO, { title: `Issue ${n}`, labels: n % 2 ? ["bug"] : ["bug", "incident"] });
    clock.at += 60_000;
  }
  github.as("wendy").openPull(REPO, { title: "Fix", files: { "fix.txt": "fixed" } });
  github.as("wendy").close(REPO, 5);
  const numbers = async (query: string) =>
    (await call("GET", `${ISSUES}?${query}`)).body.map((one: { number: number }) => one.number);
  expect(await numbers("")).toEqual([6, 4, 3, 2, 1]);
  expect(await numbers("state=all&direction=asc&per_page=4&page=2")).toEqual([5, 6]);
  expect(await numbers("labels=BUG,incident")).toEqual([4, 2]);
  expect(await numbers("state=all&sort=updated&direction=asc")).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await numbers(`since=${new Date(START + 180_000).toISOString()}`)).toEqual([6, 4]);
  expect((await call("GET", `${ISSUES}/6`)).body.pull_request).toBeDefined();
  expect((await call("GET", `${ISSUES}?per_page=2`)).headers.link).toBe(
    `<http://127.0.0.1${ISSUES}?per_page=2&page=2>; rel="next", <http://127.0.0.1${ISSUES}?per_page=2&page=3>; rel="last"`,
  );
});

test("a reaction is new once", async () => {
  all.github.as("wendy").openIssue(REPO, { title: "Down" });
  const id = all.github.as("wendy").comment(REPO, 1, "/ack");
  const first = await call("POST", `${ISSUES}/comments/${id}/reactions`, { content: "eyes" });
  const second = await call("POST", `${ISSUES}/comments/${id}/reactions`, { content: "eyes" });
  expect([first.status, second.status]).toEqual([201, 200]);
  expect(second.body.id).toBe(first.body.id);
  expect(all.github.thread(REPO, 1).comments[0]?.reactions).toEqual([{ content: "eyes", user: "tocsin[bot]" }]);
});

describe("sub-issues", () => {
  test("are at most a hundred, have one parent, and no circles", async () => {
    all = setting({ limits: { contentPerMinute: 1e9, contentPerHour: 1e9, pointsPerMinute: 1e9 } });
    call = await installationClient(all);
    const wendy = all.github.as("wendy");
    const idOf = async (number: number) => (await call("GET", `${ISSUES}/${number}`)).body.id;
    const add = async (parent: number, child: number) =>
      (await call("POST", `${ISSUES}/${parent}/sub_issues`, { sub_issue_id: await idOf(child) })).status;
    for (let n = 1; n <= 102; n++) wendy.openIssue(REPO, { title: `Issue ${n}` });
    for (let n = 2; n <= 101; n++) expect(await add(1, n)).toBe(201);
    expect(await add(1, 102)).toBe(422);
    expect(await add(102, 2)).toBe(422);
    expect(await add(2, 1)).toBe(422);
    expect((await call("GET", `${ISSUES}/1`)).body.sub_issues_summary.total).toBe(100);
    expect((await call("GET", `${ISSUES}/2/parent`)).body.number).toBe(1);
  });
});

test("what was deleted is gone, what never was is not found", async () => {
  all.github.as("wendy").openIssue(REPO, { title: "Mistake" });
  expect(() => all.github.as("wendy").deleteIssue(REPO, 1)).toThrow("403");
  all.github.as("ada").deleteIssue(REPO, 1);
  expect((await call("GET", `${ISSUES}/1`)).status).toBe(410);
  expect((await call("GET", `${ISSUES}/2`)).status).toBe(404);
});

test("one comment is pinned, and another takes its place", async () => {
  all.github.as("wendy").openIssue(REPO, { title: "Down" });
  const ids = ["one", "two"].map((body) => all.github.as("wendy").comment(REPO, 1, body));
  for (const id of ids) expect((await call("PUT", `${ISSUES}/comments/${id}/pin`)).status).toBe(200);
  expect(all.github.thread(REPO, 1).comments.map(({ pinned }) => pinned)).toEqual([false, true]);
  expect((await call("GET", `${ISSUES}/1`)).body.pinned_comment.id).toBe(ids[1]);
});

test("GraphQL pins issues, hides comments, and refuses what it does not know", async () => {
  all.github.as("wendy").openIssue(REPO, { title: "Down" });
  const id = all.github.as("wendy").comment(REPO, 1, "old");
  const { node_id } = (await call("GET", `${ISSUES}/comments/${id}`)).body;
  const ask = async (query: string, variables = {}) => (await call("POST", "/graphql", { query, variables })).body;
  const hide =
    "mutation Hide($s: ID!, $c: ReportedContentClassifiers!) { minimizeComment(input: {subjectId: $s, classifier: $c}) { minimizedComment { isMinimized minimizedReason } } }";
  expect(await ask(hide, { s: node_id, c: "OUTDATED" })).toEqual({
    data: { minimizeComment: { minimizedComment: { isMinimized: true, minimizedReason: "outdated" } } },
  });
  expect(all.github.thread(REPO, 1).comments[0]?.minimized).toBe(true);
  expect((await ask(hide, { s: "IC_nonsense", c: "OUTDATED" })).errors[0].type).toBe("NOT_FOUND");
  expect((await ask(hide, { s: node_id, c: "BORING" })).errors).toHaveLength(1);
  expect(
    (await ask(`{ repository(owner: "acme", name: "shop") { issue(number: 1) { colour } } }`)).errors[0].message,
  ).toContain("colour");
});
