// What machines ask the process: is it alive, can it work, how is it doing; everything else is not there.
import { Counter, Registry } from "prom-client";
import { expect, test } from "vitest";
import type { Health } from "../../src/web/health.ts";
import { opened } from "./door.ts";

const NOW = Date.parse("2026-03-02T09:00:00Z");
const MINUTE = 60_000;
const HEALTHY: Health = {
  now: () => NOW,
  nextDue: async () => NOW + MINUTE,
  lastSweep: () => NOW,
  sweepEvery: 10 * MINUTE,
};

test.each<[string, Partial<Health>, string]>([
  ["nothing is overdue", {}, ""],
  ["nothing waits at all", { nextDue: async () => undefined }, ""],
  ["a wake-up is exactly 5 minutes overdue", { nextDue: async () => NOW - 5 * MINUTE }, ""],
  [
    "a wake-up is longer overdue",
    { nextDue: async () => NOW - 5 * MINUTE - 1 },
    "a wake-up is overdue by more than 5 minutes",
  ],
  ["the sweep is exactly two intervals ago", { lastSweep: () => NOW - 20 * MINUTE }, ""],
  [
    "the sweep is longer ago",
    { lastSweep: () => NOW - 20 * MINUTE - 1 },
    "the last sweep is more than two intervals ago",
  ],
  ["no sweep has succeeded yet", { lastSweep: () => undefined }, "the last sweep is more than two intervals ago"],
  [
    "both are late",
    { nextDue: async () => 0, lastSweep: () => 0 },
    "a wake-up is overdue by more than 5 minutes\nthe last sweep is more than two intervals ago",
  ],
  [
    "the store cannot be reached",
    { nextDue: () => Promise.reject(new Error("ECONNREFUSED 10.1.2.3")) },
    "the store cannot be reached",
  ],
])("/readyz when %s", async (_when, health, problems) => {
  const { url } = await opened({ health: { ...HEALTHY, ...health } });
  const answer = await fetch(`${url}/readyz`);
  expect(answer.status).toBe(problems ? 503 : 200);
  expect(await answer.text()).toBe(`${problems || "ready"}\n`);
});

test("/healthz only says that the process lives, even when it cannot work", async () => {
  const { url } = await opened({ health: { ...HEALTHY, nextDue: () => Promise.reject(new Error("gone")) } });
  const answer = await fetch(`${url}/healthz?probe=1`);
  expect([answer.status, await answer.text()]).toEqual([200, "alive\n"]);
});

test("/metrics speaks Prometheus", async () => {
  const metrics = new Registry();
  new Counter({ name: "tocsin_tests_total", help: "Tests.", registers: [metrics] }).inc(3);
  const { url } = await opened({ metrics });
  const answer = await fetch(`${url}/metrics`);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=/);
  expect(await answer.text()).toContain("tocsin_tests_total 3");
});

test("a route that breaks is a 500 that tells the log, not the asker", async () => {
  const metrics = new Registry();
  metrics.metrics = () => Promise.reject(new Error("the secret reason"));
  const { url, logged } = await opened({ metrics });
  const answer = await fetch(`${url}/metrics`);
  expect([answer.status, await answer.text()]).toEqual([500, "something went wrong here\n"]);
  expect(logged).toMatchObject([{ path: "/metrics", err: { message: "the secret reason" } }]);
});

test.each([
  ["GET", "/nothing"],
  ["GET", "/constructor"],
  ["GET", "/healthz/../nothing"],
  ["GET", "/api/github/webhooks"],
  ["POST", "/healthz"],
  ["POST", "/api/github/webhooks/"],
])("%s %s is not there", async (method, path) => {
  const { url, accepted } = await opened();
  expect((await fetch(url + path, { method })).status).toBe(404);
  expect(accepted).toEqual([]);
});
