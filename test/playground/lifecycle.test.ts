// What becomes of issues, repositories, installations and people, as GitHub tells of it.
import { beforeEach, expect, test } from "vitest";
import { appClient, type Client, installationClient, PERMISSIONS, REPO, type Setting, setting } from "./setting.ts";

const APP = 4711;
let all: Setting;
let call: Client;

beforeEach(async () => {
  all = setting();
  call = await installationClient(all);
});

test("an issue that became a discussion is closed, locked and without labels", async () => {
  const number = all.github.as("ada").openIssue(REPO, { title: "Why", labels: ["bug"] });
  all.github.as("ada").convertToDiscussion(REPO, number);
  const { body } = await call("GET", `/repos/${REPO}/issues/${number}`);
  expect(body).toMatchObject({ state: "closed", locked: true, labels: [] });
  const timeline = await call("GET", `/repos/${REPO}/issues/${number}/timeline`);
  expect(timeline.body.map(({ event }: { event: string }) => event)).toContain("converted_to_discussion");
});

test("a repository that is given away redirects, and tells the new owner's installation", async () => {
  const there = all.github.install(APP, "oscar");
  all.github.as("ada").transferRepository(REPO, "oscar");
  await all.github.settled();
  expect(all.github.deliveries.at(-1)).toMatchObject({
    event: "repository",
    action: "transferred",
    payload: {
      repository: { full_name: "oscar/shop" },
      installation: { id: there },
      changes: { owner: { from: { organization: { login: "acme" } } } },
    },
  });
  expect((await call("GET", `/repos/${REPO}`)).status).toBe(404);
});

test("a deleted repository is not found any more", async () => {
  all.github.as("ada").deleteRepository(REPO);
  expect((await call("GET", `/repos/${REPO}`)).status).toBe(404);
});

test("a permission that is taken away is gone at once; one that is given back needs a yes and a new token", async () => {
  const words = { body: "hello" };
  const number = all.github.as("ada").openIssue(REPO, { title: "Down" });
  const { issues: _, ...less } = PERMISSIONS;
  all.github.setPermissions(APP, { ...less, issues: "read" });
  const reduced = await installationClient(all);
  for (const one of [call, reduced]) {
    const { status, body } = await one("POST", `/repos/${REPO}/issues/${number}/comments`, words);
    expect({ status, message: body.message }).toEqual({
      status: 403,
      message: "Resource not accessible by integration",
    });
  }
  all.github.setPermissions(APP, PERMISSIONS);
  expect(
    (await (await installationClient(all))("POST", `/repos/${REPO}/issues/${number}/comments`, words)).status,
  ).toBe(403);
  all.github.acceptPermissions(all.installation);
  expect((await reduced("POST", `/repos/${REPO}/issues/${number}/comments`, words)).status).toBe(403);
  expect(
    (await (await installationClient(all))("POST", `/repos/${REPO}/issues/${number}/comments`, words)).status,
  ).toBe(201);
  await all.github.settled();
  expect(all.github.deliveries.some(({ action }) => action === "new_permissions_accepted")).toBe(true);
  expect((await appClient(all)("GET", `/app/installations/${all.installation}`)).body.permissions.issues).toBe("write");
});

test("who deleted the account is null everywhere; who took another login is known by it", async () => {
  const number = all.github.as("wendy").openIssue(REPO, { title: "Down" });
  all.github.as("wendy").comment(REPO, number, "hello");
  all.github.as("tom").comment(REPO, number, "hi");
  all.github.removeUser("wendy");
  all.github.renameUser("tom", "thomas");
  expect((await call("GET", `/repos/${REPO}/issues/${number}`)).body.user).toBeNull();
  const { body } = await call("GET", `/repos/${REPO}/issues/${number}/comments`);
  expect(body.map(({ user }: { user: { login: string } | null }) => user?.login ?? null)).toEqual([null, "thomas"]);
  expect((await call("GET", `/repos/${REPO}/collaborators/thomas/permission`)).body.role_name).toBe("triage");
  expect((await call("GET", `/repos/${REPO}/collaborators/tom/permission`)).status).toBe(404);
});

test("a label can be renamed and deleted by people, and a comment hidden", async () => {
  const number = all.github.as("ada").openIssue(REPO, { title: "Down", labels: ["bug"] });
  const id = all.github.as("tom").comment(REPO, number, "hi");
  all.github.as("tom").minimizeComment(REPO, id);
  expect(all.github.thread(REPO, number).comments).toMatchObject([{ minimized: true, body: "hi" }]);
  all.github.as("ada").editLabel(REPO, "bug", { name: "defect" });
  expect(all.github.thread(REPO, number).labels).toEqual(["defect"]);
  await all.github.settled();
  expect(all.github.deliveries.at(-1)).toMatchObject({
    event: "label",
    payload: { changes: { name: { from: "bug" } } },
  });
  all.github.as("ada").deleteLabel(REPO, "defect");
  expect(all.github.thread(REPO, number).labels).toEqual([]);
});
