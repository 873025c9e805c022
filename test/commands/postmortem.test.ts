// /postmortem opens the post-mortem, checks it off, or waives it.
import { expect, test } from "vitest";
import { postmortem } from "../../src/commands/postmortem.ts";
import { anIncident, anIssue, at, effectsOf, entry, refusal, typed } from "../support/facts.ts";

const resolved = [
  entry("14:40", { kind: "acknowledged", via: "command", by: "bob" }),
  entry("14:45", { kind: "resolved", via: "command", by: "bob" }),
];
const incident = anIncident({ timeline: [...resolved, entry("14:46", { kind: "report", number: 13 })] });
const report = anIssue({ number: 13, body: "nothing of what it should be" });
const did = { at: at("14:40"), by: "bob", ref: "c5" };

test("opens one that nobody owes", () => {
  expect(typed(postmortem, "", { incident: anIncident({ severity: "P3", timeline: resolved }) })).toEqual([
    { do: "record", entry: { ...did, kind: "wanted" } },
  ]);
});

test("of one that is open it says what is missing", () => {
  const [reply] = effectsOf(typed(postmortem, "", { incident, report, at: at("14:50") }), "say");
  expect(reply?.parts[0]).toMatchObject({ template: "postmortem-state", data: { report: 13 } });
});

test("of one that was opened for these very words it says nothing more", () => {
  expect(typed(postmortem, "", { incident, report })).toEqual([{ do: "record", entry: { ...did, kind: "wanted" } }]);
});

test("done is refused with the list while something is missing, and without a report", () => {
  expect(() => typed(postmortem, "done", { incident, report })).toThrow(
    refusal("post-mortem-incomplete", { report: 13 }),
  );
  expect(() => typed(postmortem, "done", { incident })).toThrow(refusal("no-report"));
});

test("waiving takes maintain and a reason", () => {
  expect(() => typed(postmortem, "waive because", { incident, report })).toThrow(
    refusal("not-allowed", { needed: "maintain" }),
  );
  expect(() => typed(postmortem, "waive", { incident, report, role: "admin" })).toThrow(refusal("missing-text"));
  expect(typed(postmortem, "waive a drill of the provider", { incident, report, role: "maintain" })).toEqual([
    { do: "record", entry: { ...did, kind: "waived", reason: "a drill of the provider" } },
  ]);
});

test("what is done or waived is neither a second time", () => {
  const over = anIncident({ timeline: [...resolved, entry("15:00", { kind: "reviewed", by: "bob" })] });
  expect(typed(postmortem, "done", { incident: over, report })).toEqual([]);
  expect(typed(postmortem, "waive it", { incident: over, report, role: "maintain" })).toEqual([]);
});

test("before the resolution there is nothing to write about; another word is not known", () => {
  expect(() => typed(postmortem, "")).toThrow(refusal("not-resolved"));
  expect(() => typed(postmortem, "finished")).toThrow(refusal("unknown-postmortem", { given: "finished" }));
});
