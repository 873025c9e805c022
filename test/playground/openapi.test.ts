// Shows that the checks against GitHub's own description accept what GitHub sends and reject what it would not.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import examples from "@octokit/webhooks-examples" with { type: "json" };
import { describe, expect, it } from "vitest";
import { requestErrors, responseErrors, webhookErrors } from "../support/openapi.ts";

type Payload = { action?: string; sender?: unknown; [field: string]: unknown };

// The package's own types cover its event payloads one by one; what matters here is that they are payloads.
const catalogue = examples as unknown as { name: string; examples: Payload[] }[];

const REPO = "/repos/octo/shop";

const LABEL = `${REPO}/labels/sev1`;
const ISSUE = `${REPO}/issues/7`;

const label = {
  id: 208045946,
  node_id: "MDU6TGFiZWwyMDgwNDU5NDY=",
  url: "https://api.github.com/repos/octo/shop/labels/sev1",
  name: "sev1",
  description: null,
  color: "b60205",
  default: false,
};

function examplesOf(name: string): Payload[] {
  const found = catalogue.find((entry) => entry.name === name);
  if (!found) throw new Error(`No example of ${name}`);
  return found.examples;
}

/** The issues.labeled payload from Octokit's examples, with `changes` made to its issue. */
function labeled(changes: object): Payload {
  const payload = examplesOf("issues").find(({ action }) => action === "labeled");
  if (!payload) throw new Error("No example of issues.labeled");
  return { ...payload, issue: { ...(payload.issue as object), ...changes } };
}

describe("the pruned copy", () => {
  it("contains every schema it refers to", () => {
    const text = readFileSync(join(import.meta.dirname, "../fixtures/github-openapi.json"), "utf8");
    const { schemas } = JSON.parse(text) as { schemas: object };
    const wanted = new Set(Array.from(text.matchAll(/"#\/components\/schemas\/([^"]+)"/g), ([, name]) => name));
    expect(wanted.size).toBeGreaterThan(200);
    expect([...wanted].filter((name) => !Object.hasOwn(schemas, name ?? ""))).toEqual([]);
  });
});

describe("responseErrors", () => {
  it("accepts what GitHub answers", () => {
    expect(responseErrors("GET", LABEL, 200, label)).toEqual([]);
    expect(responseErrors("get", `/api/v3${REPO}/labels?per_page=100`, 200, [label, label])).toEqual([]);
    expect(responseErrors("DELETE", LABEL, 204, undefined)).toEqual([]);
    expect(responseErrors("GET", "/app", 304, undefined)).toEqual([]);
  });

  it("names a missing field and a wrong type, in a list too", () => {
    const missing = "/: must have required property 'color'";
    expect(responseErrors("GET", LABEL, 200, { ...label, color: undefined })).toEqual([missing]);
    const wrong = [label, { ...label, id: "1" }];
    expect(responseErrors("GET", `${REPO}/labels`, 200, wrong)).toEqual(["/1/id: must be integer"]);
    expect(responseErrors("GET", `${REPO}/labels`, 200, { labels: [] })).toEqual(["/: must be array"]);
  });

  it("wants real URLs: absolute, and a bot's brackets escaped", () => {
    expect(responseErrors("GET", LABEL, 200, { ...label, url: `${label.url}%5Bbot%5D` })).toEqual([]);
    for (const url of [`${label.url}[bot]`, "/repos/octo/shop/labels/sev1", ""]) {
      expect(responseErrors("GET", LABEL, 200, { ...label, url })).toEqual(['/url: must match format "uri"']);
    }
  });

  it("rejects a status GitHub does not give, and a body where there is none", () => {
    expect(responseErrors("GET", LABEL, 201, label)).toEqual([`201 is not an answer GitHub gives to GET ${LABEL}`]);
    expect(responseErrors("DELETE", LABEL, 204, label)).toEqual(["/: a 204 carries no body here"]);
    expect(responseErrors("GET", LABEL, 200, undefined)).toEqual(["/: a 200 carries a body here"]);
  });

  it("knows errors, listed or not", () => {
    const notFound = { message: "Not Found", documentation_url: "https://docs.github.com/rest", status: "404" };
    expect(responseErrors("GET", LABEL, 404, notFound)).toEqual([]);
    expect(responseErrors("GET", "/app", 401, { message: "Bad credentials" })).toEqual([]);
    expect(responseErrors("GET", "/app", 401, { message: 401 })).toEqual(["/message: must be string"]);
    const missing = "/: must have required property 'documentation_url'";
    expect(responseErrors("POST", `${REPO}/labels`, 422, { message: "Validation Failed" })).toEqual([missing]);
  });

  it("holds each event of a timeline to its own shape", () => {
    const event = { id: 1, node_id: "LE_1", url: label.url, actor: examplesOf("issues")[0]?.sender, commit_id: null };
    const rest = { commit_url: null, created_at: "2026-03-10T09:00:00Z", performed_via_github_app: null };
    const timeline = (entry: object) =>
      responseErrors("GET", `${ISSUE}/timeline`, 200, [{ ...event, ...rest, ...entry }]);
    expect(timeline({ event: "labeled", label: { name: "sev1", color: "b60205" } })).toEqual([]);
    expect(timeline({ event: "labeled" })).toEqual(["/0: must have required property 'label'"]);
    expect(timeline({ event: "closed", state_reason: 3 })).toEqual(["/0/state_reason: must be string,null"]);
  });

  it("does not know endpoints GitHub does not have", () => {
    const unknown = `not in GitHub's API (or not in the pruned copy): GET ${REPO}/incidents`;
    expect(responseErrors("GET", `${REPO}/incidents`, 200, [])).toEqual([unknown]);
  });
});

describe("requestErrors", () => {
  it("accepts what GitHub takes", () => {
    expect(requestErrors("POST", `${REPO}/issues`, { title: "Checkout is down", labels: ["incident"] })).toEqual([]);
    expect(requestErrors("PATCH", ISSUE, { state: "closed", state_reason: "completed", milestone: null })).toEqual([]);
    expect(requestErrors("GET", `/api/v3${REPO}/issues?labels=incident,sev1&per_page=100`, undefined)).toEqual([]);
    expect(requestErrors("GET", `${REPO}/contents/.github/tocsin.yml?ref=main`, undefined)).toEqual([]);
    expect(requestErrors("GET", `${REPO}/issues/comments?since=2026-03-10T09:00:00Z`, undefined)).toEqual([]);
    expect(requestErrors("PUT", `${REPO}/issues/comments/9/pin`, {})).toEqual([]);
  });

  it("rejects fields GitHub does not list, at any depth", () => {
    const extra = (where: string, field: string) => [`${where}: must NOT have additional properties "${field}"`];
    expect(requestErrors("POST", `${REPO}/issues`, { title: "x", severity: 1 })).toEqual(extra("/", "severity"));
    const labels = { labels: ["a", { name: "b", weight: 1 }] };
    expect(requestErrors("POST", `${ISSUE}/labels`, labels)).toEqual(extra("/labels/1", "weight"));
    const token = requestErrors("POST", "/app/installations/1/access_tokens", { permissions: { magic: "write" } });
    expect(token).toEqual(extra("/permissions", "magic"));
    // A check run lists its properties beside alternatives that allow anything; a deployment's payload is anyone's.
    const run = { status: "queued", name: "config", zip: 1 };
    expect(requestErrors("PATCH", `${REPO}/check-runs/1`, run)).toEqual(extra("/", "zip"));
    expect(requestErrors("POST", `${REPO}/deployments`, { ref: "main", payload: { any: { thing: 1 } } })).toEqual([]);
  });

  it("rejects wrong and missing values", () => {
    expect(requestErrors("POST", `${REPO}/issues`, { body: 1 })).toEqual([
      "/: must have required property 'title'",
      "/body: must be string",
    ]);
    expect(requestErrors("PUT", `${ISSUE}/lock`, { lock_reason: "boring" })).toEqual([
      '/lock_reason: must be equal to one of the allowed values ["off-topic","too heated","resolved","spam"]',
    ]);
    expect(requestErrors("POST", `${REPO}/issues`, undefined)).toEqual(["/: a body is required"]);
    expect(requestErrors("DELETE", `${REPO}/labels/sev1`, { name: "sev1" })).toEqual(["/: takes no body"]);
  });

  it("checks the path and the query", () => {
    expect(requestErrors("GET", `${REPO}/issues/seven`, undefined)).toEqual(["/path/issue_number: must be integer"]);
    expect(requestErrors("GET", `${REPO}/issues?sev=1&per_page=all&state=shut`, undefined)).toEqual([
      '/query: must NOT have additional properties "sev"',
      '/query/state: must be equal to one of the allowed values ["open","closed","all"]',
      "/query/per_page: must be integer",
    ]);
    // Not issue number "comments", which has no POST on GitHub either.
    expect(requestErrors("POST", `${REPO}/issues/comments`, { body: "x" })).toEqual([
      `not in GitHub's API (or not in the pruned copy): POST ${REPO}/issues/comments`,
    ]);
  });
});

describe("webhookErrors", () => {
  // Octokit's examples are older than the description: what fails lacks fields that GitHub has added since.
  it.each([
    ["issues", 27, 29],
    ["issue_comment", 8, 9],
    ["milestone", 5, 5],
    ["repository", 13, 13],
    ["label", 4, 6],
    ["check_run", 7, 9],
    ["push", 0, 7],
  ])("accepts %s examples: %i of %i", (event, right, all) => {
    const failures = examplesOf(event).map((payload) => webhookErrors(event, payload.action, payload));
    expect(failures).toHaveLength(all);
    expect(failures.filter((errors) => errors.length === 0)).toHaveLength(right);
    expect(failures.flat().filter((error) => error.startsWith("not in GitHub"))).toEqual([]);
  });

  it("names what is wrong with a payload", () => {
    expect(webhookErrors("issues", "labeled", labeled({}))).toEqual([]);
    expect(webhookErrors("issues", "labeled", labeled({ number: "7", user: undefined }))).toEqual([
      "/issue: must have required property 'user'",
      "/issue/number: must be integer",
    ]);
    expect(webhookErrors("issues", "unlabeled", labeled({}))).toEqual([
      '/action: must be equal to one of the allowed values ["unlabeled"]',
    ]);
  });

  it("wants times in ISO form", () => {
    expect(webhookErrors("issues", "labeled", labeled({ created_at: "2026-03-10T10:00:00Z" }))).toEqual([]);
    for (const created_at of ["10 March 2026", "2026-13-10T10:00:00Z", "2026-03-10 10:00:00"]) {
      expect(webhookErrors("issues", "labeled", labeled({ created_at }))).toEqual([
        '/issue/created_at: must match format "date-time"',
      ]);
    }
  });

  it.each([
    ["incidents", "opened"],
    ["issues", "escalated"],
    ["issue-comment", "created"],
    ["issues", undefined],
  ])("does not know %s.%s", (event, action) => {
    const name = action ? `${event}.${action}` : event;
    expect(webhookErrors(event, action, {})).toEqual([`not in GitHub's webhooks (or not in the pruned copy): ${name}`]);
  });
});
