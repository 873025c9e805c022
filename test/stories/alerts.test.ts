// Alerts: whatever Alertmanagers send, and however often, each group has one incident with one life.
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { parseDuration } from "../../src/domain/duration.ts";
import { createStage, REPOSITORY, type Stage, type StageOptions } from "../../src/playground/stage.ts";
import { ROUTES, told, webhook } from "./../support/alerts.ts";

async function staged(options: StageOptions = {}) {
  const stage = await createStage({ alertRoutes: ROUTES, ...options });
  onTestFinished(() => stage.close());
  return stage;
}

const advance = (stage: Stage, length: string) => stage.advance(parseDuration(length) ?? expect.unreachable(length));
const issues = ({ github }: Stage) => github.issues(REPOSITORY).map((number) => github.thread(REPOSITORY, number));
const cardOf = (stage: Stage, number = 1) =>
  stage.github.thread(REPOSITORY, number).comments.find(({ body }) => body.includes("<!-- tocsin:card"))?.body ?? "";

test("it fires, repeats and recovers: one issue, one life, the right severity", async () => {
  const stage = await staged();
  await told(stage, webhook("firing", [{ annotations: { runbook_url: "https://runbooks.example/latency" } }]));
  const [issue] = issues(stage);
  expect(issue?.title).toBe("HighLatency: the API answers slowly");
  expect(issue?.labels.toSorted()).toEqual(["incident", "severity: P0", "sla: on track"]);
  expect(issue?.body).toContain("[runbook](https://runbooks.example/latency)");
  expect(cardOf(stage)).toMatch(/14:30 - Severity \*\*P0\*\* by alert/);
  expect(cardOf(stage)).toMatch(/14:30 - Alert fired, since 2025-11-10 14:28 UTC/);
  expect(cardOf(stage)).toContain("**Affected**: checkout");
});
