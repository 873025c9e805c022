// Triage: somebody says how bad it is, within fifteen minutes.
import { expect, test } from "vitest";
import { triage } from "../../src/clocks/triage.ts";
import { stateAt } from "../../src/domain/clock.ts";
import { DEFAULT_POLICY, policyOf } from "../../src/domain/policy.ts";
import { anIncident, at, type declared, entry } from "../support/facts.ts";

const measure = (given: Parameters<typeof anIncident>[0]) => triage.measure(anIncident(given), DEFAULT_POLICY);
const severity = (time: string, via: "command" | "label" | "form" | "default" = "command") =>
  entry(time, { kind: "severity", to: "P2", via, by: "bob" });

test("runs for fifteen minutes while nobody has named a severity", () => {
  expect(measure({ severity: "" })).toMatchObject({ start: at("14:30"), due: at("14:45"), done: undefined });
});

test("an incident that came with its severity has no such clock", () => {
  expect(measure({})).toBeUndefined();
  for (const via of ["form", "default"] as const) {
    expect(measure({ severity: "", timeline: [severity("14:30", via)] })).toBeUndefined();
  }
});

test("stops with the first severity, whoever names it and how", () => {
  for (const via of ["command", "label"] as const) {
    const span = measure({ severity: "", timeline: [severity("14:40", via), severity("14:50")] });
    expect(span).toMatchObject({ due: at("14:45"), done: at("14:40") });
  }
});

test("named at the last moment it is met, a second later it is not", () => {
  const stateOf = (time: string) => {
    const span = measure({ severity: "", timeline: [severity(time)] });
    return span && stateAt(span, at("15:00"));
  };
  expect(stateOf("14:45")).toBe("met");
  expect(stateOf("14:45:01")).toBe("breached");
});

test("stands still while the incident is over or silent", () => {
  const timeline = [entry("14:40", { kind: "silenced" }), entry("14:50", { kind: "revived" })];
  expect(measure({ severity: "", timeline })).toMatchObject({ due: at("14:55") });
  expect(measure({ severity: "", timeline: timeline.slice(0, 1) })?.due).toBeUndefined();
});

test("reminds once, whoever is responsible", () => {
  const incident = anIncident({ severity: "" });
  const said = (policy = DEFAULT_POLICY) => {
    const span = triage.measure(incident, policy);
    return span && triage.occasions(span, incident, policy);
  };
  const severities = ["P0", "P1", "P2", "P3"].map((name) => ({ name, like: name, meaning: "" }));
  const message = { template: "triage", data: { due: at("14:45"), severities } };
  expect(said()).toEqual([{ key: "triage", at: at("14:45"), kind: "nudge", to: ["@alice"], message }]);
  const ladder = policyOf({ severities: { P0: { escalate: [{ after: "0m", notify: ["@acme/sre"] }] } } });
  expect(said(ladder)).toMatchObject([{ to: ["@acme/sre"] }]);
});

test("says nothing once it is known, or while it stands still", () => {
  const said = (timeline: ReturnType<typeof declared>) => {
    const incident = anIncident({ severity: "", timeline });
    const span = triage.measure(incident, DEFAULT_POLICY);
    return span && triage.occasions(span, incident, DEFAULT_POLICY);
  };
  expect(said([severity("14:40")])).toEqual([]);
  expect(said([entry("14:40", { kind: "cancelled" })])).toEqual([]);
});
