// Alerts for stories: a stage with routes, and what an Alertmanager would post to it.
import { expect } from "vitest";
import { REPOSITORY, type Stage } from "../../src/playground/stage.ts";
import { ALERT_TOKEN } from "./canaries.ts";

export const TOKEN = ALERT_TOKEN;
export const ROUTES = [{ name: "shop", repository: REPOSITORY, token: TOKEN }];
const BEARER = { authorization: `Bearer ${TOKEN}` };

interface One {
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly status?: "firing" | "resolved";
  readonly generatorURL?: string;
}

/** A webhook of version 4 as Alertmanager 0.25 sends it. */
export function webhook(status: "firing" | "resolved", alerts: readonly One[], more: object = {}) {
  const labels = { alertname: "HighLatency", severity: "critical", service: "checkout" };
  return {
    receiver: "tocsin",
    status,
    alerts: alerts.map((one) => ({
      status,
      annotations: {},
      startsAt: "2025-11-10T14:28:00Z",
      endsAt: "0001-01-01T00:00:00Z",
      generatorURL: "https://prometheus.example/graph?g0.expr=up",
      fingerprint: "93a5c7e1f2b4d608",
      ...one,
      labels: { ...labels, ...one.labels },
    })),
    groupLabels: { alertname: "HighLatency" },
    commonLabels: labels,
    commonAnnotations: { summary: "the API answers slowly" },
    externalURL: "http://alertmanager.example:9093",
    version: "4",
    groupKey: '{}:{alertname="HighLatency"}',
    truncatedAlerts: 0,
    ...more,
  };
}

export async function send(stage: Stage, payload: unknown, path = "alertmanager/shop"): Promise<number> {
  const body = typeof payload === "string" ? payload : JSON.stringify(payload);
  const response = await fetch(`${stage.url}/api/alerts/${path}`, { method: "POST", headers: BEARER, body });
  await response.arrayBuffer();
  return response.status;
}

/** Sent, stored, and everything that follows at this moment done. */
export async function told(stage: Stage, payload: unknown, path?: string): Promise<void> {
  expect(await send(stage, payload, path)).toBe(202);
  await stage.quiet();
}

/** The issues that alerts opened, oldest first, each with its number. */
export function alertIssues({ github }: Pick<Stage, "github">) {
  const found: ({ number: number } & ReturnType<typeof github.thread>)[] = [];
  for (let number = 1; ; number++) {
    try {
      const thread = github.thread(REPOSITORY, number);
      if (thread.body?.includes("<!-- tocsin:alert")) found.push({ number, ...thread });
    } catch {
      return found;
    }
  }
}
