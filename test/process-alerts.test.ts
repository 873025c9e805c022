// Alerts in real time: a real Alertmanager and the real process, and a store that is down for a while.
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { GitHub } from "../src/playground/github/index.ts";
import { serveGitHub } from "../src/playground/http.ts";
import { ALERTMANAGER, startAlertmanager } from "./support/alertmanager.ts";
import { alertIssues, webhook } from "./support/alerts.ts";
import { ALERT_TOKEN } from "./support/canaries.ts";
import { startPostgres, type TestPostgres } from "./support/postgres.ts";
import { populated, portOf, RIGHT, started, type Variables } from "./support/process.ts";

const TOKEN = ALERT_TOKEN;
const POLICY = `
alerts:
  close_on_recovery: true
  settle: 2s
  severity: { map: { critical: P2 } }
`;

/** The process on a GitHub of its own; `url` takes alerts. */
async function running(variables: Variables = {}, policy = POLICY) {
  const github = populated(undefined, { ".github/tocsin.yml": policy });
  const api = await serveGitHub(github);
  onTestFinished(() => api.close());
  const child = started({
    ...{ ...RIGHT, PORT: "0", HOST: "127.0.0.1", GITHUB_API_URL: api.url, SETTLE: "2s" },
    ...{ ALERT_TOKENS: `shop=acme/shop:${TOKEN}`, ...variables },
  });
  child.stderr.resume();
  const port = await portOf(child);
  return { github, url: `http://127.0.0.1:${port}/api/alerts/alertmanager/shop` };
}

async function until(what: string, isSo: () => boolean | Promise<boolean>, seconds = 30): Promise<void> {
  for (let tries = 0; tries < seconds * 20; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect.unreachable(`still waiting: ${what}`);
}

const states = (github: GitHub) => alertIssues({ github }).map(({ number, state }) => `${number} ${state}`);
const cards = (github: GitHub) => alertIssues({ github }).flatMap(({ comments }) => comments.map(({ body }) => body));

// Where there is none, the recorded payloads of the stories stand in for it.
test.skipIf(!ALERTMANAGER)(
  "a real Alertmanager fires, repeats and resolves: one issue, one life",
  async () => {
    const { github, url } = await running();
    const manager = await startAlertmanager(url, TOKEN);
    const labels = { alertname: "HighLatency", severity: "critical", service: "checkout", instance: "a" };
    const alert = { labels, annotations: { summary: "slow" }, generatorURL: "https://prometheus.example/graph" };
    await manager.raise([alert]);
    await until("fired", () => cards(github).some((body) => body.includes("Severity **P2** by alert")));
    const second = { ...alert, labels: { ...labels, instance: "b" } };
    await manager.raise([alert, second]);
    await until("the second alert", () => alertIssues({ github }).some(({ body }) => body?.includes("instance=b")));
    const told = await manager.told();
    await until("two repeats", async () => (await manager.told()) >= told + 2);
    expect(states(github)).toEqual(["1 open"]);
    const endsAt = new Date().toISOString();
    await manager.raise([alert, second].map((one) => ({ ...one, endsAt })));
    await until("resolved", () => states(github)[0] === "1 closed");
    await until("said so", () => cards(github).some((body) => body.includes("because its alert recovered")));
    await manager.raise([alert]);
    await until("open again", () => states(github)[0] === "1 open");
    expect(states(github)).toEqual(["1 open"]);
  },
  90_000,
);

describe("while the store is down", () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());

  const post = async (url: string) => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(webhook("firing", [{}])) });
    await response.arrayBuffer();
    return response.status;
  };

  test("5xx, and later exactly one issue", async () => {
    const { github, url } = await running({ DATABASE_URL: await postgres.freshDatabase() });
    await postgres.pause();
    const refused = [await post(url), await post(url)];
    expect(refused.every((status) => status >= 500)).toBe(true);
    await postgres.resume();
    // As Alertmanager does: again and again until it is taken.
    let status = 503;
    await until("taken", async () => {
      status = await post(url);
      return status < 500;
    });
    expect([status, await post(url)]).toEqual([202, 202]);
    await until("an issue", () => cards(github).length > 0);
    expect(states(github)).toEqual(["1 open"]);
  }, 60_000);
});
