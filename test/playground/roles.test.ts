// What people may do, by their role, through the person's door.
import { describe, expect, test } from "vitest";
import { installationClient, REPO, setting } from "./setting.ts";

describe("on a public repository", () => {
  test("an outsider may open and comment, but the labels and assignees are silently dropped", () => {
    const { github } = setting();
    const oscar = github.as("oscar");
    const number = oscar.openIssue(REPO, { title: "Down", labels: ["bug"], assignees: ["tom"] });
    oscar.comment(REPO, number, "me too");
    expect(github.thread(REPO, number)).toMatchObject({ labels: [], assignees: [], comments: [{ body: "me too" }] });
    expect(() => oscar.addLabels(REPO, number, "bug")).toThrow("403");
    oscar.close(REPO, number);
    expect(() => github.as("rita").reopen(REPO, number)).toThrow("403");
  });

  test("triage labels, assigns and closes, but makes no new labels", () => {
    const { github } = setting();
    const tom = github.as("tom");
    const number = github.as("oscar").openIssue(REPO, { title: "Down" });
    tom.addLabels(REPO, number, "BUG");
    tom.assign(REPO, number, "tom", "oscar", "nobody");
    tom.close(REPO, number, "not_planned");
    expect(github.thread(REPO, number)).toMatchObject({
      ...{ labels: ["bug"], assignees: ["tom"], state: "closed", state_reason: "not_planned" },
    });
    expect(() => tom.addLabels(REPO, number, "brand new")).toThrow("403");
    expect(() => tom.putFile(REPO, "a", "b")).toThrow("403");
  });

  test("a locked issue takes comments from who may write, and not from the app", async () => {
    const all = setting();
    const { github } = all;
    const number = github.as("oscar").openIssue(REPO, { title: "Down" });
    github.as("tom").lock(REPO, number);
    expect(() => github.as("tom").comment(REPO, number, "no")).toThrow("locked");
    github.as("wendy").comment(REPO, number, "yes");
    const call = await installationClient(all);
    expect((await call("POST", `/repos/${REPO}/issues/${number}/comments`, { body: "yes" })).status).toBe(403);
  });

  test("others' comments are edited by who may write, own ones by anybody", () => {
    const { github } = setting();
    const number = github.as("oscar").openIssue(REPO, { title: "Down" });
    const id = github.as("oscar").comment(REPO, number, "first");
    github.as("oscar").editComment(REPO, id, "second");
    expect(() => github.as("tom").editComment(REPO, id, "third")).toThrow("403");
    github.as("wendy").editComment(REPO, id, "third");
    expect(github.thread(REPO, number).comments).toMatchObject([{ user: "oscar", body: "third" }]);
  });
});

test("a private repository does not exist for outsiders", () => {
  const { github } = setting();
  github.addRepository("acme/secret", { private: true, collaborators: { rita: "read" } });
  expect(() => github.as("oscar").openIssue("acme/secret", { title: "Down" })).toThrow("404");
  expect(github.as("olga").openIssue("acme/secret", { title: "Down" })).toBe(1);
});

test("an archived repository is read-only for everybody", async () => {
  const all = setting();
  all.github.as("ada").openIssue(REPO, { title: "Down" });
  all.github.as("ada").archiveRepository(REPO);
  expect(() => all.github.as("ada").comment(REPO, 1, "hello")).toThrow("archived");
  const call = await installationClient(all);
  expect((await call("POST", `/repos/${REPO}/issues/1/comments`, { body: "hello" })).status).toBe(403);
  expect((await call("POST", `/repos/${REPO}/issues/1/reactions`, { content: "eyes" })).status).toBe(403);
  expect((await call("GET", `/repos/${REPO}/issues/1`)).status).toBe(200);
});

test.each([
  ["oscar", "read", "read"],
  ["rita", "read", "read"],
  ["olga", "read", "read"],
  ["tom", "read", "triage"],
  ["wendy", "write", "write"],
  ["ada", "admin", "admin"],
])("the permission of %s is %s, the role %s", async (login, permission, role_name) => {
  const call = await installationClient(setting());
  const { body } = await call("GET", `/repos/${REPO}/collaborators/${login}/permission`);
  expect(body).toMatchObject({ permission, role_name, user: { login } });
});

test("maintain is folded into write, and nobody has none in private", async () => {
  const all = setting();
  all.github.addRepository("acme/secret", { private: true, collaborators: { mia: "maintain", "acme/sre": "write" } });
  const call = await installationClient(all);
  const of = async (login: string) => (await call("GET", `/repos/acme/secret/collaborators/${login}/permission`)).body;
  expect(await of("mia")).toMatchObject({ permission: "write", role_name: "maintain" });
  expect(await of("tom")).toMatchObject({ permission: "write", role_name: "write" });
  expect(await of("oscar")).toMatchObject({ permission: "none" });
  expect(await of("tocsin%5Bbot%5D")).toMatchObject({ message: "tocsin[bot] is not a user" });
});
