// /notified writes down who was told, when and in which phase; late is only with reasons.
import { describe, expect, test } from "vitest";
import { notified } from "../../src/commands/notified.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { anIncident, at, entry, refusal, typed } from "../support/facts.ts";

const breach = (within: number, ...timeline: Entry[]) => {
  const notices = [{ name: "authority", within }];
  return anIncident({ timeline: [entry("14:31", { kind: "aware", since: at("14:00"), notices }), ...timeline] });
};
const told = (time: string, phase: number, text?: string) => ({
  do: "record",
  entry: {
    ...{ at: at(time), by: "bob", ref: "c5", kind: "notified", whom: "authority", phase },
    ...(text && { text }),
  },
});

test("now, or back-dated, with words or without", () => {
  const incident = breach(3600);
  expect(typed(notified, "authority", { incident })).toEqual([told("14:40", 1)]);
  expect(typed(notified, "Authority 14:35 by their form", { incident })).toEqual([told("14:35", 1, "by their form")]);
  expect(typed(notified, "users", { incident })).toMatchObject([{ entry: { whom: "users", phase: 1 } }]);
});

test("again is the next phase, which is never late", () => {
  const first = entry("14:35", { kind: "notified", whom: "authority", phase: 1 });
  expect(typed(notified, "authority numbers", { incident: breach(2100, first) })).toEqual([
    told("14:40", 2, "numbers"),
  ]);
});

describe("late, that is after 14:35", () => {
  const incident = breach(2100);

  test.each(["authority", "authority 14:36", "authority 14:36 sorry", "authority 14:36 reason", "authority reason:  "])(
    "%j needs its reasons",
    (rest) => {
      expect(() => typed(notified, rest, { incident })).toThrow(refusal("late-needs-reason", { whom: "authority" }));
    },
  );

  test("with reasons it is written down, and at the deadline's own minute it is not late", () => {
    expect(typed(notified, "authority reason scope was unclear", { incident })).toEqual([
      told("14:40", 1, "scope was unclear"),
    ]);
    expect(typed(notified, "authority 14:35", { incident })).toEqual([told("14:35", 1)]);
  });
});

test("only who is to be notified, of a breach, and not in the future", () => {
  expect(() => typed(notified, "", { incident: breach(1) })).toThrow(
    refusal("unknown-notified", { given: "", known: "authority, users" }),
  );
  expect(() => typed(notified, "press", { incident: breach(1) })).toThrow(refusal("unknown-notified"));
  expect(() => typed(notified, "authority")).toThrow(refusal("no-breach"));
  expect(() => typed(notified, "authority 2025-11-10 14:41", { incident: breach(1) })).toThrow(
    refusal("time-in-future"),
  );
});
