// /resolve ends the incident.
import { expect, test } from "vitest";
import { resolve } from "../../src/commands/resolve.ts";
import { anIncident, at, entry, typed } from "../support/facts.ts";

const acknowledged = entry("14:35", { kind: "acknowledged", via: "command", by: "carol" });
const did = { at: at("14:40"), by: "bob", ref: "c5" };

test("resolves, with the summary if there is one", () => {
  const incident = anIncident({ timeline: [acknowledged] });
  expect(typed(resolve, "", { incident })).toEqual([
    { do: "record", entry: { ...did, kind: "resolved", via: "command", severity: "P1", owes: true } },
  ]);
  expect(typed(resolve, "pool raised to 20", { incident })).toMatchObject([{ entry: { text: "pool raised to 20" } }]);
});

test("acknowledges at the same moment what nobody had acknowledged", () => {
  expect(typed(resolve, "")).toEqual([
    { do: "record", entry: { ...did, kind: "acknowledged", via: "resolution" } },
    { do: "record", entry: { ...did, kind: "resolved", via: "command", severity: "P1", owes: true } },
  ]);
});

test("a second one changes nothing", () => {
  const incident = anIncident({ timeline: [acknowledged, entry("14:36", { kind: "resolved", via: "closed" })] });
  expect(typed(resolve, "again", { incident })).toEqual([]);
});
