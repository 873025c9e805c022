// A flood of alerts: two Alertmanagers, hundreds of groups in a minute; one issue each, within GitHub's limits.
import { expect, onTestFinished, test } from "vitest";
import { parseDuration } from "../../src/domain/duration.ts";
import { createStage } from "../../src/playground/stage.ts";
import { alertIssues, ROUTES, send, webhook } from "../support/alerts.ts";
import { watchedLog } from "../support/canaries.ts";

/** ALERT_GROUPS=1000 is a minute's work, and takes six hours of the story's time. */
const GROUPS = Number(process.env["ALERT_GROUPS"] ?? 100);
const BATCH = 50;

test(`${GROUPS} groups, told twice each within 60 s: exactly one issue each, none lost, no limit exceeded`, async () => {
  const stage = await createStage({ log: watchedLog(), alertRoutes: ROUTES });
  onTestFinished(() => stage.close());
  const { github, clock } = stage;
  const payload = (group: number) =>
    webhook("firing", [{ labels: { severity: "info", instance: `host-${group}` } }], {
      groupLabels: { alertname: "HostDown", instance: `host-${group}` },
      commonLabels: { alertname: "HostDown", severity: "info", instance: `host-${group}` },
      groupKey: `{}/{severity="info"}:{instance="host-${group}"}`,
    });
  for (let first = 0; first < GROUPS; first += BATCH) {
    const groups = Array.from({ length: BATCH }, (_, index) => first + index);
    const statuses = await Promise.all([...groups, ...groups.toReversed()].map((group) => send(stage, payload(group))));
    expect(new Set(statuses)).toEqual(new Set([202]));
    clock.set(+clock.now() + (60_000 * BATCH) / GROUPS);
  }
  let hours = 0;
  for (; alertIssues(stage).length < GROUPS && hours < 12; hours++)
    await stage.advance(parseDuration("1h") ?? expect.unreachable());
  await stage.advance(parseDuration("1h") ?? expect.unreachable());
  const titles = alertIssues(stage).map(({ title }) => /host-\d+/.exec(title)?.[0]);
  expect(new Set(titles).size).toBe(GROUPS);
  expect(titles).toHaveLength(GROUPS);
  const cards = alertIssues(stage).filter(({ comments }) => comments.some(({ body }) => body.includes("tocsin:card")));
  expect(cards).toHaveLength(GROUPS);
  expect(github.requests.filter(({ status }) => status === 403 || status === 429)).toEqual([]);
}, 600_000);
