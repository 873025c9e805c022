// /security marks a security incident; breach starts the clocks of the law from the awareness.
import { expect, test } from "vitest";
import { security } from "../../src/commands/security.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { anIncident, at, entry, refusal, typed } from "../support/facts.ts";

const MARK = { do: "record", entry: { at: at("14:40"), by: "bob", ref: "c5", kind: "security", via: "command" } };
const marked = anIncident({ timeline: [entry("14:35", { kind: "security", via: "label" })] });

test("marks the incident, once", () => {
  expect(typed(security, "")).toEqual([MARK]);
  expect(typed(security, "", { incident: marked })).toEqual([]);
});

test("a breach is known from the command on, unless somebody says since when; its notices are the policy's", () => {
  const aware = (since: ReturnType<typeof at>) => ({
    do: "record",
    entry: {
      ...{ at: at("14:40"), by: "bob", ref: "c5", kind: "aware", since },
      notices: [{ name: "authority", within: 259_200 }],
    },
  });
  expect(typed(security, "breach")).toEqual([MARK, aware(at("14:40"))]);
  expect(typed(security, "breach aware 09:15", { incident: marked })).toEqual([aware(at("09:15"))]);
  expect(typed(security, "Breach aware 2025-11-08 23:10 UTC")).toEqual([MARK, aware(at("23:10", "2025-11-08"))]);
});

test("the time is in the policy's zone, and notices may be others", () => {
  const config = { timezone: "Europe/Paris", security: { clocks: { authority: false as const, users: "2d" } } };
  expect(typed(security, "breach aware 10:15", { incident: marked, policy: policyOf(config) })).toMatchObject([
    { entry: { since: at("09:15"), notices: [{ name: "users", within: 172_800 }] } },
  ]);
});

test.each(["breech", "breach 09:15", "breach aware", "breach aware yesterday", "breach aware 09:15 or so"])(
  "%j is not understood",
  (given) => {
    expect(() => typed(security, given)).toThrow(refusal("unknown-security", { given }));
  },
);

test("nobody knows before it is so", () => {
  expect(() => typed(security, "breach aware 2025-11-10 14:41")).toThrow(refusal("time-in-future"));
  expect(() => typed(security, "breach aware 25:00")).toThrow(refusal("not-a-time"));
});
