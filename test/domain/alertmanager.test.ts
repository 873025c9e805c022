// What an Alertmanager sends, as one really sent it, and as nobody should.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MOST_SHOWN, momentOf, valuesOf } from "../../src/domain/alert.ts";
import { readAlertmanager } from "../../src/domain/alertmanager.ts";
import { webhook } from "../support/alerts.ts";

const NOW = Date.parse("2026-11-23T02:00:00Z");
const recorded = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/alertmanager/${name}.json`, import.meta.url), "utf8"));
const newsOf = (payload: unknown) => readAlertmanager(payload, NOW)?.news ?? expect.unreachable("not read");

describe("recorded", () => {
  test("one alert fires", () => {
    const read = readAlertmanager(recorded("fired"), NOW);
    expect(read?.key).toBe('{}:{alertname="HighLatency"}');
    expect(read?.news).toMatchObject({
      status: "firing",
      since: Date.parse("2026-11-23T01:56:11.629Z"),
      endedAt: NOW,
      title: "HighLatency: the API answers slowly",
      text: "P99 > 5 s on a",
      link: "http://alertmanager.example:9093",
      firing: 1,
      left: 0,
      labels: { severity: ["critical"], service: ["checkout"], instance: ["a"] },
    });
    expect(read?.news.alerts[0]?.links).toEqual({
      runbook_url: "https://runbooks.example/latency",
      source: "http://prometheus.example:9090/graph?g0.expr=latency+%3E+5&g0.tab=1",
    });
  });

  test("a repeat has the same print, a change another one", () => {
    expect(newsOf(recorded("repeated")).print).toBe(newsOf(recorded("fired")).print);
    expect(newsOf(recorded("truncated")).print).not.toBe(newsOf(recorded("fired")).print);
  });

  test("of a group that was truncated it is known how many are missing", () => {
    expect(newsOf(recorded("truncated"))).toMatchObject({ firing: 2, left: 1, labels: { instance: ["a", "b"] } });
    expect(newsOf(recorded("truncated")).alerts.map(({ what }) => what)).toEqual(["instance=a", "instance=b"]);
  });

  test("resolved, with the time of the last one's end", () => {
    const news = newsOf(recorded("resolved"));
    expect(news).toMatchObject({ status: "resolved", firing: 0 });
    expect(news.endedAt).toBeGreaterThan(news.newest);
    expect(news.endedAt).toBeLessThan(NOW);
  });
});

test("the same alerts in another order are the same", () => {
  const [a, b] = [{ labels: { instance: "a" } }, { labels: { instance: "b" } }];
  expect(newsOf(webhook("firing", [a, b])).print).toBe(newsOf(webhook("firing", [b, a])).print);
});

test("of many alerts a few are shown, those that fire first, and all of their labels count", () => {
  const alerts = Array.from({ length: 500 }, (_, index) => ({
    status: index < 490 ? ("resolved" as const) : ("firing" as const),
    labels: { severity: index === 499 ? "critical" : "info" },
  }));
  const news = newsOf(webhook("firing", alerts, { truncatedAlerts: 12, commonLabels: {} }));
  expect(news.alerts).toHaveLength(MOST_SHOWN);
  expect(news.alerts.slice(0, 11).map(({ isFiring }) => isFiring)).toEqual([...Array(10).fill(true), false]);
  expect([news.firing, news.left, news.labels["severity"]]).toEqual([10, 492, ["info", "critical"]]);
});

test.each([
  ["no time", undefined, NOW],
  ["words", "yesterday", NOW],
  ["a number", 17, NOW],
  ["the year 1", "0001-01-01T00:00:00Z", NOW],
  ["a day that there is not", "2026-13-45T99:99:99Z", NOW],
  ["the future", "2026-11-23T02:00:01Z", NOW],
  ["the past, with a zone", "2026-11-23T02:00:00+01:00", NOW - 3_600_000],
])("a moment given as %s", (_name, text, at) => {
  expect(momentOf(text, NOW)).toBe(at);
});

describe("hostile", () => {
  test("thousands of labels, long ones, and names that objects have themselves become few and short", () => {
    const labels = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`label${index}`, "x".repeat(100)]));
    const evil = JSON.parse('{"__proto__": "a", "constructor": "b", "toString": "c", "alertname": "x"}') as object;
    const news = newsOf(webhook("firing", [{ labels: { ...evil, ...labels } }, { labels: { long: "y".repeat(1e5) } }]));
    expect(JSON.stringify({ ...news, print: "" }).length).toBeLessThan(60_000);
    expect(Object.getPrototypeOf(news.labels)).toBe(Object.prototype);
    expect(({} as { a?: string }).a).toBeUndefined();
  });

  test("values of labels like properties of objects are kept apart", () => {
    const values = valuesOf([JSON.parse('{"__proto__": "a", "constructor": "b"}') as Record<string, string>]);
    expect(Object.entries(values)).toEqual([
      ["__proto__", ["a"]],
      ["constructor", ["b"]],
    ]);
  });

  test("only addresses of the web are links", () => {
    const annotations = { runbook_url: "javascript:alert(1)", dashboard_url: "https://ok.example/x" };
    const news = newsOf(webhook("firing", [{ annotations, generatorURL: "data:x" }], { externalURL: "file:///etc" }));
    expect([news.link, news.alerts[0]?.links]).toEqual(["", { dashboard_url: "https://ok.example/x" }]);
  });

  test("whatever JSON it is, it is read or not, and nothing is thrown", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(readAlertmanager(one, NOW)).toBeUndefined();
        const part = webhook("firing", [{}], { commonLabels: one, truncatedAlerts: other });
        expect([undefined, "object"]).toContain(typeof readAlertmanager(part, NOW) === "object" ? "object" : undefined);
      }),
    );
  });
});
