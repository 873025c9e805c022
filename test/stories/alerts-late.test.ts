// An alert that is heard in time and worked off late, because GitHub fails meanwhile: it still fires, so its incident goes on.
import { expect, onTestFinished, test } from "vitest";
import { parseDuration } from "../../src/domain/duration.ts";
import { createStage, REPOSITORY } from "../../src/playground/stage.ts";
import { alertIssues, ROUTES, told, webhook } from "../support/alerts.ts";
import { watchedLog } from "../support/canaries.ts";

test("it fires again just before its recovery counts, and nobody can say so before the incident was resolved", async () => {
  const policy = "alerts: { close_on_recovery: true, severity: { map: { critical: P2 } } }";
  const stage = await createStage({ log: watchedLog(), alertRoutes: ROUTES, policy });
  onTestFinished(() => stage.close());
  const advance = (length: string) => stage.advance(parseDuration(length) ?? expect.unreachable());
  await told(stage, webhook("firing", [{}]));
  await advance("10m");
  await told(stage, webhook("resolved", [{ endsAt: "2025-11-10T14:40:00Z" }]));
  await advance("90s");
  // Until the recovery counts nobody can look at the issue.
  const counts = stage.clock.now().plus({ seconds: 30 });
  stage.github.faults.before = ({ method, path }) =>
    stage.clock.now() < counts && method === "GET" && path.endsWith("/issues/1")
      ? { status: 502, headers: {}, body: "" }
      : undefined;
  await told(stage, webhook("firing", [{ startsAt: "2025-11-10T14:41:20Z" }]));
  await advance("20m");
  expect(alertIssues(stage)).toHaveLength(1);
  const { state, comments } = stage.github.thread(REPOSITORY, 1);
  const card = comments.find(({ body }) => body.includes("<!-- tocsin:card"))?.body ?? "";
  const doings = card.split("\n").filter((line) => /^- \d\d:\d\d - .*(?:Alert|Resolved|Reopened)/.test(line));
  expect(doings.map((line) => line.replaceAll(/^- |\[|\]\(.*?\)/g, ""))).toEqual([
    "14:30 - Alert fired, since 2025-11-10 14:28 UTC",
    "14:40 - Alert recovered",
    "14:41 - Alert fired, since 2025-11-10 14:41 UTC",
    "14:42 - Resolved, because its alert recovered",
    "14:42 - Reopened",
  ]);
  expect(state).toBe("open");
});
