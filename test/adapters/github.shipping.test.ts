// The GitHub adapter's view of what is shipped: changes, reverts, open pull requests, verdicts. Exactly these requests.
import { beforeEach, describe, expect, test } from "vitest";
import { createGitHub } from "../../src/adapters/github/adapter.ts";
import type { GitHub } from "../../src/adapters/github/port.ts";
import { answer, answersExactly, answerToken, OURS, sent, testProbot } from "../support/exact-github.ts";

const SHOP = "/repos/acme/shop";
const PLACE = { installation: 5, repository: "acme/shop", number: 12 };
const SHA = "a".repeat(40);
const at = (iso: string) => Date.parse(iso) / 1000;
const WINDOW = {
  from: at("2025-11-09T14:30:00Z"),
  to: at("2025-11-10T14:30:00Z"),
  page: "https://github.com/acme/shop",
};
let github: GitHub;

answersExactly();
beforeEach(() => {
  github = createGitHub(testProbot(), OURS);
  answerToken();
});

describe("changes", () => {
  test("deployments, but no previews", async () => {
    const one = { created_at: "2025-11-10T14:12:00Z", environment: "production", ref: "main", sha: SHA };
    answer(`GET ${SHOP}/deployments?per_page=50`, 200, [
      { ...one, description: "build 7\nmore", creator: { login: "erin" }, transient_environment: false },
      { ...one, description: null, creator: null },
      { ...one, description: "preview", creator: null, transient_environment: true },
    ]);
    const found = {
      kind: "deployment",
      at: at(one.created_at),
      url: `${WINDOW.page}/commit/${SHA}`,
      words: "production",
    };
    expect(await github.changes(PLACE, "deployment", WINDOW)).toEqual([
      { ...found, title: "production: build 7", by: "erin" },
      { ...found, title: "production: main", by: "" },
    ]);
  });

  test("releases, but no drafts", async () => {
    const one = { tag_name: "v1", html_url: "https://github.com/acme/shop/releases/tag/v1", draft: false };
    answer(`GET ${SHOP}/releases?per_page=50`, 200, [
      { ...one, name: "One", published_at: "2025-11-10T14:00:00Z", author: { login: "bob" } },
      { ...one, name: "", published_at: "2025-11-10T14:00:00Z", author: null },
      { ...one, name: "Draft", draft: true, published_at: null, author: null },
    ]);
    const found = { kind: "release", at: at("2025-11-10T14:00:00Z"), url: one.html_url, words: "v1" };
    expect(await github.changes(PLACE, "release", WINDOW)).toEqual([
      { ...found, title: "One", by: "bob" },
      { ...found, title: "v1", by: "" },
    ]);
  });

  test("merged pull requests, but none that were only closed", async () => {
    const one = {
      title: "A change",
      html_url: "https://github.com/acme/shop/pull/12",
      number: 12,
      labels: [{ name: "api" }],
    };
    answer(`GET ${SHOP}/pulls?state=closed&sort=updated&direction=desc&per_page=50`, 200, [
      { ...one, merged_at: "2025-11-10T13:00:00Z", user: { login: "bob" }, merge_commit_sha: SHA },
      { ...one, number: 13, merged_at: null, user: null, merge_commit_sha: null },
    ]);
    const { title, html_url: url, number } = one;
    expect(await github.changes(PLACE, "pull", WINDOW)).toEqual([
      { kind: "pull", at: at("2025-11-10T13:00:00Z"), title, url, number, by: "bob", words: "api", sha: SHA },
    ]);
  });

  test("commits that touched workflows, of the window only", async () => {
    const span = "since=2025-11-09T14%3A30%3A00.000Z&until=2025-11-10T14%3A30%3A00.000Z";
    const commit = { message: "Deploy at night\n\nmore", committer: { date: "2025-11-10T12:00:00Z" } };
    answer(`GET ${SHOP}/commits?path=.github%2Fworkflows&${span}&per_page=50`, 200, [
      { sha: SHA, html_url: "u", commit: { ...commit, author: { name: "Alice" } }, author: { login: "alice" } },
      { sha: SHA, html_url: "u", commit: { ...commit, author: { name: "Somebody Else" } }, author: null },
    ]);
    const found = {
      kind: "workflow",
      at: at("2025-11-10T12:00:00Z"),
      title: "Deploy at night",
      url: "u",
      words: "",
      sha: SHA,
    };
    expect(await github.changes(PLACE, "workflow", WINDOW)).toEqual([
      { ...found, by: "alice" },
      { ...found, by: "Somebody Else" },
    ]);
  });

  test("a team's members", async () => {
    answer("GET /orgs/acme/teams/sre/members?per_page=100", 200, [{ login: "bob" }, { login: "carol" }]);
    expect(await github.teamMembers(PLACE, "acme", "sre")).toEqual(["bob", "carol"]);
  });
});

describe("a revert", () => {
  const opened = { data: { revertPullRequest: { revertPullRequest: { number: 34 } } } };
  const failed = (type?: string) => ({ data: null, errors: [{ type, message: "no", path: [] }] });

  test("is one mutation, with our words", async () => {
    answer("POST /graphql", 200, opened);
    expect(await github.revertPull(PLACE, "PR_12", { body: "words" })).toBe(34);
    expect(sent.at(-1)?.body).toMatchObject({
      query: expect.stringMatching(/^mutation \(\$input: RevertPullRequestInput!\)/),
      variables: { input: { pullRequestId: "PR_12", body: "words" } },
    });
  });

  test.each([
    ["UNPROCESSABLE", "conflict"],
    ["FORBIDDEN", "forbidden"],
    ["NOT_FOUND", "forbidden"],
  ])("that GitHub refuses as %s is %s", async (type, why) => {
    answer("POST /graphql", 200, failed(type));
    expect(await github.revertPull(PLACE, "PR_12", { body: "" })).toBe(why);
  });

  test.each([
    ["a server error", 502, ""],
    ["GitHub's own timeout, a 200 without a type", 200, failed()],
    ["its limits", 200, failed("RATE_LIMITED")],
    ["an answer without the number", 200, { data: { revertPullRequest: { revertPullRequest: null } } }],
  ])("whose answer is %s may have happened: it is thrown", async (_, status, body) => {
    answer("POST /graphql", status, body);
    await expect(github.revertPull(PLACE, "PR_12", { body: "" })).rejects.toThrow();
  });

  test("is of a pull request that is read first; what we may not see is none", async () => {
    answer(`GET ${SHOP}/pulls/12`, 200, { node_id: "PR_12", merged_at: "2025-11-10T13:00:00Z" });
    expect(await github.revertible(PLACE)).toEqual({ id: "PR_12", isMerged: true });
    answer(`GET ${SHOP}/pulls/12`, 200, { node_id: "PR_12", merged_at: null });
    expect(await github.revertible(PLACE)).toEqual({ id: "PR_12", isMerged: false });
    for (const status of [403, 404, 410]) {
      answer(`GET ${SHOP}/pulls/12`, status, { message: "no" });
      expect(await github.revertible(PLACE)).toBeUndefined();
    }
  });

  test("of ours is found among the newest", async () => {
    answer(`GET ${SHOP}/pulls?state=all&sort=created&direction=desc&per_page=100`, 200, [
      { number: 34, body: null, user: { login: "tocsin[bot]" } },
      { number: 33, body: "no", user: { login: "bob" } },
      { number: 32, body: "yes", user: null },
    ]);
    expect(await github.ownPulls(PLACE)).toEqual([{ number: 34, body: "" }]);
  });
});

describe("open pull requests", () => {
  const json = { number: 12, title: "A change", body: null, state: "open", head: { ref: "feature", sha: SHA } };
  const found = { number: 12, title: "A change", body: "", branch: "feature", head: SHA };

  test("all of them", async () => {
    answer(`GET ${SHOP}/pulls?state=open&per_page=100`, 200, [json]);
    expect(await github.openPulls({ ...PLACE, number: 0 })).toEqual([found]);
  });

  test("one, if it is open and can be seen", async () => {
    answer(`GET ${SHOP}/pulls/12`, 200, json);
    expect(await github.openPulls(PLACE)).toEqual([found]);
    answer(`GET ${SHOP}/pulls/12`, 200, { ...json, state: "closed" });
    expect(await github.openPulls(PLACE)).toEqual([]);
    answer(`GET ${SHOP}/pulls/12`, 404, { message: "Not Found" });
    expect(await github.openPulls(PLACE)).toEqual([]);
  });
});

test("a check run is concluded again", async () => {
  answer(`PATCH ${SHOP}/check-runs/11`, 200, { id: 11 });
  const output = { title: "No freeze", summary: "none", annotations: [] };
  await github.conclude(PLACE, 11, { conclusion: "success", output });
  expect(sent.at(-1)?.body).toEqual({
    conclusion: "success",
    status: "completed",
    output: { title: "No freeze", summary: "none" },
  });
});
