// /status says how it stands, in words for the public.
import { expect, test } from "vitest";
import { status } from "../../src/commands/status.ts";
import { anIncident, at, entry, refusal, typed } from "../support/facts.ts";

const did = { at: at("14:40"), by: "bob", ref: "c5" };

const taken = anIncident({ timeline: [entry("14:35", { kind: "acknowledged", via: "command" })] });

test.each(["investigating", "identified", "monitoring"])("%s is an update and says nothing by itself", (word) => {
  expect(typed(status, `${word.toUpperCase()} the pool is exhausted`, { incident: taken })).toEqual([
    { do: "record", entry: { ...did, kind: "update", status: word, text: "the pool is exhausted" } },
  ]);
});

test("whoever tells the public how it stands has taken it, but for the reporter", () => {
  expect(typed(status, "investigating we look into it")[0]).toEqual({
    do: "record",
    entry: { ...did, kind: "acknowledged", via: "comment" },
  });
  expect(typed(status, "investigating we look into it", { actor: anIncident().issue.reporter?.login })).toHaveLength(1);
});

test("resolved also resolves, and acknowledges what nobody had", () => {
  const incident = anIncident({ timeline: [entry("14:35", { kind: "acknowledged", via: "command" })] });
  const update = { do: "record", entry: { ...did, kind: "update", status: "resolved", text: "all is well" } };
  const resolved = { do: "record", entry: { ...did, kind: "resolved", via: "command", severity: "P1", owes: true } };
  expect(typed(status, "resolved all is well", { incident })).toEqual([update, resolved]);
  expect(typed(status, "resolved all is well")).toEqual([
    update,
    { do: "record", entry: { ...did, kind: "acknowledged", via: "resolution" } },
    resolved,
  ]);
});

test.each(["", "fixed it", "resolve it"])("%j names no status", (rest) => {
  const [given = ""] = rest.split(" ");
  const known = "investigating, identified, monitoring, resolved";
  expect(() => typed(status, rest)).toThrow(refusal("unknown-status", { given, known }));
});

test("asks for the message", () => {
  expect(() => typed(status, "identified")).toThrow(refusal("missing-text", { command: "status identified" }));
});

test("is refused once the incident is over", () => {
  const incident = anIncident({ timeline: [entry("14:35", { kind: "cancelled" })] });
  expect(() => typed(status, "identified it", { incident })).toThrow(refusal("over", { command: "status" }));
});
