// Webhooks: what is sent, how it is signed, what becomes of failures, and what can be made to go wrong.
import { describe, expect, test } from "vitest";
import { appClient, installationClient, REPO, setting, signatureOf } from "./setting.ts";

function names(github: ReturnType<typeof setting>["github"], from = 1): string[] {
  return github.deliveries.slice(from).map(({ event, action }) => `${event}.${action}`);
}

test("an issue opened with labels and assignees is opened, then labeled and assigned one by one", async () => {
  const { github, installation } = setting();
  github.as("wendy").openIssue(REPO, { title: "Down", labels: ["bug", "question"], assignees: ["tom"] });
  await github.settled();
  expect(names(github)).toEqual(["issues.opened", "issues.labeled", "issues.labeled", "issues.assigned"]);
  expect(github.deliveries[1]?.payload).toMatchObject({
    issue: { labels: [{ name: "bug" }, { name: "question" }] },
    organization: { login: "acme" },
    installation: { id: installation },
    sender: { login: "wendy", type: "User" },
  });
  expect(github.deliveries[3]?.payload.label).toMatchObject({
    name: "question",
    default: true,
    description: expect.any(String),
  });
});

test("edits say what it was before", async () => {
  const { github } = setting();
  github.as("wendy").openIssue(REPO, { title: "Down", body: "old" });
  const id = github.as("wendy").comment(REPO, 1, "before");
  github.as("wendy").editIssue(REPO, 1, { title: "Up", body: "new" });
  github.as("wendy").editComment(REPO, id, "after");
  expect(github.deliveries.slice(-2).map(({ payload }) => payload.changes)).toEqual([
    { title: { from: "Down" }, body: { from: "old" } },
    { body: { from: "before" } },
  ]);
});

test("every webhook is signed, and carries GitHub's headers", async () => {
  const { github, received } = setting();
  github.as("wendy").openIssue(REPO, { title: "Ünïcode ✓" });
  await github.settled();
  const { headers, body } = received.at(-1) ?? { headers: {}, body: "" };
  expect(headers).toMatchObject({
    "x-github-event": "issues",
    "x-hub-signature-256": signatureOf(body),
    "x-hub-signature": expect.stringMatching(/^sha1=[0-9a-f]{40}$/),
    "x-github-delivery": expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/),
    "x-github-hook-installation-target-type": "integration",
    "user-agent": expect.stringMatching(/^GitHub-Hookshot\//),
  });
});

test("the app hears its own echo, as a bot", async () => {
  const all = setting();
  all.github.as("wendy").openIssue(REPO, { title: "Down" });
  const call = await installationClient(all);
  await call("POST", `/repos/${REPO}/issues/1/comments`, { body: "hello" });
  expect(all.github.deliveries.at(-1)?.payload).toMatchObject({
    sender: {
      login: "tocsin[bot]",
      type: "Bot",
      html_url: "http://127.0.0.1/apps/tocsin",
      url: "http://127.0.0.1/users/tocsin%5Bbot%5D",
    },
    comment: { performed_via_github_app: { slug: "tocsin" } },
  });
});

test("an app hears only what it subscribed to, where it is installed", async () => {
  const { github } = setting({ events: ["issue_comment"] });
  github.addRepository("other/place");
  github.as("wendy").openIssue(REPO, { title: "Down" });
  github.as("wendy").openIssue("other/place", { title: "Down" });
  github.as("wendy").comment("other/place", 1, "not heard");
  github.as("wendy").comment(REPO, 1, "heard");
  expect(names(github)).toEqual(["issue_comment.created"]);
});

describe("a delivery that fails", () => {
  test("is not repeated by itself, but on request, under the same GUID", async () => {
    const all = setting();
    all.statuses[1] = 500;
    all.github.as("wendy").openIssue(REPO, { title: "Down" });
    await all.github.settled();
    expect(all.received).toHaveLength(2);
    const app = appClient(all);
    const failed = (await app("GET", "/app/hook/deliveries?status=failure")).body;
    expect(failed).toMatchObject([{ event: "issues", action: "opened", status_code: 500, redelivery: false }]);
    expect((await app("POST", `/app/hook/deliveries/${failed[0].id}/attempts`)).status).toBe(202);
    await all.github.settled();
    const log = (await app("GET", "/app/hook/deliveries")).body;
    expect(log[0]).toMatchObject({ guid: failed[0].guid, redelivery: true, status_code: 200 });
    expect(all.received[2]?.headers["x-github-delivery"]).toBe(all.received[1]?.headers["x-github-delivery"]);
  });

  test("is forgotten after three days", async () => {
    const all = setting();
    await all.github.settled();
    expect((await appClient(all)("GET", "/app/hook/deliveries")).body).toHaveLength(1);
    all.clock.at += 3 * 24 * 3_600_000 + 1000;
    expect((await appClient(all)("GET", "/app/hook/deliveries")).body).toEqual([]);
  });

  test("because nobody answers is in the log too", async () => {
    const all = setting({ deliver: () => Promise.reject(new Error("refused")) });
    await all.github.settled();
    expect(all.github.deliveries).toMatchObject([{ event: "installation", status: 502 }]);
  });

  test("is found page by page", async () => {
    const all = setting();
    for (let n = 0; n < 4; n++) all.github.as("wendy").openIssue(REPO, { title: `${n}` });
    await all.github.settled();
    const first = await appClient(all)("GET", "/app/hook/deliveries?per_page=3");
    const next = /<http:\/\/127.0.0.1([^>]+)>; rel="next"/.exec(first.headers.link ?? "")?.[1] ?? "";
    const second = await appClient(all)("GET", next);
    expect([...first.body, ...second.body].map(({ id }: { id: number }) => id)).toEqual(
      all.github.deliveries.map(({ id }) => id).reverse(),
    );
  });
});

describe("faults", () => {
  test("lose, double, hold and shuffle webhooks", async () => {
    const all = setting();
    const { github } = all;
    await github.settled();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    github.faults.drop = ({ body }) => body.includes(`"lost"`);
    github.faults.duplicate = ({ body }) => body.includes(`"twice"`);
    github.faults.delay = ({ body }) => (body.includes(`"late"`) ? held : undefined);
    github.faults.next = (waiting) => waiting.length - 1;
    for (const title of ["lost", "twice", "late", "last"]) github.as("wendy").openIssue(REPO, { title });
    await github.settled();
    const titles = () => all.received.slice(1).map(({ body }) => JSON.parse(body).issue.title);
    expect(titles()).toEqual(["last", "twice", "twice"]);
    release();
    await github.settled();
    expect(titles()).toEqual(["last", "twice", "twice", "late"]);
    expect(new Set(all.received.map(({ headers }) => headers["x-github-delivery"])).size).toBe(4);
    expect((await appClient(all)("GET", "/app/hook/deliveries")).body).toHaveLength(5);
  });

  test("answer in GitHub's place, before or after the deed", async () => {
    const all = setting();
    const call = await installationClient(all);
    const broken = { status: 502, headers: {}, body: "Bad gateway" };
    const path = `/repos/${REPO}/issues`;
    all.github.faults.before = ({ method }) => (method === "POST" ? broken : undefined);
    expect((await call("POST", path, { title: "Never opened" })).status).toBe(502);
    all.github.faults = { after: ({ method }) => (method === "POST" ? broken : undefined) };
    expect((await call("POST", path, { title: "Opened" })).status).toBe(502);
    all.github.faults.after = () => "hang";
    expect((await call("GET", path)).headers).toEqual({ "x-playground-fault": "hang" });
    all.github.faults = {};
    expect((await call("GET", path)).body.map(({ title }: { title: string }) => title)).toEqual(["Opened"]);
  });

  test("let lists lag behind", async () => {
    const all = setting();
    const call = await installationClient(all);
    all.github.faults.listLag = 5000;
    all.github.as("wendy").openIssue(REPO, { title: "Down" });
    expect((await call("GET", `/repos/${REPO}/issues`)).body).toHaveLength(0);
    expect((await call("GET", `/repos/${REPO}/issues/1`)).status).toBe(200);
    all.clock.at += 5000;
    expect((await call("GET", `/repos/${REPO}/issues`)).body).toHaveLength(1);
  });
});

test("the log of requests says who asked for what", async () => {
  const all = setting();
  const call = await installationClient(all);
  await call("POST", `/repos/${REPO}/issues`, { title: "Down" });
  expect(all.github.requests).toMatchObject([
    { method: "POST", path: expect.stringContaining("access_tokens"), status: 201, actor: "tocsin", content: false },
    {
      method: "POST",
      path: `/repos/${REPO}/issues`,
      status: 201,
      actor: "tocsin[bot]",
      content: true,
      body: { title: "Down" },
    },
  ]);
});
