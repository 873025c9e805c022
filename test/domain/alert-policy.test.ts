// How the policy reads alerts: severities and components by labels, other senders by paths, routes by the environment.
import { describe, expect, test } from "vitest";
import { readGeneric } from "../../src/domain/alert-generic.ts";
import { alertPolicyOf } from "../../src/domain/alert-policy.ts";
import { parseAlertRoutes } from "../../src/domain/alert-route.ts";
import { componentsOfNews, severityOfNews } from "../../src/domain/alert-severity.ts";
import { policyOf } from "../../src/domain/policy.ts";

const labelled = (labels: Record<string, string[]>) => ({ labels });

describe("the severity", () => {
  const OWN = policyOf({
    severities: { SEV1: {}, SEV2: {} },
    alerts: { severity: { label: "prio", map: { "1": "SEV1" } } },
  });
  test.each([
    ["by default", policyOf({}), labelled({ severity: ["warning"] }), "P2"],
    ["the worst of several", policyOf({}), labelled({ severity: ["info", "Critical", "warning"] }), "P0"],
    ["a severity's own name", policyOf({}), labelled({ severity: ["p1"] }), "P1"],
    ["a value that nobody knows", policyOf({}), labelled({ severity: ["purple"] }), undefined],
    ["no label", policyOf({}), labelled({}), undefined],
    ["a label like a property", policyOf({ alerts: { severity: { label: "constructor" } } }), labelled({}), undefined],
    ["by the policy's map", OWN, labelled({ prio: ["1"], severity: ["SEV2"] }), "SEV1"],
    ["mapped to a severity that is not used", OWN, labelled({ prio: ["critical"] }), undefined],
  ])("%s", (_name, policy, news, severity) => {
    expect(severityOfNews(news, policy)).toBe(severity);
  });
});

test("components are those that the policy knows; where it names none, what a name may be", () => {
  const news = labelled({ service: ["checkout", "search", "two words", "a,b"] });
  expect(componentsOfNews(news, policyOf({}))).toEqual(["checkout", "search"]);
  expect(componentsOfNews(news, policyOf({ components: { search: {} } }))).toEqual(["search"]);
});

describe("other senders", () => {
  const read = (payload: unknown, generic = {}) => readGeneric(payload, alertPolicyOf({ generic }), 1_000_000);
  test("are read by the defaults", () => {
    const payload = {
      key: "k",
      status: "OK",
      title: "Disk",
      severity: "high",
      link: "https://x.example",
      since: "1970-01-01T00:10:00Z",
    };
    expect(read(payload)).toMatchObject({
      key: "k",
      news: {
        status: "resolved",
        title: "Disk",
        link: "https://x.example",
        since: 600_000,
        labels: { severity: ["high"] },
      },
    });
  });

  test("are read by paths, also into lists", () => {
    const payload = { event: { ids: [{ id: 7 }], kind: "up" } };
    expect(read(payload, { key: "event.ids.0.id", status: "event.kind" })).toMatchObject({
      key: "7",
      news: { title: "7", status: "resolved" },
    });
  });

  test.each([
    ["no key", { status: "firing" }],
    ["a key that is an object", { key: {} }],
    ["null", null],
    ["words", "key"],
  ])("%s is no alert", (_name, payload) => {
    expect(read(payload)).toBeUndefined();
  });

  test("what objects have themselves is not looked at", () => {
    expect(read({}, { key: "constructor.name" })).toBeUndefined();
    expect(read({ key: "k" }, { title: "__proto__.toString.name" })?.news.title).toBe("k");
  });
});

describe("routes", () => {
  test("have a name, a repository and a token; several tokens while they are exchanged", () => {
    expect(
      parseAlertRoutes("shop=acme/shop:0123456789abcdef, shop=acme/shop:a:b=c,bank=acme/bank:0123456789abcdef"),
    ).toBeUndefined();
    expect(parseAlertRoutes("shop=acme/shop:0123456789:bcd=f, shop=acme/shop:fedcba9876543210")).toEqual([
      { name: "shop", repository: "acme/shop", token: "0123456789:bcd=f" },
      { name: "shop", repository: "acme/shop", token: "fedcba9876543210" },
    ]);
  });

  test.each([
    "shop",
    "shop=acme/shop",
    "shop=acme/shop:short",
    "shop=acme:0123456789abcdef",
    "a b=acme/shop:0123456789abcdef",
    ",",
    "shop=acme/shop:0123456789abcdef,",
  ])("%s is none", (text) => {
    expect(parseAlertRoutes(text)).toBeUndefined();
  });

  test("one name means one repository", () => {
    expect(parseAlertRoutes("x=acme/shop:0123456789abcdef,x=acme/bank:0123456789abcdef")).toBeUndefined();
  });
});
