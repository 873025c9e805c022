// Whom the ladder calls when it calls who is on call: the person of that moment, and what happens when there is none.
import { describe, expect, test } from "vitest";
import { response } from "../../src/clocks/response.ts";
import { escalate } from "../../src/commands/escalate.ts";
import { calledAt } from "../../src/domain/called.ts";
import { nextCalls, responsibleFor, rungsOf } from "../../src/domain/escalation.ts";
import { readOnCallFile } from "../../src/domain/on-call-file.ts";
import { type Policy, policyOf } from "../../src/domain/policy.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { anIncident, at, entry, typed } from "../support/facts.ts";

/** Carol until 15:00, Dave until 18:00, nobody until midnight; Erin is always on the other rotation. */
const ON_CALL = `
rotations:
  sre: { starts: 2025-11-10 12:00, every: 3h, people: [carol, dave], hours: 12:00-18:00 }
  dba: { starts: 2025-11-10 00:00, every: 1w, people: [erin] }
`;
const SCHEDULE = readOnCallFile(ON_CALL).schedule;

const policyWith = (steps: [string, string[]][], onCall: Policy["onCall"] = SCHEDULE): Policy => ({
  ...policyOf({ severities: { P1: { escalate: steps.map(([after, notify]) => ({ after, notify })) } } }),
  ...(onCall && { onCall }),
});
const NO_FILE = (steps: [string, string[]][]): Policy => ({ ...policyWith(steps), onCall: undefined });
const times = (policy: Policy, timeline: Entry[] = [], breachAt?: string) =>
  rungsOf(anIncident({ timeline }), policy, breachAt ? at(breachAt) : undefined).map((rung) =>
    rung.at?.toFormat("HH:mm"),
  );
const called = (time: string, step: number, more = {}) =>
  entry(time, { kind: "escalated", step, severity: "P1", called: [], ...more });

describe("targets at a moment", () => {
  const policy = policyWith([]);

  test("on-call is the first rotation that has somebody, on-call:NAME is that one; each person once", () => {
    expect(calledAt(["on-call"], policy, at("14:59"))).toEqual({
      to: ["@carol"],
      onCall: ["@carol"],
      isUncovered: false,
    });
    expect(calledAt(["@dave", "on-call:sre", "slack:#ops", "on-call:dba"], policy, at("15:00"))).toEqual({
      to: ["@dave", "slack:#ops", "@erin"],
      onCall: ["@dave", "@erin"],
      isUncovered: false,
    });
    expect(calledAt(["on-call"], policy, at("18:00")).to).toEqual(["@erin"]);
  });

  test("nobody, when the rotation has nobody, when there is no such one, and when there is no file", () => {
    const nobody = { to: ["slack:#ops"], onCall: [], isUncovered: true };
    expect(calledAt(["on-call:sre", "slack:#ops"], policy, at("18:00"))).toEqual(nobody);
    expect(calledAt(["on-call:mars", "slack:#ops"], policy, at("14:00"))).toEqual(nobody);
    expect(calledAt(["on-call", "slack:#ops"], NO_FILE([]), at("14:00"))).toEqual(nobody);
    expect(calledAt(["slack:#ops"], NO_FILE([]), at("14:00")).isUncovered).toBe(false);
  });
});

describe("a step that finds nobody on call", () => {
  const LADDER: [string, string[]][] = [
    ["0m", ["on-call"]],
    ["2h", ["on-call:mars"]],
    ["3h", ["@cto"]],
    ["4h", ["@ceo"]],
  ];

  test("brings the next one at once, and that one the one after it", () => {
    expect(times(policyWith(LADDER))).toEqual(["14:30", "16:30", "16:30", "18:30"]);
    expect(times(NO_FILE(LADDER))).toEqual(["14:30", "14:30", "14:30", "18:30"]);
  });

  test("brings the next one at the breach as well", () => {
    expect(times(policyWith(LADDER), [], "15:30")).toEqual(["14:30", "15:30", "15:30", "18:30"]);
    expect(times(NO_FILE(LADDER), [], "15:30")).toEqual(["14:30", "14:30", "14:30", "15:30"]);
  });

  test("waits for the next one when it names somebody else too", () => {
    expect(
      times(
        NO_FILE([
          ["0m", ["on-call", "@bob"]],
          ["1h", ["@cto"]],
        ]),
      ),
    ).toEqual(["14:30", "15:30"]);
    expect(
      times(
        NO_FILE([
          ["0m", ["on-call", "slack:#ops"]],
          ["1h", ["@cto"]],
        ]),
      ),
    ).toEqual(["14:30", "14:30"]);
  });

  test("what was called is remembered, whatever the file says by now", () => {
    expect(times(NO_FILE(LADDER), [called("14:30", 0)])).toEqual(["14:30", "16:30", "16:30", "18:30"]);
    expect(times(policyWith(LADDER), [called("14:30", 0, { isUncovered: true })])[1]).toBe("14:30");
  });

  test("calls the next best in its place, and says why", () => {
    const policy = NO_FILE([["0m", ["on-call"]]]);
    const said = (given: Parameters<typeof anIncident>[0]) => {
      const incident = anIncident(given);
      const span = response.measure(incident, policy) ?? expect.unreachable();
      return response.occasions(span, incident, policy).filter(({ kind }) => kind === "call");
    };
    expect(said({})).toMatchObject([
      { to: ["@alice"], rung: { isUncovered: true }, message: { data: { isUncovered: true } } },
    ]);
    expect(said({ issue: { assignees: ["frank"] } })).toMatchObject([{ to: ["@frank"] }]);
    const reporter = { login: "alertmanager[bot]", isBot: true };
    expect(said({ issue: { reporter } })).toMatchObject([{ to: [], message: { data: { isUncovered: true } } }]);
  });
});

test("each step calls whoever is on call at its own moment, and remembers them as such", () => {
  const policy = policyWith([
    ["0m", ["on-call"]],
    ["30m", ["@bob", "on-call"]],
  ]);
  const incident = anIncident();
  const span = response.measure(incident, policy) ?? expect.unreachable();
  const calls = response.occasions(span, incident, policy).filter(({ kind }) => kind === "call");
  expect(calls.map(({ to, rung }) => [to, rung])).toEqual([
    [["@carol"], { step: 0, severity: "P1", onCall: ["@carol"] }],
    [["@bob", "@dave"], { step: 1, severity: "P1", onCall: ["@dave"] }],
  ]);
});

test("a nudge is for whoever is on call at its moment; for the reporter, when nobody is", () => {
  const policy = policyWith([["0m", ["on-call:sre"]]]);
  expect(responsibleFor(anIncident(), policy, at("14:30"))).toEqual(["@carol"]);
  expect(responsibleFor(anIncident(), policy, at("15:30"))).toEqual(["@dave"]);
  expect(responsibleFor(anIncident(), policy, at("18:30"))).toEqual(["@alice"]);
});

describe("/escalate", () => {
  const steps: [string, string[]][] = [
    ["0m", ["on-call:mars"]],
    ["1h", ["on-call:sre"]],
    ["2h", ["@cto"]],
  ];

  test("goes on up to somebody, and says of each step whom it found", () => {
    expect(typed(escalate, "", { policy: policyWith(steps) })).toMatchObject([
      { entry: { step: 0, called: ["@alice"], isUncovered: true } },
      { entry: { step: 1, called: ["@carol"], onCall: ["@carol"] } },
      { entry: { kind: "said", keys: ["ladder:P1:0", "ladder:P1:1"] } },
      {
        key: "ladder:P1:0",
        keys: ["ladder:P1:0", "ladder:P1:1"],
        to: ["@alice", "@carol"],
        parts: [{ data: { step: 1, isUncovered: true } }, { data: { step: 2, isUncovered: false } }],
      },
    ]);
  });

  test("calls every step that is left when nobody is on call in any of them", () => {
    const incident = anIncident({ timeline: [called("14:30", 0)] });
    const twice = NO_FILE(steps.slice(0, 2).concat([["2h", ["on-call"]]]));
    expect(nextCalls(incident, twice, at("14:40")).map(({ index }) => index)).toEqual([1, 2]);
  });
});
