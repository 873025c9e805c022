// The GitHub adapter's branches, files, pull requests and check runs: exactly these requests, and these answers.
import { beforeEach, expect, test } from "vitest";
import { createGitHub } from "../../src/adapters/github/adapter.ts";
import type { GitHub } from "../../src/adapters/github/port.ts";
import { answer, answersExactly, answerToken, OURS, sent, testProbot } from "../support/exact-github.ts";

const SHOP = "/repos/acme/shop";
const PLACE = { installation: 5, repository: "acme/shop", number: 7 };
const SHA = "a".repeat(40);
let github: GitHub;

answersExactly();
beforeEach(() => {
  github = createGitHub(testProbot(), OURS);
  answerToken();
});

const pull = {
  number: 7,
  body: null,
  state: "closed",
  head: { ref: "post-mortem/3", sha: SHA },
  base: { ref: "main" },
  merged_at: "2026-03-02T09:00:00Z",
  merged_by: { login: "bob", type: "User" },
};
const read = { number: 7, description: "", isOpen: false, branch: "post-mortem/3", base: "main", head: SHA };

test("a pull request is read, with when and by whom it was merged", async () => {
  answer(`GET ${SHOP}/pulls/7`, 200, pull);
  const found = await github.pull(PLACE);
  expect(found).toMatchObject({ ...read, merged: { by: { login: "bob", isBot: false } } });
  expect(found?.merged?.at.toISO()).toBe("2026-03-02T09:00:00.000Z");
});

test.each([404, 410, 403])("answered %i, it may not be read", async (status) => {
  answer(`GET ${SHOP}/pulls/7`, status, { message: "no" });
  expect(await github.pull(PLACE)).toBeUndefined();
});

test("a limit is no answer", async () => {
  answer(`GET ${SHOP}/pulls/7`, 403, { message: "You have exceeded a secondary rate limit" }, { "retry-after": "60" });
  await expect(github.pull(PLACE)).rejects.toThrow();
});

test("the pull requests from a branch are read, open or not", async () => {
  answer(`GET ${SHOP}/pulls?head=acme%3Apost-mortem%2F3&state=all&per_page=100`, 200, [{ ...pull, merged_at: null }]);
  expect(await github.pullsFrom(PLACE, "post-mortem/3")).toEqual([{ ...read, merged: undefined }]);
});

test("a pull request is opened, closed and opened again", async () => {
  const fields = { title: "Report", body: "text", head: "post-mortem/3", base: "main" };
  answer(`POST ${SHOP}/pulls`, 201, { number: 9 });
  expect(await github.openPull(PLACE, fields)).toBe(9);
  for (const state of ["closed", "open"] as const) {
    answer(`PATCH ${SHOP}/pulls/7`, 200, pull);
    await github.setPullState(PLACE, state);
  }
  expect(sent.slice(1).map(({ body }) => body)).toEqual([fields, { state: "closed" }, { state: "open" }]);
});

test("a new pull request without its number is no answer", async () => {
  answer(`POST ${SHOP}/pulls`, 201, "");
  await expect(github.openPull(PLACE, { title: "a", body: "b", head: "c", base: "d" })).rejects.toThrow("number");
});

test("branches are found and made", async () => {
  answer(`GET ${SHOP}`, 200, { default_branch: "trunk" });
  expect(await github.defaultBranch(PLACE)).toBe("trunk");
  answer(`GET ${SHOP}/git/ref/heads%2Ftrunk`, 200, { object: { sha: SHA } });
  expect(await github.branchHead(PLACE, "trunk")).toBe(SHA);
  answer(`GET ${SHOP}/git/ref/heads%2Fpost-mortem%2F3`, 404, { message: "Not Found" });
  expect(await github.branchHead(PLACE, "post-mortem/3")).toBeUndefined();
  answer(`POST ${SHOP}/git/refs`, 201, {});
  await github.createBranch(PLACE, "post-mortem/3", SHA);
  expect(sent.at(-1)?.body).toEqual({ ref: "refs/heads/post-mortem/3", sha: SHA });
});

test("a file is read with its version, and written over that version only", async () => {
  const content = Buffer.from("Été\n").toString("base64");
  answer(`GET ${SHOP}/contents/docs%2Fa.md?ref=${SHA}`, 200, { content: `${content}\n`, sha: "b1" });
  expect(await github.fileAt(PLACE, "docs/a.md", SHA)).toEqual({ text: "Été\n", blob: "b1" });
  answer(`PUT ${SHOP}/contents/docs%2Fa.md`, 200, { commit: { sha: SHA } });
  const file = { path: "docs/a.md", branch: "post-mortem/3", message: "Up to date" };
  expect(await github.writeFile(PLACE, { ...file, text: "Été\n", blob: "b1" })).toBe(SHA);
  expect(sent.at(-1)?.body).toEqual({ branch: "post-mortem/3", message: "Up to date", content, sha: "b1" });
  answer(`PUT ${SHOP}/contents/docs%2Fa.md`, 409, { message: "does not match" });
  await expect(github.writeFile(PLACE, { ...file, text: "x", blob: "b1" })).rejects.toMatchObject({ status: 409 });
});

test("a folder is no file, and neither is nothing", async () => {
  answer(`GET ${SHOP}/contents/docs?ref=main`, 200, [{ sha: "b1" }]);
  expect(await github.fileAt(PLACE, "docs", "main")).toBeUndefined();
  answer(`GET ${SHOP}/contents/docs?ref=main`, 404, { message: "Not Found" });
  expect(await github.fileAt(PLACE, "docs", "main")).toBeUndefined();
});

test("without the permission nothing is said about what is there", async () => {
  answer(`GET ${SHOP}/contents/docs%2Fa.md?ref=main`, 403, { message: "Resource not accessible by integration" });
  await expect(github.fileAt(PLACE, "docs/a.md", "main")).rejects.toMatchObject({ status: 403 });
  answer(`GET ${SHOP}/git/ref/heads%2Fpost-mortem%2F3`, 403, { message: "Resource not accessible by integration" });
  await expect(github.branchHead(PLACE, "post-mortem/3")).rejects.toMatchObject({ status: 403 });
});

test("the files that a pull request adds or changes are told", async () => {
  const files = [
    { filename: "docs/b.md", status: "renamed", previous_filename: "docs/a.md" },
    { filename: "docs/c.md", status: "removed" },
  ];
  answer(`GET ${SHOP}/pulls/7/files?per_page=100`, 200, files);
  expect(await github.pullFiles(PLACE)).toEqual(["docs/b.md"]);
});

test("the last change of a file is when it was committed, whoever wrote it whenever", async () => {
  const author = { date: "2026-03-01T09:00:00Z" };
  const committer = { date: "2026-03-02T09:00:00Z" };
  const last = { sha: SHA, commit: { author, committer }, author: { login: "bob", type: "User" } };
  const request = `GET ${SHOP}/commits?path=docs%2Fa.md&sha=main&per_page=1`;
  answer(request, 200, [last]);
  const change = await github.lastChange(PLACE, "docs/a.md", "main");
  expect(change?.at.toISO()).toBe("2026-03-02T09:00:00.000Z");
  expect(change?.by).toEqual({ login: "bob", isBot: false });
  answer(request, 200, [{ ...last, author: null }]);
  expect((await github.lastChange(PLACE, "docs/a.md", "main"))?.by).toBeNull();
  answer(request, 200, []);
  expect(await github.lastChange(PLACE, "docs/a.md", "main")).toBeUndefined();
});

test("a check run is made, added to, and found again", async () => {
  const note = { path: "a.md", start_line: 1, end_line: 1, annotation_level: "failure" as const, message: "missing" };
  const output = { title: "1 thing", summary: "text", annotations: [note] };
  answer(`POST ${SHOP}/check-runs`, 201, { id: 11 });
  const run = { sha: SHA, digest: "d1", name: "Post-mortem", conclusion: "failure" as const, output };
  expect(await github.createCheckRun(PLACE, run)).toBe(11);
  const { sha: head_sha, digest: external_id, ...rest } = run;
  expect(sent.at(-1)?.body).toEqual({ ...rest, head_sha, external_id, status: "completed" });
  answer(`PATCH ${SHOP}/check-runs/11`, 200, { id: 11 });
  await github.annotate(PLACE, 11, output);
  expect(sent.at(-1)?.body).toEqual({ output });
  const found = { id: 11, external_id: "d1", conclusion: "failure", output: { annotations_count: 2 } };
  const runs = { total_count: 1, check_runs: [found, { ...found, external_id: null, conclusion: "success" }] };
  answer(`GET ${SHOP}/commits/${SHA}/check-runs?check_name=Post-mortem&per_page=100`, 200, runs);
  expect(await github.checkRuns(PLACE, SHA, "Post-mortem")).toEqual([
    { id: 11, digest: "d1", annotations: 2, isBad: true },
    { id: 11, digest: "", annotations: 2, isBad: false },
  ]);
});
