// Repositories that move, files and their media types, and conditional requests.
import { beforeEach, expect, test } from "vitest";
import { type Client, installationClient, REPO, type Setting, setting } from "./setting.ts";

let all: Setting;
let call: Client;

beforeEach(async () => {
  all = setting();
  call = await installationClient(all);
});

test("a renamed repository redirects reads with 301 and writes with 307", async () => {
  all.github.as("wendy").openIssue(REPO, { title: "Down" });
  all.github.as("ada").renameRepository(REPO, "store");
  const read = await call("GET", `/repos/${REPO}/issues/1?x=1`);
  expect(read.status).toBe(301);
  const path = read.headers.location?.replace("http://127.0.0.1", "") ?? "";
  expect((await call("GET", path)).body.title).toBe("Down");
  const write = await call("POST", `/repos/${REPO}/issues/1/comments`, { body: "hello" });
  expect(write).toMatchObject({
    status: 307,
    headers: { location: expect.stringMatching(/\/repositories\/\d+\/issues\/1\/comments$/) },
  });
  expect((await call("GET", "/repos/acme/store/issues/1")).body.comments).toBe(0);
});

test("a transferred issue redirects, and takes its comments and known labels along", async () => {
  const { github } = all;
  github.addRepository("acme/other", { collaborators: { ada: "admin" } });
  github.as("ada").openIssue("acme/other", { title: "First" });
  const number = github.as("ada").openIssue(REPO, { title: "Wrong place", labels: ["bug", "only here"] });
  github.as("wendy").comment(REPO, number, "hello");
  expect(github.as("ada").transferIssue(REPO, number, "acme/other")).toBe(2);
  expect(github.thread("acme/other", 2)).toMatchObject({ labels: ["bug"], comments: [{ body: "hello" }] });
  const { status, headers } = await call("GET", `/repos/${REPO}/issues/${number}/comments`);
  expect({ status, location: headers.location }).toEqual({
    status: 301,
    location: expect.stringMatching(/\/issues\/2\/comments$/),
  });
  await github.settled();
  expect(github.deliveries.slice(-2)).toMatchObject([
    { action: "transferred", payload: { changes: { new_issue: { number: 2 } }, repository: { full_name: REPO } } },
    { action: "opened", payload: { issue: { number: 2 }, changes: { old_issue: { number } } } },
  ]);
});

test("a file is JSON, or text with a charset, as the client accepts", async () => {
  const path = `/repos/${REPO}/contents/.github/tocsin.yml`;
  const json = await call("GET", path);
  expect(atob(json.body.content)).toBe("version: 1\n");
  const raw = await call("GET", path, undefined, { accept: "application/vnd.github.raw" });
  expect(raw.body).toBe("version: 1\n");
  expect(raw.headers["content-type"]).toContain("charset=utf-8");
});

test("a file's sha is git's", async () => {
  all.github.as("wendy").putFile(REPO, "hello.txt", "hello\n");
  expect((await call("GET", `/repos/${REPO}/contents/hello.txt`)).body.sha).toBe(
    "ce013625030ba8dba906f756967f9e9ca394464a",
  );
});

test("a push tells what it changed", async () => {
  all.github.as("wendy").putFile(REPO, "README.md", "# Better\n");
  all.github.as("wendy").deleteFile(REPO, "README.md");
  await all.github.settled();
  expect(all.github.deliveries.slice(-2)).toMatchObject([
    { event: "push", payload: { ref: "refs/heads/main", commits: [{ modified: ["README.md"] }] } },
    { event: "push", payload: { commits: [{ removed: ["README.md"] }] } },
  ]);
});

test("what did not change is 304 and costs nothing", async () => {
  const path = `/repos/${REPO}/issues?state=all`;
  const first = await call("GET", path);
  const known = { "if-none-match": String(first.headers.etag) };
  const second = await call("GET", path, undefined, known);
  expect(second).toMatchObject({ status: 304, body: "" });
  expect(second.headers["x-ratelimit-used"]).toBe(first.headers["x-ratelimit-used"]);
  all.github.as("wendy").openIssue(REPO, { title: "Down" });
  expect((await call("GET", path, undefined, known)).status).toBe(200);
});

test("the newest API version has no singular assignee, and an unknown one is refused", async () => {
  all.github.as("wendy").openIssue(REPO, { title: "Down", assignees: ["tom"] });
  const path = `/repos/${REPO}/issues/1`;
  expect((await call("GET", path)).body.assignee.login).toBe("tom");
  const newest = await call("GET", path, undefined, { "x-github-api-version": "2026-03-10" });
  expect(newest.body).not.toHaveProperty("assignee");
  expect(newest.body.assignees).toHaveLength(1);
  expect((await call("GET", path, undefined, { "x-github-api-version": "2020-01-01" })).status).toBe(400);
});
