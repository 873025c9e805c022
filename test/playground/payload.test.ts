// Everything that can happen, as people do it, and the payload that tells of it.
import { expect, test } from "vitest";
import { webhookErrorsOf } from "./answers.ts";
import { APP_ID, installationClient, REPO, type Setting, setting } from "./setting.ts";

const EVENTS = ["issues", "issue_comment", "label", "push", "repository", "sub_issues", "pull_request"];

function discuss({ github }: Setting): number {
  const ada = github.as("ada");
  const number = ada.openIssue(REPO, { title: "Down", labels: ["bug", "new here"], assignees: ["tom"] });
  const id = ada.comment(REPO, number, "hello");
  ada.editComment(REPO, id, "hello again");
  ada.deleteComment(REPO, id);
  ada.editIssue(REPO, number, { title: "Still down", body: "text" });
  ada.removeLabel(REPO, number, "bug");
  ada.unassign(REPO, number, "tom");
  ada.lock(REPO, number);
  ada.unlock(REPO, number);
  ada.close(REPO, number, "duplicate");
  ada.reopen(REPO, number);
  ada.putFile(REPO, "docs/a.md", "text");
  return number;
}

function propose({ github }: Setting): void {
  const ada = github.as("ada");
  const number = ada.openPull(REPO, { title: "Change", files: { "a.txt": "a" } });
  const branch = `change-${number}`;
  ada.addLabels(REPO, number, "question");
  ada.editIssue(REPO, number, { title: "A change" });
  ada.putFile(REPO, "a.txt", { text: "b", branch });
  ada.close(REPO, number);
  ada.reopen(REPO, number);
  ada.mergePull(REPO, number);
  ada.deleteBranch(REPO, branch);
}

async function arrange(all: Setting, number: number): Promise<void> {
  const call = await installationClient(all);
  const issues = `/repos/${REPO}/issues`;
  const ids = [(await call("GET", `${issues}/${number}`)).body, (await call("POST", issues, { title: "Child" })).body];
  for (const name of ["pinIssue", "unpinIssue"]) {
    const query = `mutation($id: ID!) { ${name}(input: { issueId: $id }) { issue { id isPinned } } }`;
    const { body } = await call("POST", "/graphql", { query, variables: { id: ids[0].node_id } });
    expect(body.errors).toBeUndefined();
  }
  await call("POST", `${issues}/${number}/sub_issues`, { sub_issue_id: ids[1].id });
  await call("DELETE", `${issues}/${number}/sub_issue`, { sub_issue_id: ids[1].id });
  const { id } = (await call("POST", `${issues}/${number}/comments`, { body: "card" })).body;
  await call("PUT", `${issues}/comments/${id}/pin`);
  await call("DELETE", `${issues}/comments/${id}/pin`);
  await call("PATCH", `/repos/${REPO}/labels/bug`, { new_name: "defect", color: "ff0000" });
  await call("DELETE", `/repos/${REPO}/labels/defect`);
}

function move({ github }: Setting): void {
  const ada = github.as("ada");
  github.addRepository("acme/other", { collaborators: { ada: "admin" } });
  ada.deleteIssue(REPO, ada.openIssue(REPO, { title: "Mistake" }));
  ada.transferIssue(REPO, ada.openIssue(REPO, { title: "Elsewhere", labels: ["question"] }), "acme/other");
  ada.renameRepository(REPO, "store");
  for (const yes of [true, false]) ada.archiveRepository("acme/store", yes);
  for (const yes of [true, false]) ada.hideRepository("acme/store", yes);
}

function administer({ github, installation }: Setting): void {
  github.ping(APP_ID);
  for (const yes of [true, false]) github.suspend(installation, yes);
  github.addUser("solo");
  github.addRepository("solo/home");
  const second = github.install(APP_ID, "solo", []);
  github.selectRepositories(second, { added: ["solo/home"] });
  github.as("solo").openIssue("solo/home", { title: "At home" });
  github.selectRepositories(second, { removed: ["solo/home"] });
  github.uninstall(second);
}

test("every payload is as GitHub describes it", async () => {
  const all = setting({ events: EVENTS });
  await arrange(all, discuss(all));
  propose(all);
  move(all);
  administer(all);
  await all.github.settled();
  expect(webhookErrorsOf(all.github)).toEqual([]);
  const seen = new Set(all.github.deliveries.map(({ event, action }) => `${event}.${action}`));
  const count = (event: string) => [...seen].filter((name) => name.startsWith(`${event}.`)).length;
  expect(Object.fromEntries(EVENTS.map((event) => [event, count(event)]))).toEqual({
    ...{ issues: 14, issue_comment: 5, label: 3, push: 1, repository: 6, sub_issues: 4, pull_request: 6 },
  });
  expect(["installation", "installation_repositories", "ping"].map(count)).toEqual([4, 2, 1]);
});
