// Files, pull requests, deployments, people, the app: every answer held against GitHub's own description.
import { describe, expect, test } from "vitest";
import { answerErrors, type Call } from "./answers.ts";
import { REPO, setting } from "./setting.ts";

const ISSUES = `/repos/${REPO}/issues`;
const all = setting({ limits: { contentPerMinute: Number.POSITIVE_INFINITY } });

async function valid(run: (call: Call, asApp: Call) => Promise<void>) {
  expect(await answerErrors(all, run)).toEqual([]);
}

describe("answers", () => {
  test("of files, branches and pull requests", () =>
    valid(async (call) => {
      const contents = `/repos/${REPO}/contents`;
      await call(200, "GET", `${contents}/README.md`);
      await call(200, "GET", `${contents}/.github`);
      await call(404, "GET", `${contents}/nope.md`);
      const { sha } = (await call(200, "GET", `/repos/${REPO}/git/ref/heads/main`)).body.object;
      await call(201, "POST", `/repos/${REPO}/git/refs`, { ref: "refs/heads/report", sha });
      await call(200, "GET", `/repos/${REPO}/branches`);
      await call(200, "GET", `/repos/${REPO}/branches/report`);
      await call(200, "GET", `/repos/${REPO}/commits`);
      const file = { message: "Add it", content: btoa("text"), branch: "report" };
      const made = (await call(201, "PUT", `${contents}/docs/report.md`, file)).body;
      await call(422, "PUT", `${contents}/docs/report.md`, file);
      await call(409, "PUT", `${contents}/docs/report.md`, { ...file, sha: "0".repeat(40) });
      await call(200, "PUT", `${contents}/docs/report.md`, { ...file, content: btoa("t2"), sha: made.content.sha });
      await call(201, "POST", `/repos/${REPO}/pulls`, { title: "Report", head: "report", base: "main" });
      await call(422, "POST", `/repos/${REPO}/pulls`, { title: "Report", head: "report", base: "main" });
      const head = (await call(200, "GET", `/repos/${REPO}/git/ref/heads/report`)).body.object.sha;
      await call(200, "GET", `${contents}/docs/report.md?ref=${head}`);
      await call(404, "GET", `${contents}/docs/report.md?ref=${"0".repeat(40)}`);
      const run = { name: "Policy", head_sha: head, external_id: "1" };
      await call(201, "POST", `/repos/${REPO}/check-runs`, run);
      await call(200, "GET", `/repos/${REPO}/commits/${head}/check-runs?check_name=Policy`);
      all.github.as("wendy").putFile(REPO, "docs/report.md", { text: "t3", branch: "report" });
      all.github.as("wendy").close(REPO, 1);
      all.github.as("wendy").reopen(REPO, 1);
      await call(200, "GET", `/repos/${REPO}/pulls?state=all`);
      await call(200, "GET", `/repos/${REPO}/pulls/1`);
      await call(200, "GET", `/repos/${REPO}/pulls/1/files`);
      await call(200, "GET", `/repos/${REPO}/commits?path=docs%2Freport.md&sha=report&per_page=1`);
      await call(200, "GET", `/repos/${REPO}/commits?path=docs&since=2026-01-01T00:00:00Z&until=2027-01-01T00:00:00Z`);
      await call(200, "GET", `/repos/${REPO}/pulls?state=closed&sort=updated&direction=desc&per_page=50`);
      await call(200, "PATCH", `/repos/${REPO}/pulls/1`, { title: "The report" });
      await call(200, "GET", `${ISSUES}?state=all`);
      all.github.as("wendy").moveFile(REPO, "report", { from: "docs/report.md", to: "docs/moved.md" });
      all.github.as("wendy").forcePush(REPO, "report", { "docs/report.md": "t4" });
      all.github.as("wendy").retargetPull(REPO, 1, "later");
      await call(200, "PATCH", `/repos/${REPO}/pulls/1`, { base: "main" });
      all.github.as("wendy").mergePull(REPO, 1);
      await call(200, "GET", `/repos/${REPO}/pulls/1`);
      const report = (await call(200, "GET", `${contents}/docs/report.md`)).body;
      await call(200, "DELETE", `${contents}/docs/report.md`, { message: "Remove it", sha: report.sha });
      await call(204, "DELETE", `/repos/${REPO}/git/refs/heads/report`);
    }));

  test("of deployments, releases and check runs", () =>
    valid(async (call) => {
      await call(201, "POST", `/repos/${REPO}/deployments`, { ref: "main", environment: "production" });
      await call(200, "GET", `/repos/${REPO}/deployments?environment=production`);
      await call(201, "POST", `/repos/${REPO}/releases`, { tag_name: "v1.0.0", name: "One" });
      await call(200, "GET", `/repos/${REPO}/releases`);
      const run = { name: "Policy", head_sha: "0".repeat(40), status: "in_progress" };
      const { id } = (await call(201, "POST", `/repos/${REPO}/check-runs`, run)).body;
      const output = { title: "Fine", summary: "All good" };
      await call(200, "PATCH", `/repos/${REPO}/check-runs/${id}`, {
        status: "completed",
        conclusion: "success",
        output,
      });
      await call(200, "GET", `/repos/${REPO}/check-runs/${id}`);
    }));

  test("of people and places", () =>
    valid(async (call) => {
      await call(200, "GET", `/repos/${REPO}`);
      for (const who of ["ada", "rita", "oscar", "olga"])
        await call(200, "GET", `/repos/${REPO}/collaborators/${who}/permission`);
      await call(200, "GET", "/orgs/acme/members");
      await call(204, "GET", "/orgs/acme/members/olga");
      await call(404, "GET", "/orgs/acme/members/oscar");
      await call(200, "GET", "/orgs/acme/teams/sre/members");
      await call(200, "GET", "/users/ada");
      await call(200, "GET", "/users/tocsin%5Bbot%5D");
      await call(200, "GET", "/installation/repositories");
      await call(200, "GET", "/rate_limit");
      await call(200, "GET", "/meta");
    }));

  test("of the app", () =>
    valid(async (_, call) => {
      await all.github.settled();
      all.statuses[all.received.length] = 500;
      all.github.as("ada").comment(REPO, 1, "this one fails");
      await all.github.settled();
      await call(200, "GET", "/app");
      await call(200, "GET", "/app/installations");
      await call(200, "GET", `/app/installations/${all.installation}`);
      await call(200, "GET", `/repos/${REPO}/installation`);
      await call(201, "POST", `/app/installations/${all.installation}/access_tokens`, {
        repositories: ["shop"],
        permissions: { issues: "read" },
      });
      await call(422, "POST", `/app/installations/${all.installation}/access_tokens`, { repositories: ["nope"] });
      await call(200, "GET", "/app/hook/config");
      await call(200, "PATCH", "/app/hook/config", { url: "http://app.test/hook" });
      const failed = (await call(200, "GET", "/app/hook/deliveries?status=failure&per_page=1")).body;
      expect(failed).toMatchObject([{ event: "issue_comment", status_code: 500 }]);
      await call(200, "GET", `/app/hook/deliveries/${failed[0].id}`);
      await call(202, "POST", `/app/hook/deliveries/${failed[0].id}/attempts`);
      await call(401, "GET", "/app", undefined, { authorization: "Bearer x.y.z" });
    }));
});
