// Issues and all that hangs on them: every answer held against GitHub's own description.
import { afterAll, describe, expect, test } from "vitest";
import { answerErrors, type Call, webhookErrorsOf } from "./answers.ts";
import { REPO, setting } from "./setting.ts";

const ISSUES = `/repos/${REPO}/issues`;
const all = setting({ limits: { contentPerMinute: Number.POSITIVE_INFINITY } });

async function valid(run: (call: Call, asApp: Call) => Promise<void>) {
  expect(await answerErrors(all, run)).toEqual([]);
}

// What the app did by itself is told to it as well, in every variety.
afterAll(async () => {
  await all.github.settled();
  expect(all.github.deliveries.length).toBeGreaterThan(40);
  expect(webhookErrorsOf(all.github)).toEqual([]);
});

describe("answers", () => {
  test("of issues", () =>
    valid(async (call) => {
      await call(201, "POST", ISSUES, {
        title: "Down",
        body: "text",
        labels: ["bug", "incident"],
        assignees: ["tom", "olga"],
      });
      await call(201, "POST", ISSUES, { title: "Child" });
      await call(422, "POST", ISSUES, { body: "no title" });
      await call(422, "POST", ISSUES, { title: "x".repeat(257) });
      await call(200, "GET", ISSUES);
      await call(200, "GET", `${ISSUES}?state=all&labels=bug,incident&sort=updated&direction=asc&per_page=1`);
      await call(200, "GET", `${ISSUES}/1`);
      await call(404, "GET", `${ISSUES}/99`);
      await call(200, "PATCH", `${ISSUES}/1`, {
        title: "Still down",
        body: "more",
        state: "closed",
        state_reason: "not_planned",
      });
      await call(200, "PATCH", `${ISSUES}/1`, { state: "open", labels: ["bug"], assignees: ["wendy"] });
      await call(204, "PUT", `${ISSUES}/1/lock`, { lock_reason: "resolved" });
      await call(200, "GET", `${ISSUES}/1`);
      await call(204, "DELETE", `${ISSUES}/1/lock`);
    }));

  test("of comments and reactions", () =>
    valid(async (call) => {
      const { id } = (await call(201, "POST", `${ISSUES}/1/comments`, { body: "hello" })).body;
      await call(422, "POST", `${ISSUES}/1/comments`, { body: "x".repeat(65_537) });
      await call(200, "PATCH", `${ISSUES}/comments/${id}`, { body: "hello again" });
      const reaction = (await call(201, "POST", `${ISSUES}/comments/${id}/reactions`, { content: "eyes" })).body;
      await call(200, "POST", `${ISSUES}/comments/${id}/reactions`, { content: "eyes" });
      await call(200, "GET", `${ISSUES}/comments/${id}/reactions?content=eyes`);
      await call(200, "PUT", `${ISSUES}/comments/${id}/pin`);
      await call(200, "GET", `${ISSUES}/1`);
      await call(200, "GET", `${ISSUES}/comments/${id}`);
      await call(200, "GET", `${ISSUES}/1/comments?since=2026-01-01T00:00:00Z`);
      await call(200, "GET", `${ISSUES}/comments?sort=updated&direction=desc`);
      await call(204, "DELETE", `${ISSUES}/comments/${id}/pin`);
      await call(204, "DELETE", `${ISSUES}/comments/${id}/reactions/${reaction.id}`);
      const own = (await call(201, "POST", `${ISSUES}/1/reactions`, { content: "+1" })).body;
      await call(200, "GET", `${ISSUES}/1/reactions`);
      await call(204, "DELETE", `${ISSUES}/1/reactions/${own.id}`);
      await call(204, "DELETE", `${ISSUES}/comments/${id}`);
      await call(404, "GET", `${ISSUES}/comments/${id}`);
      await call(201, "POST", `${ISSUES}/1/comments`, { body: "stays" });
    }));

  test("of labels and assignees", () =>
    valid(async (call) => {
      const labels = `/repos/${REPO}/labels`;
      await call(201, "POST", labels, { name: "sla: on track", color: "00ff00", description: "in time" });
      await call(422, "POST", labels, { name: "SLA: On Track" });
      await call(200, "PATCH", `${labels}/sla%3A%20on%20track`, { new_name: "sla: met", color: "0000ff" });
      await call(200, "GET", `${labels}?per_page=2`);
      await call(200, "GET", `${labels}/sla%3A%20met`);
      await call(404, "GET", `${labels}/nope`);
      await call(200, "POST", `${ISSUES}/1/labels`, { labels: ["sla: met"] });
      await call(200, "GET", `${ISSUES}/1/labels`);
      await call(200, "PUT", `${ISSUES}/1/labels`, { labels: ["incident", "sla: met"] });
      await call(200, "DELETE", `${ISSUES}/1/labels/incident`);
      await call(404, "DELETE", `${ISSUES}/1/labels/incident`);
      await call(204, "DELETE", `${labels}/sla%3A%20met`);
      await call(200, "POST", `${ISSUES}/1/labels`, { labels: ["question"] });
      await call(204, "DELETE", `${ISSUES}/1/labels`);
      await call(201, "POST", `${ISSUES}/1/assignees`, { assignees: ["ada"] });
      await call(200, "DELETE", `${ISSUES}/1/assignees`, { assignees: ["ada"] });
      await call(200, "GET", `/repos/${REPO}/assignees`);
      await call(204, "GET", `/repos/${REPO}/assignees/ada`);
      await call(404, "GET", `/repos/${REPO}/assignees/oscar`);
    }));

  test("of sub-issues", () =>
    valid(async (call) => {
      const child = (await call(200, "GET", `${ISSUES}/2`)).body;
      await call(201, "POST", `${ISSUES}/1/sub_issues`, { sub_issue_id: child.id });
      await call(200, "GET", `${ISSUES}/1/sub_issues`);
      await call(200, "GET", `${ISSUES}/2/parent`);
      await call(200, "DELETE", `${ISSUES}/1/sub_issue`, { sub_issue_id: child.id });
      await call(404, "GET", `${ISSUES}/2/parent`);
    }));

  test("of the timeline, after all that", () =>
    valid(async (call) => {
      all.github.as("ada").lock(REPO, 1);
      all.github.as("ada").unlock(REPO, 1);
      await call(200, "GET", `${ISSUES}/1/timeline?per_page=100`);
      await call(200, "GET", `${ISSUES}/1/events?per_page=100`);
      await call(200, "GET", `${ISSUES}/events`);
    }));
});
