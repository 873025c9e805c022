// The policy: the response plan's own figures, and what a configuration changes of them.
import { expect, test } from "vitest";
import { printDuration } from "../../src/domain/duration.ts";
import { DEFAULT_POLICY, isSevere, policyOf, promisesOf, rankOf } from "../../src/domain/policy.ts";

const shown = (policy = DEFAULT_POLICY) =>
  policy.severities.map(({ name, response, updateEvery, informUsersAfter, postMortem, pausable }) =>
    [
      name,
      ...[response, updateEvery, informUsersAfter, postMortem].map((one) => one && printDuration(one)),
      pausable,
    ].join(" "),
  );

test("without a configuration the response plan holds", () => {
  expect(shown()).toEqual(["P0 15m 30m 1h 48h false", "P1 1h 1h 1h 48h false", "P2 4h    true", "P3 24h    true"]);
  expect(DEFAULT_POLICY).toMatchObject({ locale: "en", timezone: "UTC", trigger: "incident", source: "defaults" });
  expect(DEFAULT_POLICY.defaultSeverity).toBeUndefined();
});

test("an empty file is the defaults", () => {
  expect(policyOf({})).toEqual(DEFAULT_POLICY);
});

test("a configuration changes what it names and leaves the rest", () => {
  const policy = policyOf({ severities: { P1: { response: "30m", post_mortem: false, update_every: "2h" } } });
  expect(shown(policy)[1]).toBe("P1 30m 2h 1h  false");
  expect(shown(policy)[0]).toBe(shown()[0]);
});

test("P4 comes after the plan's, with what the plan says of P3", () => {
  expect(shown(policyOf({ severities: { P4: { response: "72h" } } })).slice(3)).toEqual([
    "P3 24h    true",
    "P4 72h    true",
  ]);
});

test("severities with names of their own are a list of their own, in its order, each with the plan's promises of its rank", () => {
  const severities = { SEV1: {}, SEV2: { response: "2h" }, major: {}, minor: {}, wish: { pausable: false } };
  const policy = policyOf({ severities });
  expect(shown(policy)).toEqual([
    "SEV1 15m 30m 1h 48h false",
    "SEV2 2h 1h 1h 48h false",
    "major 4h    true",
    "minor 24h    true",
    "wish 24h    false",
  ]);
  expect(policy.severities.map(({ like }) => like)).toEqual(["P0", "P1", "P2", "P3", "P3"]);
});

test("a severity that is switched off is not there", () => {
  expect(shown(policyOf({ severities: { P3: false } })).map((one) => one.slice(0, 2))).toEqual(["P0", "P1", "P2"]);
});

test("a default severity that is not used is none", () => {
  expect(policyOf({ default_severity: "P3", severities: { P3: false } }).defaultSeverity).toBeUndefined();
});

test("the ladder keeps its order", () => {
  const escalate = [
    { after: "0m", notify: ["@acme/sre"] },
    { after: "30m", notify: ["@cto", "mail:cto@acme.example"] },
  ];
  const steps = promisesOf(policyOf({ severities: { P0: { escalate } } }), "P0").escalate;
  expect(steps.map(({ after, notify }) => [printDuration(after), ...notify])).toEqual([
    ["0m", "@acme/sre"],
    ["30m", "@cto", "mail:cto@acme.example"],
  ]);
});

test("reminders are shares of the time or lengths from the deadline", () => {
  const { response, postMortem } = policyOf({ reminders: { response: ["50%", "-10m", "+1h", "0h"] } }).reminders;
  expect(response.map((offset) => ("share" in offset ? offset.share : offset.by.as("minutes")))).toEqual([
    0.5, -10, 60, 0,
  ]);
  expect(postMortem.map((offset) => "by" in offset && offset.by.as("hours"))).toEqual([-24, -4, 0, 24]);
});

test("as long as nobody knows better the worst is assumed", () => {
  expect(promisesOf(DEFAULT_POLICY, undefined).name).toBe("P0");
  expect(rankOf(DEFAULT_POLICY, undefined)).toBe(0);
  expect(["P0", "P1", "P2", "P3"].map((name) => rankOf(DEFAULT_POLICY, name))).toEqual([0, 1, 2, 3]);
});

test("P0 and P1 are severe: a post-mortem is owed; an unknown severity owes nothing yet", () => {
  expect(["P0", "P1", "P2", "P3", undefined].map((name) => isSevere(DEFAULT_POLICY, name))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
