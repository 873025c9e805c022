// Quick links: Grafana, Loki and runbooks, with the incident's window, severity and components in their addresses.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadTemplates } from "../../src/adapters/templates.ts";
import { linksOf } from "../../src/domain/links.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { readPolicyFile } from "../../src/domain/policy-file.ts";
import { anIncident, at, entry } from "../support/facts.ts";

const affects = (...components: string[]) => entry("14:36", { kind: "affects", components });
const names = (links: readonly { name: string }[]) => links.map(({ name }) => name);

describe("those of our own example", () => {
  const text = readFileSync(new URL("../../docs/tocsin.example.yml", import.meta.url), "utf8");
  // Public holidays are loaded elsewhere.
  const file = text.replace(/^ *holidays: .*\n/m, "");
  const policy = policyOf(readPolicyFile(file).value ?? expect.unreachable());
  const incident = anIncident({ severity: "P0", timeline: [affects("checkout")] });
  const links = linksOf(incident, policy);

  test("are for everything, for the severity and for the component", () => {
    expect(names(links)).toEqual(["Grafana", "Loki (checkout)", "Runbook (checkout)", "Bridge", "Payments (checkout)"]);
    expect(links[2]?.url).toBe("https://github.com/acme/shop/blob/main/docs/runbooks/checkout.md");
  });

  test("lead to Loki's logs of the window, as Grafana reads them from the card", () => {
    const line = loadTemplates().render(
      {
        template: "change",
        data: { kind: "pull", title: "Loki", url: links[1]?.url, number: 0, by: "", component: "" },
      },
      { locale: "en", timezone: "UTC" },
    );
    const [, address = ""] = /\]\((\S+)\)/.exec(line) ?? [];
    const panes = JSON.parse(new URL(address).searchParams.get("panes") ?? "");
    expect(panes.a.range).toEqual({ from: String(+at("14:00")), to: "now" });
    expect(panes.a.queries[0].expr).toBe('{app="checkout"}');
  });
});

test("a component's link waits until one is known; there is one for each, five at most", () => {
  const policy = policyOf({ links: { Runbook: "https://r.example/{{component}}?at={{severity}}" } });
  expect(linksOf(anIncident(), policy)).toEqual([]);
  const two = anIncident({ timeline: [affects("api", "search")] });
  expect(linksOf(two, policy)).toEqual([
    { name: "Runbook (api)", url: "https://r.example/api?at=P1" },
    { name: "Runbook (search)", url: "https://r.example/search?at=P1" },
  ]);
  expect(linksOf(anIncident({ timeline: [affects(..."abcdefgh")] }), policy)).toHaveLength(5);
});

test("what people type is part of an address, and no way out of it", () => {
  const policy = policyOf({ links: { Runbook: "https://r.example/{{component}}" } });
  const incident = anIncident({ timeline: [affects("../../x?y#z&{{start}}")] });
  expect(linksOf(incident, policy)[0]?.url).toBe("https://r.example/..%2F..%2Fx%3Fy%23z%26%7B%7Bstart%7D%7D");
});

test("an address that was copied from a browser is filled too; other braces stay", () => {
  const policy = policyOf({ links: { A: "https://g.example/?from=%7B%7Bstart%7D%7D&to={{end}}&x={{other}}" } });
  expect(linksOf(anIncident(), policy)).toEqual([
    { name: "A", url: `https://g.example/?from=${+at("14:00")}&to=now&x={{other}}` },
  ]);
});

test("a severity's link takes the place of the same name, at that severity only", () => {
  const policy = policyOf({
    links: { Grafana: "https://g.example" },
    severities: { P0: { links: { Grafana: "https://p0.example" } } },
  });
  expect(linksOf(anIncident({ severity: "P0" }), policy)).toEqual([{ name: "Grafana", url: "https://p0.example" }]);
  expect(linksOf(anIncident({ severity: "P1" }), policy)).toEqual([{ name: "Grafana", url: "https://g.example" }]);
  expect(linksOf(anIncident({ severity: "" }), policy)).toEqual([{ name: "Grafana", url: "https://g.example" }]);
});
