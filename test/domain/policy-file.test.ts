// The configuration file: what is read, what is refused, and on which line; no file takes the process down.
import { expect, test } from "vitest";
import type { Located } from "../../src/domain/finding.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { mergePolicyFiles, readPolicyFile } from "../../src/domain/policy-file.ts";

function problemOf(text: string): Located & { where: unknown } {
  const { value, findings } = readPolicyFile(text);
  const [first] = findings;
  if (!first || value) return expect.unreachable("the file was taken");
  return { ...first, where: first.data["where"] };
}

test("reads a file and knows where it came from", () => {
  const text =
    'locale: fr\ntrigger: panne # one label\nlinks:\n  Grafana: "https://grafana.example/?from={{start}}&to={{end}}"\n';
  expect(policyOf(readPolicyFile(text).value ?? {}, "acme/shop@1")).toMatchObject({
    locale: "fr",
    trigger: "panne",
    links: { Grafana: "https://grafana.example/?from={{start}}&to={{end}}" },
    source: "acme/shop@1",
  });
});

test.each(["", "\n", "# nothing yet\n", "---\n", "{}"])("%j is a policy that changes nothing", (text) => {
  expect(readPolicyFile(text)).toEqual({ value: {}, findings: [] });
});

test.each([
  ["an unknown key", "locale: en\nlocal: fr\n", 2, "local"],
  ["an unknown key of a severity", "severities:\n  P0:\n    response: 15m\n    respons: 5m\n", 4, "respons"],
  ["a wrong length", "severities:\n  P1:\n    response: soon\n", 3, "severities.P1.response"],
  [
    "a wrong length after a right one",
    "severities:\n  P0:\n    response: 15m\n  P1:\n    response: soon\n",
    5,
    "P1.response",
  ],
  ["a number for a length", "severities:\n  P0: { response: 15 }\n", 2, "severities.P0.response"],
  [
    "somebody who cannot be called",
    "severities:\n  P0:\n    escalate:\n      - after: 0m\n        notify: [bob]\n",
    5,
    "notify",
  ],
  [
    "the second step's length",
    "severities:\n  P0:\n    escalate:\n      - after: 0m\n        notify: []\n      - after: 5\n        notify: []\n",
    6,
    "after",
  ],
  [
    "a wrong place of post-mortems",
    "severities:\n  P0:\n    post_mortem: 48h\npost_mortem:\n  in: wiki\n",
    5,
    "post_mortem.in",
  ],
  ["post-mortems that are no mapping", "severities:\n  P0:\n    post_mortem: 48h\npost_mortem: 3\n", 4, "post_mortem"],
  ["a language we do not speak", "trigger: incident\nlocale: de\n", 2, "locale"],
  ["a time zone that is none", "timezone: Mars/Olympus\n", 1, "timezone"],
  ["a reminder that is no moment", "reminders:\n  response:\n    - 50%\n    - later\n", 4, "reminders.response"],
  ["a role that is none", "commands:\n  resolve: owner\n", 2, "commands.resolve"],
  ["an address that is none", "links:\n  Grafana: grafana\n", 2, "links.Grafana"],
  ["a default severity that nobody defined", "default_severity: P7\n", 1, "default_severity"],
  ["a default severity in small letters", "default_severity: p1\n", 1, "default_severity"],
])("%s is refused with its line", (_, text, line, words) => {
  const problem = problemOf(text);
  expect(problem.where).toContain(words);
  expect(problem.line).toBe(line);
});

test("finds the line whatever the way of writing", () => {
  expect(problemOf('# locale: en\n"severities": {\n  "P1": {\n    "response": "soon" } }\n').line).toBe(4);
  expect(problemOf("severities:\r\n  P1:\r\n    response: soon\r\n").line).toBe(3);
});

test.each([
  ["the same key twice", "locale: en\nlocale: fr\n", 2],
  ["a severity twice", "severities:\n  P0: {}\n  P0: {}\n", 3],
  ["a tab for indentation", "severities:\n\tP0: {}\n", 2],
  ["an open bracket", "severities: [\n", 2],
  ["a tag that runs code", 'trigger: !!js/function "function () { return 1 }"\n', 1],
  ["a tag of one's own", "trigger: !secret x\n", 1],
])("%s is no YAML for us", (_, text, line) => {
  expect(Math.abs((problemOf(text).line ?? 99) - line)).toBeLessThanOrEqual(1);
});

test("a file is one document", () => {
  expect(problemOf("locale: en\n---\nlocale: fr\n").reason).toBe("two-documents");
});

test.each(["just words", "- locale: en", "42", "[1, 2]"])("%s is no policy", (text) => {
  expect(problemOf(text)).toMatchObject({ path: [], reason: "wrong-type" });
});

test.each([
  ["the prototype", "__proto__:\n  locale: fr\n", "unknown-key"],
  ["the constructor", "constructor:\n  prototype:\n    locale: fr\n", "unknown-key"],
  [
    "merged keys",
    "severities:\n  P0: &a { response: 5m }\n  P1:\n    <<: *a\n    __proto__: { pausable: true }\n",
    "unknown-key",
  ],
])("nobody reaches for %s", (_, text, reason) => {
  expect(problemOf(text).reason).toBe(reason);
  expect(({} as Record<string, unknown>)["locale"]).toBeUndefined();
});

test("a severity cannot be the prototype", () => {
  const { value, findings } = readPolicyFile("severities:\n  __proto__:\n    response: 1m\n");
  expect(findings).toEqual([]);
  expect(policyOf(value ?? {})).toEqual(policyOf({}));
});

const laughs = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`);

test.each([
  ["2 kB of brackets", "[".repeat(2000)],
  ["64 kB of brackets", "[".repeat(65_000)],
  ["braces", "{a: ".repeat(16_000)],
  ["dashes", "- ".repeat(32_000)],
  ["a staircase", Array.from({ length: 350 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
  ["a billion laughs", ["a0: &a0 [lol]", ...laughs].join("\n")],
  ["many aliases", `a: &a x\nb: [${"*a, ".repeat(5000)}]`],
  ["more than anybody writes", `trigger: ${"x".repeat(65_536)}`],
])("%s are refused, and quickly", (_, text) => {
  const started = performance.now();
  expect(problemOf(text).reason).toMatch(/^not-yaml$|^too-large$/);
  expect(performance.now() - started).toBeLessThan(1000);
});

const COMMANDS = [{ name: "severity", short: "sev" }, { name: "resolve" }, { name: "postmortem waive" }];

test.each([
  ["resovle", "resolve"],
  ["sev", "severity"],
  ["Resolve", "resolve"],
  ["postmortem wave", "postmortem waive"],
  ["deploy", ""],
])("a permission of %s, which is no command, is refused with its line", (name, nearest) => {
  const text = `locale: en\ncommands:\n  severity: write\n  ${name}: admin\n`;
  const { findings } = readPolicyFile(text, { commands: COMMANDS });
  expect(findings).toMatchObject([{ reason: "unknown-command", line: 4, column: 3, data: { given: name, nearest } }]);
});

test("permissions of commands are taken, and of anything where nobody says which there are", () => {
  const text = "commands:\n  resolve: maintain\n  postmortem waive: admin\n";
  expect(readPolicyFile(text, { commands: COMMANDS }).value?.commands).toEqual({
    resolve: "maintain",
    "postmortem waive": "admin",
  });
  expect(readPolicyFile("commands: { later: admin }").value?.commands).toEqual({ later: "admin" });
});

test("everything that is wrong is found at once, in the order of the file", () => {
  const text = "locale: de\nseverities:\n  P0: { response: soon, respons: 1m }\nlinks: { a: b }\n";
  expect(readPolicyFile(text).findings.map(({ reason, line, column }) => [reason, line, column])).toEqual([
    ["not-one-of", 1, 1],
    ["not-a-length", 3, 9],
    ["unknown-key", 3, 25],
    ["not-an-address", 4, 10],
  ]);
});

test.each([
  ["monthly_report:\n  label: Incident\n", "report-is-trigger", 2],
  ["locale: en\ntrigger: incident-report\n", "report-is-trigger", 2],
  ["severities: { P0: false, P1: false, P2: false, P3: false }\n", "no-severity", 1],
  ['labels:\n  "sla: met": ok\n  "sla: breached": OK\n', "label-twice", 2],
  ['labels:\n  "sla: met": incident\n', "label-twice", 2],
  ['labels:\n  "sla: met": "sla: breached"\n', "label-twice", 2],
])("%j contradicts itself", (text, reason, line) => {
  expect(problemOf(text)).toMatchObject({ reason, line });
});

test("labels may change places", () => {
  expect(readPolicyFile('labels:\n  "sla: met": "sla: breached"\n  "sla: breached": "sla: met"\n').findings).toEqual(
    [],
  );
});

const SHARED = readPolicyFile(`
locale: fr
lock: [commands, severities.SEV1.response]
commands: { resolve: maintain }
severities: { SEV1: { response: 5m }, SEV2: {} }
links: { Runbook: "https://acme.example/runbook" }
`).value;

test("a repository's file stands on the organisation's, key by key", () => {
  const text = 'severities: { SEV1: { update_every: 10m } }\nlinks: { Grafana: "https://g.example" }\n';
  const { value, findings } = readPolicyFile(text, { shared: SHARED });
  expect(findings).toEqual([]);
  expect(mergePolicyFiles(SHARED ?? {}, value ?? {})).toMatchObject({
    locale: "fr",
    severities: { SEV1: { response: "5m", update_every: "10m" }, SEV2: {} },
    links: { Runbook: "https://acme.example/runbook", Grafana: "https://g.example" },
  });
});

test("it may name what only the organisation's defines, and nothing that it does not", () => {
  expect(readPolicyFile("default_severity: SEV2\n", { shared: SHARED }).findings).toEqual([]);
  expect(readPolicyFile("default_severity: P0\n", { shared: SHARED }).findings).toMatchObject([
    { reason: "unknown-severity", data: { names: ["SEV1", "SEV2"] } },
  ]);
});

test("what the organisation locks is refused, and changes nothing where it was there before", () => {
  const text = "commands: { resolve: triage }\nseverities: { SEV1: { response: 1h, pausable: true } }\n";
  const { findings } = readPolicyFile(text, { shared: SHARED });
  expect(findings.map(({ reason, data }) => [reason, data["where"]])).toEqual([
    ["locked", "commands"],
    ["locked", "severities.SEV1.response"],
  ]);
  const merged = mergePolicyFiles(SHARED ?? {}, readPolicyFile(text).value ?? {});
  expect(merged.commands).toEqual({ resolve: "maintain" });
  expect(merged.severities).toEqual({ SEV1: { response: "5m", pausable: true }, SEV2: {} });
});
