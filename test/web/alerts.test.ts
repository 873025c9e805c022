// The door for alerts: who may send, what is refused, and that 2xx means stored.
import { describe, expect, test } from "vitest";
import type { AlertCall } from "../../src/app/alert-intake.ts";
import type { AlertRoute } from "../../src/domain/alert-route.ts";
import { readAlertmanager } from "../../src/domain/alertmanager.ts";
import { webhook } from "../support/alerts.ts";
import { opened } from "./door.ts";

const ROUTES: readonly AlertRoute[] = [
  { name: "shop", repository: "acme/shop", token: "token-of-shop-0123" },
  { name: "shop", repository: "acme/shop", token: "next-token-of-shop" },
  { name: "bank", repository: "acme/bank", token: "token-of-bank-4567" },
];
const BODY = JSON.stringify(webhook("firing", [{}]));

/** A door that takes what is an alert, unless told otherwise. */
async function door(take = async (call: AlertCall) => readAlertmanager(call.payload, 0) !== undefined) {
  const taken: AlertCall[] = [];
  const alerts = {
    routes: ROUTES,
    async take(call: AlertCall) {
      taken.push(call);
      return take(call);
    },
  };
  return { taken, ...(await opened({ alerts })) };
}

function post(url: string, body: string, { path = "alertmanager/shop", token = "token-of-shop-0123" } = {}) {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  return fetch(`${url}/api/alerts/${path}`, { method: "POST", headers, body }).then(async (response) => {
    await response.arrayBuffer();
    return response.status;
  });
}

test("with the route's token an alert is taken, for the route's own repository", async () => {
  const { url, taken } = await door();
  expect(await post(url, BODY)).toBe(202);
  expect(await post(url, BODY, { token: "next-token-of-shop" })).toBe(202);
  expect(taken.map(({ route, sender }) => [route, sender])).toEqual([
    [{ name: "shop", repository: "acme/shop" }, "alertmanager"],
    [{ name: "shop", repository: "acme/shop" }, "alertmanager"],
  ]);
});

describe("refused, and nothing of it is read", () => {
  test.each([
    ["no token", "alertmanager/shop", "", 401],
    ["a wrong token", "alertmanager/shop", "token-of-shop-012", 401],
    ["the token of another route", "alertmanager/shop", "token-of-bank-4567", 401],
    ["an unknown route", "alertmanager/none", "token-of-shop-0123", 401],
    ["a route named like a property", "alertmanager/__proto__", "token-of-shop-0123", 401],
    ["an unknown sender", "pagerduty/shop", "token-of-shop-0123", 404],
    ["more than a route", "alertmanager/shop/x", "token-of-shop-0123", 404],
  ])("%s", async (_name, path, token, status) => {
    const { url, taken, logged } = await door();
    expect(await post(url, BODY, { path, token })).toBe(status);
    expect(taken).toEqual([]);
    expect(JSON.stringify(logged)).not.toContain("token-of");
  });

  test("10 MB", async () => {
    const { url, taken } = await door();
    const status = await post(url, `"${"x".repeat(10 * 1024 * 1024)}"`).catch(() => 413);
    expect([status, taken]).toEqual([413, []]);
  });

  test("every route, where none is set up", async () => {
    const { url } = await opened();
    expect(await post(url, BODY)).toBe(401);
  });
});

test.each([
  ["not JSON", "{"],
  ["no object", "7"],
  ["null", "null"],
  ["a list", "[]"],
  ["nested without end", "[".repeat(100_000)],
  ["another version", JSON.stringify({ ...webhook("firing", [{}]), version: "3" })],
  ["a version that is a number", JSON.stringify({ ...webhook("firing", [{}]), version: 4 })],
  ["no group", JSON.stringify({ ...webhook("firing", [{}]), groupKey: "" })],
  ["no alerts", JSON.stringify(webhook("firing", []))],
  ["labels that are lists", JSON.stringify({ ...webhook("firing", [{}]), commonLabels: { a: ["b"] } })],
  ["a status of its own", JSON.stringify({ ...webhook("firing", [{}]), status: "pending" })],
])("400 for %s", async (_name, body) => {
  const { url } = await door();
  expect(await post(url, body)).toBe(400);
});

test("503 when it cannot be stored, because Alertmanager tries again only after a 5xx", async () => {
  const { url } = await door(() => Promise.reject(new Error("the store is down")));
  expect(await post(url, BODY)).toBe(503);
});
