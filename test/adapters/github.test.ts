// The GitHub adapter: each method sends exactly this request, valid by GitHub's own description, and reads this answer.
import { DateTime } from "luxon";
import nock from "nock";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { systemClock } from "../../src/adapters/clock.ts";
import { createGitHub } from "../../src/adapters/github/adapter.ts";
import { createPaces } from "../../src/adapters/github/as.ts";
import { outcomeOf } from "../../src/adapters/github/outcome.ts";
import type { GitHub } from "../../src/adapters/github/port.ts";
import {
  API,
  answer,
  answersExactly,
  answerToken,
  OURS,
  type Sent,
  sent,
  testProbot,
} from "../support/exact-github.ts";

const ISSUE = "/repos/acme/shop/issues/7";
const PLACE = { installation: 5, repository: "acme/shop", number: 7 };
const NOW = DateTime.fromISO("2026-03-02T09:00:00Z", { zone: "utc" });

let github: GitHub;

answersExactly();
beforeEach(() => {
  const probot = testProbot();
  github = createGitHub(probot, OURS, createPaces(probot, systemClock, () => undefined).as);
});

/** The request after the one for the token. */
const asked = (): Sent | undefined => sent.at(-1);
const failure = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => expect.unreachable("it should have failed"),
    (error: Error) => error,
  );

const json = {
  id: 70,
  number: 7,
  node_id: "I_7",
  html_url: "https://github.com/acme/shop/issues/7",
  title: "Down",
  body: "text",
  user: { login: "alice", type: "User" },
  labels: [{ name: "incident" }, "P1", { name: null }],
  assignees: [{ login: "bob" }],
  state: "open",
  locked: true,
  created_at: "2026-03-02T09:00:00Z",
  updated_at: "2026-03-02T09:05:00Z",
};

describe("an issue", () => {
  test("is read, with a token of its installation", async () => {
    answerToken();
    answer(`GET ${ISSUE}`, 200, json);
    const issue = await github.issue(PLACE);
    expect(issue).toMatchObject({
      number: 7,
      repository: { owner: "acme", name: "shop" },
      reporter: { login: "alice", isBot: false },
      labels: ["incident", "P1"],
      assignees: ["bob"],
      isOpen: true,
      isLocked: true,
    });
    expect(issue?.createdAt.toISO()).toBe("2026-03-02T09:00:00.000Z");
    expect(issue?.closed).toBeUndefined();
    expect(asked()?.headers).toMatchObject({ authorization: "token ghs_token" });
  });

  const elsewhere = { ...json, html_url: "https://github.com/acme/store/issues/7" };

  test("of a repository that has another name now is the same issue, and says so", async () => {
    answerToken();
    answer(`GET ${ISSUE}`, 200, elsewhere);
    answer("GET /repos/acme/shop", 200, { id: 9, full_name: "acme/store" });
    expect((await github.issue(PLACE))?.repository).toEqual({ owner: "acme", name: "store" });
  });

  test("that was transferred is not there, and can be asked where it is", async () => {
    answerToken();
    answer(`GET ${ISSUE}`, 200, elsewhere);
    answer("GET /repos/acme/shop", 200, { id: 9, full_name: "acme/shop" });
    expect(await github.issue(PLACE)).toBeUndefined();
    answer(`GET ${ISSUE}`, 200, elsewhere);
    answer("GET /repos/acme/store", 200, { id: 10, full_name: "acme/store" });
    expect(await github.movedTo(PLACE)).toEqual({ ...PLACE, repository: "acme/store", id: 10 });
    answer(`GET ${ISSUE}`, 200, json);
    expect(await github.movedTo(PLACE)).toBeUndefined();
    answer(`GET ${ISSUE}`, 410, { message: "This issue was deleted" });
    expect(await github.movedTo(PLACE)).toBeUndefined();
  });

  test("that is gone already is deleted all the same, and a refused token is replaced", async () => {
    answerToken();
    answer("DELETE /repos/acme/shop/issues/comments/42", 404, { message: "Not Found" });
    await github.deleteComment(PLACE, 42);
    answer("DELETE /repos/acme/shop/issues/comments/42", 403, { message: "Resource not accessible by integration" });
    await failure(github.deleteComment(PLACE, 42));
    answerToken();
    answer("DELETE /repos/acme/shop/issues/comments/42", 204);
    await github.deleteComment(PLACE, 42);
    expect(sent.filter(({ path }) => path.endsWith("access_tokens"))).toHaveLength(2);
  });

  test("with a token that GitHub no longer takes, though by our clock it still holds, is asked for with a new one", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    answerToken();
    answer(`GET ${ISSUE}`, 200, json);
    await github.issue(PLACE);
    // A new token may be unknown for some seconds, and Octokit tries again by itself: this one is older.
    vi.setSystemTime(Date.now() + 60_000);
    answer(`GET ${ISSUE}`, 401, { message: "Bad credentials" });
    await failure(github.issue(PLACE));
    answerToken();
    answer(`GET ${ISSUE}`, 200, json);
    expect(await github.issue(PLACE)).toMatchObject({ number: 7 });
  });

  test("of a ghost, without a body, closed long ago, is read too", async () => {
    answerToken();
    const closed = { state: "closed", closed_at: "2026-03-02T10:00:00Z", state_reason: null, closed_by: null };
    answer(`GET ${ISSUE}`, 200, { ...json, user: null, body: null, assignees: null, ...closed });
    const issue = await github.issue(PLACE);
    expect(issue).toMatchObject({ reporter: null, body: "", assignees: [], isOpen: false });
    expect(issue?.closed).toMatchObject({ by: null, reason: "completed" });
  });

  test.each([
    [410, { message: "This issue was deleted" }],
    [200, { ...json, pull_request: { url: "x" } }],
    [200, { ...json, number: 8 }],
  ])("that is not there (%i) is undefined", async (status, body) => {
    answerToken();
    answer(`GET ${ISSUE}`, status, body);
    expect(await github.issue(PLACE)).toBeUndefined();
  });

  test.each([
    [403, "API rate limit exceeded"],
    [404, "Not Found"],
  ])("that GitHub will not show now (%i) is an error, not an absence: it may pass", async (status, message) => {
    answerToken();
    answer(`GET ${ISSUE}`, status, { message });
    expect(await failure(github.issue(PLACE))).toMatchObject({ status });
  });
});

test("the thread is read page by page, as GitHub links them, oldest first", async () => {
  answerToken();
  const actor = { login: "bob", type: "User" };
  const at = "2026-03-02T09:01:00Z";
  const next = `<${API}/repositories/1/issues/7/timeline?per_page=100&page=2>; rel="next"`;
  const first = [
    { id: 1, event: "labeled", created_at: at, actor, label: { name: "incident" } },
    { event: "commented", id: 2, created_at: at, updated_at: at, body: "hi", user: actor },
    { event: "cross-referenced", created_at: at, actor },
    { event: "committed", sha: "abc" },
  ];
  const second = [
    { id: 3, event: "assigned", created_at: at, actor: null, assignee: { login: "carol" } },
    { id: 4, event: "labeled", created_at: at, actor: { login: OURS, type: "Bot" }, label: { name: "x" } },
    { event: "commented", id: 5, created_at: at, updated_at: "2026-03-02T09:09:00Z", body: null, user: null },
    { event: "commented", id: 6, created_at: at, body: "card", actor: { login: OURS, type: "Bot" } },
  ];
  answer(`GET ${ISSUE}/timeline?per_page=100`, 200, first, { link: next });
  nock(API).get("/repositories/1/issues/7/timeline?per_page=100&page=2").reply(200, second);
  const { events, comments } = await github.thread(PLACE);
  expect(events).toMatchObject([
    { kind: "labeled", id: 1, actor: { login: "bob" }, isOurs: false, label: "incident" },
    { kind: "assigned", id: 3, actor: null, isOurs: false, assignee: "carol" },
    { kind: "labeled", id: 4, isOurs: true },
  ]);
  expect(comments).toMatchObject([
    { id: 2, body: "hi", author: { login: "bob", isBot: false }, editor: { login: "bob" }, isOurs: false },
    { id: 5, body: "", author: null, editor: null, isOurs: false },
    { id: 6, body: "card", author: { login: OURS, isBot: true }, isOurs: true },
  ]);
});

describe("a role", () => {
  const path = "GET /repos/acme/shop/collaborators/bob/permission";
  test.each([
    ["its own name over the folded permission", { permission: "read", role_name: "triage" }, "triage"],
    ["maintain, which permission calls write", { permission: "write", role_name: "maintain" }, "maintain"],
    ["a custom role by what it is folded to", { permission: "write", role_name: "incident-commander" }, "write"],
    ["an old server without role_name", { permission: "admin" }, "admin"],
    ["nothing known", { permission: "owner-of-everything", role_name: "root" }, "none"],
    ["none", { permission: "none", role_name: "" }, "none"],
  ])("is %s", async (_what, body, role) => {
    answerToken();
    answer(path, 200, body);
    expect(await github.role(PLACE, "bob")).toBe(role);
  });

  test("of somebody GitHub does not know is none", async () => {
    answerToken();
    answer("GET /repos/acme/shop/collaborators/nobody%5Bbot%5D/permission", 404, { message: "Not Found" });
    expect(await github.role(PLACE, "nobody[bot]")).toBe("none");
  });

  test("that cannot be asked for is an error, never a guess", async () => {
    answerToken();
    answer(path, 500, { message: "x" });
    expect(outcomeOf(await failure(github.role(PLACE, "bob")), NOW).kind).toBe("ambiguous");
  });
});

describe("a write sends exactly this", () => {
  const labels = ["severity: P1", "sla: on track"];
  const comment = "/repos/acme/shop/issues/comments/42";
  test.each<[string, (github: GitHub) => Promise<unknown>, string, number, unknown]>([
    ["comment", (one) => one.comment(PLACE, "é 🔥"), `POST ${ISSUE}/comments`, 201, { body: "é 🔥" }],
    ["editComment", (one) => one.editComment(PLACE, 42, "new"), `PATCH ${comment}`, 200, { body: "new" }],
    ["deleteComment", (one) => one.deleteComment(PLACE, 42), `DELETE ${comment}`, 204, undefined],
    ["pin", (one) => one.pin(PLACE, 42), `PUT ${comment}/pin`, 200, undefined],
    ["react", (one) => one.react(PLACE, 42, "+1"), `POST ${comment}/reactions`, 201, { content: "+1" }],
    ["addLabels", (one) => one.addLabels(PLACE, labels), `POST ${ISSUE}/labels`, 200, { labels }],
    ["setLabels", (one) => one.setLabels(PLACE, labels), `PUT ${ISSUE}/labels`, 200, { labels }],
    ["assign", (one) => one.assign(PLACE, ["bob"]), `POST ${ISSUE}/assignees`, 201, { assignees: ["bob"] }],
    [
      "update",
      (one) => one.update(PLACE, { state: "closed", reason: "not_planned", labels }),
      `PATCH ${ISSUE}`,
      200,
      { state: "closed", state_reason: "not_planned", labels },
    ],
    [
      "update, only who is assigned",
      (one) => one.update(PLACE, { assignees: ["bob"] }),
      `PATCH ${ISSUE}`,
      200,
      { assignees: ["bob"] },
    ],
    ["update, only the state", (one) => one.update(PLACE, { state: "open" }), `PATCH ${ISSUE}`, 200, { state: "open" }],
    ["redeliver", (one) => one.redeliver(900), "POST /app/hook/deliveries/900/attempts", 202, undefined],
  ])("%s", async (name, act, request, status, body) => {
    if (name !== "redeliver") answerToken();
    answer(request, status, { id: 99 });
    const result = await act(github);
    expect(asked()?.body).toEqual(body);
    expect(result).toBe(name === "comment" ? 99 : undefined);
  });

  test("a new comment that is answered without its id is an error, because it can be neither edited nor found", async () => {
    answerToken();
    answer(`POST ${ISSUE}/comments`, 201, {});
    const error = await failure(github.comment(PLACE, "x"));
    expect(error.message).toContain("without its id");
    expect(outcomeOf(error, NOW).kind).toBe("ambiguous");
  });

  test.each([500, 502, 503, 504])("a %i is tried exactly once", async (status) => {
    answerToken();
    answer(`POST ${ISSUE}/comments`, status, "<html>Unicorn!</html>", { "content-type": "text/html" });
    expect(outcomeOf(await failure(github.comment(PLACE, "x")), NOW).kind).toBe("ambiguous");
    expect(sent.map(({ path }) => path)).toEqual(["/app/installations/5/access_tokens", `${ISSUE}/comments`]);
  });

  test.each(["ECONNRESET", "ETIMEDOUT"])("a connection that ends with %s is ambiguous, tried once", async (code) => {
    answerToken();
    nock(API)
      .post(`${ISSUE}/comments`)
      .replyWithError(Object.assign(new Error(code), { code }));
    expect(outcomeOf(await failure(github.comment(PLACE, "x")), NOW).kind).toBe("ambiguous");
  });

  test("a secondary limit is not waited for here: it is an outcome with a time", async () => {
    answerToken();
    const limit = { message: "You have exceeded a secondary rate limit." };
    answer(`POST ${ISSUE}/comments`, 403, limit, { "retry-after": "90" });
    const outcome = outcomeOf(await failure(github.comment(PLACE, "x")), NOW);
    expect(outcome).toEqual({ kind: "later", at: NOW.plus({ seconds: 90 }), isLimit: true });
    expect(sent).toHaveLength(2);
  });
});

describe("a file", () => {
  const path = "GET /repos/acme/shop/contents/.github%2Ftocsin.yml";
  const raw = { "content-type": "application/vnd.github.raw+json; charset=utf-8", etag: '"abc"' };

  test("is read raw, with its etag", async () => {
    answerToken();
    answer(path, 200, "locale: fr # é\n", raw);
    expect(await github.file(PLACE, ".github/tocsin.yml")).toEqual({ text: "locale: fr # é\n", etag: '"abc"' });
    expect(asked()?.headers).toMatchObject({ accept: expect.stringContaining("application/vnd.github.raw+json") });
    expect(asked()?.headers["if-none-match"]).toBeUndefined();
  });

  test("that is empty is an empty text, not an absence", async () => {
    answerToken();
    answer(path, 200, "", raw);
    expect(await github.file(PLACE, ".github/tocsin.yml")).toEqual({ text: "", etag: '"abc"' });
  });

  test("is asked for by its etag, and may be unchanged", async () => {
    answerToken();
    answer(path, 304);
    expect(await github.file(PLACE, ".github/tocsin.yml", '"abc"')).toBe("unchanged");
    expect(asked()?.headers["if-none-match"]).toBe('"abc"');
  });

  test("from a server that does not know the raw type is unpacked", async () => {
    answerToken();
    answer(path, 200, { type: "file", content: Buffer.from("é: 1\n").toString("base64") }, { etag: 'W/"x"' });
    expect(await github.file(PLACE, ".github/tocsin.yml")).toEqual({ text: "é: 1\n", etag: 'W/"x"' });
  });

  test.each([
    [404, "Not Found"],
    [410, "Gone"],
    [403, "Resource not accessible by integration"],
  ])("that is not there for us (%i) is undefined", async (status, message) => {
    answerToken();
    answer(path, status, { message });
    expect(await github.file(PLACE, ".github/tocsin.yml")).toBeUndefined();
  });

  test.each<[string, number, string, Record<string, string>]>([
    ["a primary limit", 403, "API rate limit exceeded", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" }],
    ["a secondary limit", 403, "You have exceeded a secondary rate limit.", {}],
    ["a wish to wait", 403, "Please slow down", { "retry-after": "60" }],
    ["a broken server", 502, "x", {}],
  ])("is not taken for absent because of %s", async (_why, status, message, headers) => {
    answerToken();
    answer(path, status, { message }, headers);
    expect(await failure(github.file(PLACE, ".github/tocsin.yml"))).toMatchObject({ status });
  });
});

describe("labels", () => {
  const look = (name: string) => ({ name, color: "b60205", description: "words" });

  test("are made where they are missing; those that are there, in any case of letters, are left alone", async () => {
    answerToken();
    const next = `<${API}/repos/acme/shop/labels?per_page=100&page=2>; rel="next"`;
    answer("GET /repos/acme/shop/labels?per_page=100", 200, [{ name: "Incident" }], { link: next });
    answer("GET /repos/acme/shop/labels?per_page=100&page=2", 200, [{ name: "drill" }]);
    answer("POST /repos/acme/shop/labels", 201, {});
    await github.ensureLabels(PLACE, [look("incident"), look("sla: met"), look("drill")]);
    expect(asked()?.body).toEqual(look("sla: met"));
  });

  test("that somebody made in the same moment (422) stop nothing", async () => {
    answerToken();
    answer("GET /repos/acme/shop/labels?per_page=100", 200, []);
    const exists = { resource: "Label", code: "already_exists", field: "name" };
    answer("POST /repos/acme/shop/labels", 422, { message: "Validation Failed", errors: [exists] });
    answer("POST /repos/acme/shop/labels", 201, {});
    await github.ensureLabels(PLACE, [look("a"), look("b")]);
    expect(sent.slice(2).map(({ body }) => body)).toEqual([look("a"), look("b")]);
  });

  test("that may not be made are an error", async () => {
    answerToken();
    answer("GET /repos/acme/shop/labels?per_page=100", 200, []);
    answer("POST /repos/acme/shop/labels", 403, { message: "Resource not accessible by integration" });
    expect(await failure(github.ensureLabels(PLACE, [look("a")]))).toMatchObject({ status: 403 });
  });
});

describe("lists", () => {
  const issue = (number: number, more: object = {}) => ({ number, updated_at: "2026-03-02T09:00:00Z", ...more });

  test("open issues with a label are read without pull requests", async () => {
    answerToken();
    const query = "labels=my%20incident&per_page=100&state=open";
    const next = `<${API}/repos/acme/shop/issues?${query}&page=2>; rel="next"`;
    answer(`GET /repos/acme/shop/issues?${query}`, 200, [issue(1), issue(2, { pull_request: {} })], { link: next });
    answer(`GET /repos/acme/shop/issues?${query}&page=2`, 200, [issue(3)]);
    const found = await github.issuesWith(PLACE, "my incident");
    expect(found.map(({ number }) => number)).toEqual([1, 3]);
    expect(new Date(found[0]?.updatedAt ?? "").toISOString()).toBe("2026-03-02T09:00:00.000Z");
  });

  test("since a moment, those that were closed come along", async () => {
    answerToken();
    const since = encodeURIComponent("2026-03-02T08:00:00.000Z");
    answer(`GET /repos/acme/shop/issues?labels=incident&per_page=100&state=all&since=${since}`, 200, [issue(4)]);
    const found = await github.issuesWith(PLACE, "incident", Date.parse("2026-03-02T08:00:00Z"));
    expect(found.map(({ number }) => number)).toEqual([4]);
  });

  test("installations are asked for as the app; suspended ones are left out", async () => {
    const all = [{ id: 5, suspended_at: null }, { id: 6, suspended_at: "2026-01-01T00:00:00Z" }, { id: 7 }];
    answer("GET /app/installations?per_page=100", 200, all);
    expect(await github.installations()).toEqual([5, 7]);
    expect(asked()?.headers.authorization).toMatch(/^bearer ey/i);
  });

  test("repositories come without archived ones", async () => {
    answerToken();
    const shop = { id: 1, full_name: "acme/shop", archived: false };
    const next = `<${API}/installation/repositories?per_page=100&page=2>; rel="next"`;
    const page = (repository: object) => ({ total_count: 2, repositories: [repository] });
    answer("GET /installation/repositories?per_page=100", 200, page(shop), { link: next });
    answer("GET /installation/repositories?per_page=100&page=2", 200, page({ ...shop, id: 2, archived: true }));
    expect(await github.repositories(5)).toEqual([{ id: 1, repository: "acme/shop", isPublic: false }]);
  });

  test("deliveries are read back to a moment, and no page further", async () => {
    const attempt = (id: number, status_code: number, delivered_at: string) => {
      return { id, guid: `g${id}`, event: "issues", action: "opened", status_code, delivered_at };
    };
    const first = [
      attempt(3, 200, "2026-03-02T09:02:00Z"),
      attempt(2, 0, "2026-03-02T09:01:00Z"),
      attempt(1, 503, "2026-03-02T09:00:00Z"),
    ];
    const link = (cursor: string) => ({
      link: `<${API}/app/hook/deliveries?per_page=100&cursor=${cursor}>; rel="next"`,
    });
    const date = "Mon, 02 Mar 2026 09:05:00 GMT";
    answer("GET /app/hook/deliveries?per_page=100", 200, first, { ...link("v1_1"), date });
    const old = [attempt(0, 202, "2026-03-02T08:59:59Z")];
    answer("GET /app/hook/deliveries?per_page=100&cursor=v1_1", 200, old, link("v1_0"));
    const { list, at } = await github.deliveries(Date.parse("2026-03-02T09:00:00Z"));
    expect(list).toEqual([
      { id: 3, guid: "g3", event: "issues", action: "opened", isDelivered: true },
      { id: 2, guid: "g2", event: "issues", action: "opened", isDelivered: false },
      { id: 1, guid: "g1", event: "issues", action: "opened", isDelivered: false },
    ]);
    expect(at).toBe(Date.parse(date));
  });
});

describe("a folder", () => {
  const path = "GET /repos/acme/shop/contents/.github%2Ftocsin";
  const entry = { type: "file", path: ".github/tocsin/card.hbs", sha: "a1", size: 12, name: "card.hbs" };

  test("lists its files and folders, and nothing else", async () => {
    answerToken();
    const link = { ...entry, type: "symlink", path: ".github/tocsin/x.hbs" };
    const below = { type: "dir", path: ".github/tocsin/refusals", sha: "b2", size: 0 };
    answer(path, 200, [entry, link, below], { etag: 'W/"abc"' });
    expect(await github.folder(PLACE, ".github/tocsin")).toEqual({
      entries: [
        { kind: "file", path: entry.path, sha: "a1", size: 12 },
        { kind: "folder", path: below.path, sha: "b2", size: 0 },
      ],
      etag: 'W/"abc"',
    });
    expect(asked()?.headers["if-none-match"]).toBeUndefined();
  });

  test("is asked for by its etag, and may be unchanged", async () => {
    answerToken();
    answer(path, 304);
    expect(await github.folder(PLACE, ".github/tocsin", 'W/"abc"')).toBe("unchanged");
    expect(asked()?.headers["if-none-match"]).toBe('W/"abc"');
  });

  test("that is not there is undefined, and a file in its place has nothing in it", async () => {
    answerToken();
    answer(path, 404, { message: "Not Found" });
    expect(await github.folder(PLACE, ".github/tocsin")).toBeUndefined();
    answer(path, 200, { ...entry, content: "" }, { etag: '"x"' });
    expect(await github.folder(PLACE, ".github/tocsin")).toEqual({ entries: [], etag: '"x"' });
  });
});

describe("the last edit of a comment", () => {
  const node = (lastEditedAt: string | null, editor: object | null) => ({
    data: { node: { body: "hi", lastEditedAt, editor } },
  });
  const at = "2026-03-02T09:00:00Z";
  test.each<[string, object, unknown]>([
    ["somebody's", node(at, { __typename: "User", login: "bob" }), { by: { login: "bob", isBot: false } }],
    ["a bot's", node(at, { __typename: "Bot", login: "tidy" }), { by: { login: "tidy[bot]", isBot: true } }],
    ["a ghost's", node(at, null), { by: null }],
    ["nobody's", node(null, null), { at: undefined, by: null }],
  ])("is %s", async (_whose, body, expected) => {
    answerToken();
    answer("POST /graphql", 200, body);
    const edit = await github.lastEdit(PLACE, "IC_7");
    expect(edit).toMatchObject({ body: "hi", ...(expected as object) });
    expect(asked()?.body).toMatchObject({ variables: { id: "IC_7" } });
    if (edit?.at) expect(edit.at.toMillis()).toBe(Date.parse(at));
  });

  test.each<[string, number, object]>([
    ["of a comment that is gone", 200, { data: { node: null } }],
    ["GitHub does not show", 200, { data: null, errors: [{ type: "FORBIDDEN", message: "no" }] }],
    ["of a server without GraphQL", 404, { message: "Not Found" }],
  ])("%s is not known", async (_why, status, body) => {
    answerToken();
    answer("POST /graphql", status, body);
    expect(await github.lastEdit(PLACE, "IC_7")).toBeUndefined();
  });

  test.each<[string, number, object, Record<string, string>]>([
    ["a broken server", 502, { message: "Server Error" }, {}],
    ["a limit", 403, { message: "You have exceeded a secondary rate limit" }, { "retry-after": "60" }],
    ["GraphQL's own limit", 200, { data: null, errors: [{ type: "RATE_LIMITED", message: "wait" }] }, {}],
  ])("is not taken for unknown because of %s", async (_why, status, body, headers) => {
    answerToken();
    answer("POST /graphql", status, body, headers);
    await failure(github.lastEdit(PLACE, "IC_7"));
  });
});
