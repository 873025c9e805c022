// /resume lets paused clocks go on.
import { expect, test } from "vitest";
import { resume } from "../../src/commands/resume.ts";
import { anIncident, at, entry, refusal, typed } from "../support/facts.ts";

const paused = entry("14:35", { kind: "paused", reason: "waiting" });

test("ends the pause", () => {
  expect(typed(resume, "", { incident: anIncident({ severity: "P2", timeline: [paused] }) })).toEqual([
    { do: "record", entry: { at: at("14:40"), by: "bob", ref: "c5", kind: "resumed" } },
  ]);
});

test("is refused when nothing is paused", () => {
  expect(() => typed(resume, "")).toThrow(refusal("not-paused"));
  const incident = anIncident({ severity: "P2", timeline: [paused, entry("14:36", { kind: "resumed" })] });
  expect(() => typed(resume, "", { incident })).toThrow(refusal("not-paused"));
});
