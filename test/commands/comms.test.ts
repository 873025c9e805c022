// /comms names a person for the part.
import { expect, test } from "vitest";
import { comms } from "../../src/commands/comms.ts";
import { at, refusal, typed } from "../support/facts.ts";

test.each(["@carol", "carol", "@carol please"])("names the person in %j", (rest) => {
  expect(typed(comms, rest)).toEqual([
    { do: "record", entry: { at: at("14:40"), by: "bob", ref: "c5", kind: "role", role: "comms", who: "carol" } },
  ]);
});

test("is whoever types when nobody is named", () => {
  expect(typed(comms, "")).toMatchObject([{ entry: { role: "comms", who: "bob" } }]);
});

test.each(["@acme/team", "@", "@-bob", "@bob@carol"])("%s is not a person", (rest) => {
  expect(() => typed(comms, rest)).toThrow(refusal("not-a-person", { given: rest }));
});
