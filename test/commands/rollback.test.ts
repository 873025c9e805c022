// /rollback proposes to undo a merged pull request; which one, and whether it can be, is checked before anything is done.
import { describe, expect, test } from "vitest";
import { rollback } from "../../src/commands/rollback.ts";
import { anIncident, at, entry, refusal, typed } from "../support/facts.ts";

const pulls = new Map([
  [12, { id: "PR_12", isMerged: true }],
  [13, { id: "PR_13", isMerged: false }],
]);

test.each(["#12", "12", "acme/shop#12", "Acme/Shop#12", "https://github.com/acme/shop/pull/12/files"])(
  "%s is proposed to be undone",
  (rest) => {
    const body = { template: "rollback-body", data: { of: 12, by: "bob", incident: 7 } };
    expect(typed(rollback, rest, { pulls })).toEqual([
      { do: "revert", of: 12, pull: "PR_12", body, by: "bob", at: at("14:40"), ref: "c5" },
    ]);
  },
);

describe("is refused", () => {
  test.each(["", "#", "#12 and #13", "#1234567890", "the last one", "PR_12"])(
    "%j is no pull request's number",
    (rest) => {
      expect(() => typed(rollback, rest, { pulls })).toThrow(refusal("not-a-pull", { given: rest }));
    },
  );

  test.each(["acme/api#12", "https://github.com/acme/api/pull/12"])("%s is another repository's", (given) => {
    expect(() => typed(rollback, given, { pulls })).toThrow(refusal("pull-elsewhere", { given, here: "acme/shop" }));
  });

  test("what is not there, and what is not merged", () => {
    expect(() => typed(rollback, "#99", { pulls })).toThrow(refusal("pull-unknown", { number: 99 }));
    expect(() => typed(rollback, "#99")).toThrow(refusal("pull-unknown", { number: 99 }));
    expect(() => typed(rollback, "#13", { pulls })).toThrow(refusal("pull-not-merged", { number: 13 }));
  });

  test("what is being undone already; what could not be may be tried again", () => {
    const done = anIncident({ timeline: [entry("14:35", { kind: "rollback", of: 12, number: 34 })] });
    expect(() => typed(rollback, "#12", { pulls, incident: done })).toThrow(
      refusal("rollback-open", { of: 12, number: 34 }),
    );
    const failed = anIncident({ timeline: [entry("14:35", { kind: "rollback", of: 12, number: 0, why: "conflict" })] });
    expect(typed(rollback, "#12", { pulls, incident: failed })).toHaveLength(1);
  });

  test("once the incident is over", () => {
    const incident = anIncident({ timeline: [entry("14:35", { kind: "cancelled" })] });
    expect(() => typed(rollback, "#12", { pulls, incident })).toThrow(refusal("over", { command: "rollback" }));
  });
});
