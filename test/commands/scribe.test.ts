// /scribe names a person for the part.
import { expect, test } from "vitest";
import { scribe } from "../../src/commands/scribe.ts";
import { at, refusal, typed } from "../support/facts.ts";

test.each(["@carol", "carol", "@carol please"])("names the person in %j", (rest) => {
  expect(typed(scribe, rest)).toEqual([
    { do: "record", entry: { at: at("14:40"), by: "bob", ref: "c5", kind: "role", role: "scribe", who: "carol" } },
  ]);
});

test("is whoever types when nobody is named", () => {
  expect(typed(scribe, "")).toMatchObject([{ entry: { role: "scribe", who: "bob" } }]);
});

test.each(["@acme/team", "@", "@-bob", "@bob@carol"])("%s is not a person", (rest) => {
  expect(() => typed(scribe, rest)).toThrow(refusal("not-a-person", { given: rest }));
});
