// /drill marks an exercise.
import { expect, test } from "vitest";
import { drill } from "../../src/commands/drill.ts";
import { anIncident, at, entry, typed } from "../support/facts.ts";

test("marks an exercise", () => {
  expect(typed(drill, "")).toEqual([{ do: "record", entry: { at: at("14:40"), by: "bob", ref: "c5", kind: "drill" } }]);
});

test("an exercise is not marked twice", () => {
  expect(typed(drill, "", { incident: anIncident({ timeline: [entry("14:31", { kind: "drill" })] }) })).toEqual([]);
});
