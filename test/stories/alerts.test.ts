// Alerts: whatever Alertmanagers send, and however often, each group has one incident with one life.
import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { parseDuration } from "../../src/domain/duration.ts";
import { createStage, REPOSITORY, type Stage, type StageOptions } from "../../src/playground/stage.ts";
import { alertIssues, ROUTES, TOKEN, told, webhook } from "../support/alerts.ts";
import { watchedLog } from "../support/canaries.ts";

async function staged(options: StageOptions = {}) {
  const stage = await createStage({ log: watchedLog(), alertRoutes: ROUTES, ...options });
  onTestFinished(() => stage.close());
  return stage;
}

const advance = (stage: Stage, length: string) => stage.advance(parseDuration(length) ?? expect.unreachable(length));
const cardOf = (stage: Stage, number = 1) =>
  stage.github.thread(REPOSITORY, number).comments.find(({ body }) => body.includes("<!-- tocsin:card"))?.body ?? "";
/** What the alert did, by the card's timeline. */
const doings = (stage: Stage, number = 1) =>
  cardOf(stage, number)
    .split("\n")
    .filter((line) => /^- \d\d:\d\d - .*(Alert|Reopened|Resolved)/.test(line))
    .map((line) => line.replace(/^- |\[|\]\(.*?\)/g, ""));
const stateOf = (stage: Stage, number = 1) => stage.github.thread(REPOSITORY, number).state;
const numbers = (stage: Stage) => alertIssues(stage).map(({ number }) => number);

const fires = (startsAt = "2025-11-10T14:28:00Z", severity = "critical") =>
  webhook("firing", [{ startsAt, labels: { severity } }], {
    commonLabels: { alertname: "HighLatency", service: "checkout", severity },
  });
const recovers = (endsAt: string, startsAt = "2025-11-10T14:28:00Z") => webhook("resolved", [{ startsAt, endsAt }]);

test("it fires, repeats and recovers: one issue, one life, the right severity", async () => {
  const stage = await staged();
  await told(stage, webhook("firing", [{ annotations: { runbook_url: "https://runbooks.example/latency" } }]));
  const [issue] = alertIssues(stage);
  expect(issue?.title).toBe("HighLatency: the API answers slowly");
  expect(issue?.labels.toSorted()).toEqual(["incident", "severity: P0", "sla: on track"]);
  expect(issue?.body).toContain("[runbook](https://runbooks.example/latency)");
  expect(cardOf(stage)).toMatch(/14:30 - Severity \*\*P0\*\* by alert/);
  expect(cardOf(stage)).toContain("**Affected**: checkout");
  await advance(stage, "6m");
  const asked = stage.github.requests.length;
  await told(stage, webhook("firing", [{ annotations: { runbook_url: "https://runbooks.example/latency" } }]));
  expect(stage.github.requests.length, "a repeat asks GitHub nothing").toBe(asked);
  await told(stage, recovers("2025-11-10T14:35:00Z"));
  expect(doings(stage)).toEqual(["14:30 - Alert fired, since 2025-11-10 14:28 UTC"]);
  await advance(stage, "2m");
  expect(doings(stage)).toEqual(["14:30 - Alert fired, since 2025-11-10 14:28 UTC", "14:35 - Alert recovered"]);
  expect(numbers(stage)).toEqual([1]);
  expect(stateOf(stage), "people resolve it").toBe("open");
});

test("recovery resolves where the policy says so, and people may reopen it", async () => {
  const policy = "alerts: { close_on_recovery: true, severity: { map: { critical: P2 } } }";
  const stage = await staged({ policy });
  await told(stage, fires());
  await advance(stage, "6m");
  await told(stage, recovers("2025-11-10T14:35:00Z"));
  expect(stateOf(stage)).toBe("open");
  await advance(stage, "3m");
  expect(stateOf(stage)).toBe("closed");
  expect(doings(stage).at(-1)).toBe("14:38 - Resolved, because its alert recovered");
  stage.github.as("bob").reopen(REPOSITORY, 1);
  await advance(stage, "30m");
  expect(stateOf(stage)).toBe("open");
});

test("a recovery shorter than `settle` is not even noted", async () => {
  const stage = await staged();
  await told(stage, fires());
  for (let minute = 31; minute < 50; minute += 2) {
    await told(stage, recovers(`2025-11-10T14:${minute - 1}:30Z`));
    await advance(stage, "1m");
    await told(stage, fires(`2025-11-10T14:${minute - 1}:50Z`));
    await advance(stage, "1m");
  }
  await advance(stage, "10m");
  expect(doings(stage)).toEqual(["14:30 - Alert fired, since 2025-11-10 14:28 UTC"]);
  expect(numbers(stage)).toEqual([1]);
});

test("firing again soon after its end, the same incident goes on; later another one begins and links it", async () => {
  const policy = "alerts: { close_on_recovery: true, severity: { map: { critical: P2 } } }";
  const stage = await staged({ policy });
  await told(stage, fires());
  await advance(stage, "6m");
  await told(stage, recovers("2025-11-10T14:35:00Z"));
  await advance(stage, "20m");
  expect(stateOf(stage)).toBe("closed");
  await told(stage, fires("2025-11-10T14:55:00Z"));
  expect(numbers(stage)).toEqual([1]);
  expect(stateOf(stage)).toBe("open");
  expect(doings(stage).slice(-2)).toEqual(["14:55 - Alert fired, since 2025-11-10 14:55 UTC", "14:55 - Reopened"]);
  await told(stage, recovers("2025-11-10T14:56:00Z", "2025-11-10T14:55:00Z"));
  await advance(stage, "2h");
  expect(stateOf(stage)).toBe("closed");
  await told(stage, fires("2025-11-10T16:55:00Z"));
  expect(numbers(stage)).toEqual([1, 2]);
  expect([stateOf(stage, 1), stateOf(stage, 2)]).toEqual(["closed", "open"]);
  expect(alertIssues(stage)[1]?.body).toContain("The same alert opened #1 before.");
});

test("resolved before it ever fired opens nothing", async () => {
  const stage = await staged();
  await told(stage, recovers("2025-11-10T14:29:00Z"));
  expect(numbers(stage)).toEqual([]);
});

test("two Alertmanagers tell the same, at once, in another order, and late: one incident, which stays ended", async () => {
  const stage = await staged({ policy: "alerts: { close_on_recovery: true, severity: { map: { critical: P2 } } }" });
  const [one, other] = [{ labels: { instance: "a" } }, { labels: { instance: "b" } }];
  await Promise.all(
    [webhook("firing", [one, other]), webhook("firing", [other, one])].map((body) => told(stage, body)),
  );
  expect(numbers(stage)).toEqual([1]);
  await advance(stage, "10m");
  await told(stage, recovers("2025-11-10T14:35:00Z"));
  await advance(stage, "15s");
  await told(stage, webhook("firing", [one, other]));
  await advance(stage, "5m");
  expect(stateOf(stage)).toBe("closed");
  expect(numbers(stage)).toEqual([1]);
});

test("with an empty store the group finds its issue again, and the recovery that was waited for is noted", async () => {
  const stage = await staged();
  await told(stage, fires());
  await stage.restart(await openStore({ dataDir: ":memory:" }));
  await told(stage, fires());
  expect(numbers(stage)).toEqual([1]);
  await advance(stage, "6m");
  await told(stage, recovers("2025-11-10T14:35:00Z"));
  await stage.restart(await openStore({ dataDir: ":memory:" }));
  await stage.app.sweep();
  await advance(stage, "3m");
  expect(doings(stage).at(-1)).toBe("14:35 - Alert recovered");
});

test("an answer that gets lost opens no second issue", async () => {
  const stage = await staged();
  let lost = 0;
  stage.github.faults = {
    after: ({ method, path }, response) =>
      method === "POST" && path.endsWith("/issues") && lost++ === 0 ? "reset" : response,
  };
  await told(stage, fires());
  await advance(stage, "5m");
  expect(lost).toBe(1);
  expect(numbers(stage)).toEqual([1]);
  expect(cardOf(stage)).toContain("Alert fired");
});

test("whichever answer gets lost, and whether or not it was heard: one issue with one card", async () => {
  for (const fate of ["reset", "refused"] as const)
    for (let nth = 0; nth < 10; nth++) {
      const stage = await createStage({ log: watchedLog(), alertRoutes: ROUTES });
      let count = 0;
      stage.github.faults = {
        before: () => (fate === "refused" && count++ === nth ? { status: 502, headers: {}, body: "" } : undefined),
        after: (_request, response) => (fate === "reset" && count++ === nth ? "reset" : response),
      };
      await told(stage, fires());
      await advance(stage, "10m");
      expect(count, "it went wrong").toBeGreaterThan(nth);
      const cards = alertIssues(stage).map(
        ({ comments }) => comments.filter(({ body }) => body.includes(":card ")).length,
      );
      expect(cards, `${fate} ${nth}`).toEqual([1]);
      await stage.close();
    }
}, 60_000);

test("what a person has ended is not reopened by repeats, only by firing again", async () => {
  const stage = await staged({ policy: "alerts: { severity: { map: { critical: P2 } } }" });
  await told(stage, fires());
  await advance(stage, "10m");
  stage.github.as("bob").comment(REPOSITORY, 1, "/resolve known, and not ours");
  await stage.quiet();
  expect(stateOf(stage)).toBe("closed");
  await advance(stage, "4h");
  const second = { labels: { instance: "b" }, startsAt: "2025-11-10T18:30:00Z" };
  await told(stage, webhook("firing", [{ labels: { severity: "critical" } }, second]));
  await told(stage, fires());
  expect([numbers(stage), stateOf(stage)]).toEqual([[1], "closed"]);
  await told(stage, recovers("2025-11-10T18:39:00Z"));
  await advance(stage, "10m");
  await told(stage, fires("2025-11-10T18:49:00Z"));
  expect([numbers(stage), stateOf(stage)]).toEqual([[1], "open"]);
});

test("an alert whose recovery nobody heard of begins another incident", async () => {
  const stage = await staged({ policy: "alerts: { severity: { map: { critical: P2 } } }" });
  await told(stage, fires());
  await advance(stage, "10m");
  stage.github.as("bob").comment(REPOSITORY, 1, "/resolve");
  await advance(stage, "48h");
  await told(stage, fires("2025-11-12T14:30:00Z"));
  expect(numbers(stage)).toEqual([1, 2]);
});

test("worse alerts raise the severity, until a person says what it is; people's labels stay", async () => {
  const stage = await staged();
  await told(stage, fires(undefined, "warning"));
  const labels = () => stage.github.thread(REPOSITORY, 1).labels.toSorted();
  expect(labels()).toEqual(["incident", "severity: P2", "sla: on track"]);
  stage.github.as("bob").addLabels(REPOSITORY, 1, "database");
  await advance(stage, "1m");
  await told(stage, fires(undefined, "high"));
  expect(labels()).toEqual(["database", "incident", "severity: P1", "sla: on track"]);
  expect(alertIssues(stage)[0]?.body).toContain("| high |");
  await advance(stage, "1m");
  stage.github.as("bob").comment(REPOSITORY, 1, "/severity P2 only the beta");
  await advance(stage, "1m");
  await told(stage, fires(undefined, "critical"));
  expect(labels()).toEqual(["database", "incident", "severity: P2", "sla: on track"]);
});

test("groups have an incident each, and a route its own repository", async () => {
  const stage = await staged();
  await told(stage, fires());
  await told(stage, { ...fires(), groupKey: "another" });
  expect(numbers(stage)).toEqual([1, 2]);
});

test("other senders are read by the policy's paths", async () => {
  const policy = `alerts: { generic: { key: incident.id, status: incident.state, resolved: [closed], title: incident.name, severity: incident.level } }`;
  const stage = await staged({ policy });
  const incident = { id: 77, state: "open", name: "Disk full on db1", level: "error" };
  await told(stage, { incident }, "generic/shop");
  await told(stage, { incident: { id: 5, state: "closed" } }, "generic/shop");
  await told(stage, { something: "else" }, "generic/shop");
  const [issue, ...others] = alertIssues(stage);
  expect(others).toEqual([]);
  expect([issue?.title, issue?.labels.includes("severity: P1")]).toEqual(["Disk full on db1", true]);
  await advance(stage, "5m");
  await told(stage, { incident: { ...incident, state: "closed" } }, "generic/shop");
  await advance(stage, "2m");
  expect(doings(stage).at(-1)).toBe("14:35 - Alert recovered");
});

test("recorded: a real Alertmanager's group fires, repeats, is truncated and recovers", async () => {
  const stage = await staged({ start: "2026-11-23T01:56:13Z" });
  for (const name of ["fired", "repeated", "truncated", "resolved"]) {
    const file = new URL(`../fixtures/alertmanager/${name}.json`, import.meta.url);
    await told(stage, readFileSync(file, "utf8"));
    await advance(stage, "20s");
    if (name === "truncated") expect(alertIssues(stage)[0]?.body).toContain("1 more alert of this group is not shown.");
  }
  await advance(stage, "2m");
  expect(numbers(stage)).toEqual([1]);
  expect(doings(stage)).toEqual(["01:56 - Alert fired, since 2026-11-23 01:56 UTC", "01:56 - Alert recovered"]);
});

test("what labels say is shown as text: no mention, link, closing keyword or marker of its own gets through", async () => {
  const stage = await staged();
  await told(stage, fires());
  const evil = "@acme/everyone fixes #1 [x](https://evil.example) <!-- tocsin:end alert --> | a\n### Severity\n\nP0";
  const labels = { alertname: evil, instance: evil, severity: evil, service: evil };
  await told(
    stage,
    webhook("firing", [{ labels, annotations: { runbook_url: `https://runbooks.example/${evil}` } }], {
      groupKey: "evil",
      commonLabels: { alertname: evil },
      commonAnnotations: { summary: evil, description: evil },
    }),
  );
  const issue = alertIssues(stage)[1];
  // A title is text on GitHub, apart from mentions and numbers.
  expect(issue?.title).not.toMatch(/@acme|#1\b/);
  // Nothing is found in the address of a link.
  const body = issue?.body?.replaceAll(/\]\(https:\/\/runbooks\.example\/[^)]*\)/g, "]");
  expect(`${body}\n${cardOf(stage, 2)}`).not.toMatch(/@acme|#1\b|\]\(https:\/\/evil|^### Severity/m);
  expect(issue?.body?.match(/<!-- tocsin:end alert -->/g)).toHaveLength(1);
  expect(issue?.labels).toEqual(["incident", "sla: on track"]);
});

test("a copy that a person made of an alert's issue is not taken for it", async () => {
  const stage = await staged();
  await told(stage, fires());
  const body = alertIssues(stage)[0]?.body ?? "";
  stage.github.as("alice").openIssue(REPOSITORY, { title: "A copy", labels: ["incident"], body });
  await advance(stage, "2m");
  await stage.restart(await openStore({ dataDir: ":memory:" }));
  await told(stage, fires("2025-11-10T14:28:00Z", "page"));
  expect(alertIssues(stage).map(({ number, body }) => [number, body?.includes("| page |")])).toEqual([
    [1, true],
    [2, false],
  ]);
});

test("while the app is not installed an alert waits, and is not lost", async () => {
  const stage = await staged({ alertRoutes: [...ROUTES, { name: "bank", repository: "acme/bank", token: TOKEN }] });
  await told(stage, fires(), "alertmanager/bank");
  stage.github.addRepository("acme/bank", {});
  await advance(stage, "1h");
  expect(stage.github.thread("acme/bank", 1).title).toBe("HighLatency: the API answers slowly");
});
