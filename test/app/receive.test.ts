// What a webhook about a branch, a pull request or a file wakes: the incident it is about, and nobody else.
import { describe, expect, test } from "vitest";
import type { Payload } from "../../src/app/notice.ts";
import { receive } from "../../src/app/receive.ts";
import { DEFAULT_POLICY } from "../../src/domain/policy.ts";

const WHERE: Payload = {
  installation: { id: 1 },
  repository: { id: 2, full_name: "acme/shop", default_branch: "main" },
  sender: { login: "bob", type: "User" },
};
const OURS = { login: "tocsin[bot]", type: "Bot" };

function lanes(event: string, payload: Payload): string[] {
  const receiver = { ours: OURS.login, policyOf: () => DEFAULT_POLICY, expirePolicy: () => undefined };
  return receive({ id: "1", event, payload: { ...WHERE, ...payload } }, receiver).map(({ lane }) => lane);
}

describe("a push", () => {
  const changed = (...modified: string[]) => [{ modified }];
  test.each<[string, Payload, string[]]>([
    ["to a post-mortem's branch wakes its incident", { ref: "refs/heads/post-mortem/7" }, ["2#7"]],
    ["to its second branch too", { ref: "refs/heads/post-mortem/7-2" }, ["2#7"]],
    ["of our own wakes nobody", { ref: "refs/heads/post-mortem/7", sender: OURS }, []],
    ["to another branch wakes nobody", { ref: "refs/heads/fix", commits: changed("docs/2025-11-10-down.md") }, []],
    ["to a tag wakes nobody", { ref: "refs/tags/post-mortem/7" }, []],
    [
      "of a report to the default branch wakes the repository",
      { ref: "refs/heads/main", commits: changed("docs/2025-11-10-down.md") },
      ["2"],
    ],
    [
      "of one with a name that people gave it too",
      { ref: "refs/heads/main", commits: changed("docs/checkout.md") },
      ["2"],
    ],
    ["of anything else wakes nobody", { ref: "refs/heads/main", commits: changed("src/a.ts") }, []],
  ])("%s", (_, payload, expected) => expect(lanes("push", payload)).toEqual(expected));
});

describe("a pull request", () => {
  const pull = (ref = "post-mortem/7", id = 2) => ({ number: 8, head: { ref, repo: { id } } });
  test.each<[string, Payload, string[]]>([
    ["that was closed wakes its incident", { action: "closed", pull_request: pull() }, ["2#7"]],
    [
      "that got a commit too, and is looked through itself",
      { action: "synchronize", pull_request: pull() },
      ["2#7", "2#8"],
    ],
    ["that was opened is looked through", { action: "opened", pull_request: pull("fix", 3) }, ["2#8"]],
    ["that got a label wakes nobody", { action: "labeled", pull_request: pull() }, []],
    ["of a fork wakes nobody", { action: "closed", pull_request: pull("post-mortem/7", 3) }, []],
    ["of another branch wakes nobody", { action: "closed", pull_request: pull("fix") }, []],
    ["that we closed wakes nobody", { action: "closed", pull_request: pull(), sender: OURS }, []],
  ])("%s", (_, payload, expected) => expect(lanes("pull_request", payload)).toEqual(expected));
});

test("a comment on the pull request wakes the incident that its description names, and it is no incident itself", () => {
  const issue = { number: 8, body: "<!-- tocsin:of 7 -->", pull_request: {} };
  const comment = { id: 1, body: "/postmortem done", created_at: "2025-11-10T14:30:00Z" };
  expect(
    lanes("issue_comment", { action: "created", comment, issue: { ...issue, labels: [{ name: "post-mortem" }] } }),
  ).toEqual(["2#7"]);
  expect(
    lanes("issue_comment", {
      action: "created",
      comment,
      issue: { ...issue, body: "", labels: [{ name: "incident" }] },
    }),
  ).toEqual([]);
});
