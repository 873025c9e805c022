// Reverting a merged pull request, which only GraphQL can: what it undoes, and when it is refused.
import { beforeEach, expect, test } from "vitest";
import { installationClient, REPO, type Setting, setting } from "./setting.ts";

const REVERT = `mutation ($input: RevertPullRequestInput!) {
  revertPullRequest(input: $input) { pullRequest { number } revertPullRequest { number title } }
}`;

let all: Setting;
beforeEach(() => {
  all = setting();
});

async function merged(files: Record<string, string> = { "src/pool.ts": "20" }): Promise<number> {
  const wendy = all.github.as("wendy");
  const number = wendy.openPull(REPO, { title: "A bigger pool", files });
  wendy.mergePull(REPO, number, "squash");
  return number;
}

async function revert(number: number, input: Record<string, unknown> = {}) {
  const call = await installationClient(all);
  const { node_id } = (await call("GET", `/repos/${REPO}/pulls/${number}`)).body;
  return (await call("POST", "/graphql", { query: REVERT, variables: { input: { pullRequestId: node_id, ...input } } }))
    .body;
}

test("opens a pull request that undoes it, under GitHub's own title, and merges nothing", async () => {
  const number = await merged();
  const { data } = await revert(number);
  const opened = { number: number + 1, title: 'Revert "A bigger pool"' };
  expect(data).toEqual({ revertPullRequest: { pullRequest: { number }, revertPullRequest: opened } });
  expect(all.github.thread(REPO, number + 1)).toMatchObject({ state: "open", body: `Reverts ${REPO}#${number}` });
  expect(all.github.file(REPO, "src/pool.ts")).toBe("20");
  all.github.as("wendy").mergePull(REPO, number + 1);
  expect(all.github.file(REPO, "src/pool.ts")).toBeUndefined();
});

test("takes other words for title and description", async () => {
  const { data } = await revert(await merged(), { title: "Back", body: "words" });
  expect(all.github.thread(REPO, data.revertPullRequest.revertPullRequest.number)).toMatchObject({
    title: "Back",
    body: "words",
  });
});

test("a second one has a branch of its own", async () => {
  const number = await merged();
  await revert(number);
  expect((await revert(number)).data.revertPullRequest.revertPullRequest.number).toBe(number + 2);
});

test("is refused for what is not merged, what has changed since, and what is not there", async () => {
  const open = all.github.as("wendy").openPull(REPO, { title: "Open", files: { a: "1" } });
  expect((await revert(open)).errors).toMatchObject([{ type: "UNPROCESSABLE" }]);
  const number = await merged();
  all.github.as("wendy").putFile(REPO, "src/pool.ts", "40");
  expect((await revert(number)).errors).toMatchObject([{ type: "UNPROCESSABLE" }]);
  expect((await revert(number, { pullRequestId: "PR_nonsense" })).errors).toMatchObject([{ type: "NOT_FOUND" }]);
  expect((await revert(number, { pullRequestId: "I_kwDOMQ" })).errors).toMatchObject([{ type: "NOT_FOUND" }]);
});

test.each(["contents", "pull_requests"])("takes the right to write %s", async (name) => {
  const permissions = { issues: "write", contents: "write", pull_requests: "write", [name]: "read" } as const;
  all = setting({ permissions });
  expect((await revert(await merged())).errors).toMatchObject([{ type: "FORBIDDEN" }]);
});
