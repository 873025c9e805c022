// /lead names who leads, and assigns them.
import { expect, test } from "vitest";
import { lead } from "../../src/commands/lead.ts";
import { anIncident, at, effectsOf, entry, refusal, typed } from "../support/facts.ts";

const named = { at: at("14:40"), by: "bob", ref: "c5", kind: "role", role: "lead", who: "carol" };

test("the lead is named and assigned, which acknowledges as every assignment does", () => {
  expect(typed(lead, "@carol")).toEqual([
    { do: "record", entry: named },
    { do: "record", entry: { at: at("14:40"), by: "carol", ref: "c5", kind: "acknowledged", via: "assignment" } },
    { do: "assign", login: "carol" },
  ]);
});

test("what is acknowledged is not acknowledged again", () => {
  const incident = anIncident({ timeline: [entry("14:35", { kind: "acknowledged", via: "command" })] });
  expect(typed(lead, "@carol", { incident })).toEqual([
    { do: "record", entry: named },
    { do: "assign", login: "carol" },
  ]);
});

test("is whoever types when nobody is named", () => {
  expect(effectsOf(typed(lead, ""), "assign")).toEqual([{ do: "assign", login: "bob" }]);
});

test("understands the logins of managed users", () => {
  expect(effectsOf(typed(lead, "@carol_acme"), "assign")).toEqual([{ do: "assign", login: "carol_acme" }]);
});

test.each(["@acme/team", "@", "@-bob", `@${"x".repeat(40)}`])("%s is not a person", (rest) => {
  expect(() => typed(lead, rest)).toThrow(refusal("not-a-person", { given: rest }));
});
