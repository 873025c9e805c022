// /ack stops the response clock.
import { expect, test } from "vitest";
import { ack } from "../../src/commands/ack.ts";
import { anIncident, at, entry, refusal, typed } from "../support/facts.ts";

test("acknowledges at the time it was typed", () => {
  expect(typed(ack, "")).toEqual([
    { do: "record", entry: { at: at("14:40"), by: "bob", ref: "c5", kind: "acknowledged", via: "command" } },
  ]);
});

test("keeps the note", () => {
  expect(typed(ack, "looking at the database")).toMatchObject([{ entry: { note: "looking at the database" } }]);
});

test("the reporter may acknowledge: a small team has one person", () => {
  expect(typed(ack, "", { actor: "alice" })).toMatchObject([{ entry: { kind: "acknowledged", by: "alice" } }]);
});

test("a second one changes nothing, its note is kept on the timeline", () => {
  const incident = anIncident({ timeline: [entry("14:35", { kind: "acknowledged", via: "command", by: "carol" })] });
  expect(typed(ack, "", { incident })).toEqual([]);
  expect(typed(ack, "me too", { incident })).toMatchObject([{ entry: { kind: "note", text: "me too", by: "bob" } }]);
});

test("is refused once the incident is over", () => {
  const incident = anIncident({ timeline: [entry("14:35", { kind: "cancelled" })] });
  expect(() => typed(ack, "", { incident })).toThrow(refusal("over", { command: "ack" }));
});
