// The configuration file: what is read, what is refused, and on which line; no file takes the process down.
import { expect, test } from "vitest";
import { PolicyProblem, readPolicyFile } from "../../src/domain/policy-file.ts";

function problemOf(text: string): PolicyProblem {
  try {
    readPolicyFile(text, "acme/shop@1");
  } catch (error) {
    if (error instanceof PolicyProblem) return error;
    throw error;
  }
  return expect.unreachable("the file was taken");
}

test("reads a file and knows where it came from", () => {
  const text =
    'locale: fr\ntrigger: panne # one label\nlinks:\n  Grafana: "https://grafana.example/?from={{start}}&to={{end}}"\n';
  expect(readPolicyFile(text, "acme/shop@1")).toMatchObject({
    locale: "fr",
    trigger: "panne",
    links: { Grafana: "https://grafana.example/?from={{start}}&to={{end}}" },
    source: "acme/shop@1",
  });
});

test.each(["", "\n", "# nothing yet\n", "---\n", "{}"])("%j is a policy that changes nothing", (text) => {
  expect(readPolicyFile(text, "defaults")).toEqual(readPolicyFile("{}", "defaults"));
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
  expect(problem.message).toContain(words);
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
  expect(problemOf("locale: en\n---\nlocale: fr\n").message).toContain("document");
});

test.each(["just words", "- locale: en", "42", "[1, 2]"])("%s is no policy", (text) => {
  expect(problemOf(text).message).toMatch(/^the file: /);
});

test.each([
  ["the prototype", "__proto__:\n  locale: fr\n"],
  ["the constructor", "constructor:\n  prototype:\n    locale: fr\n"],
  ["merged keys", "severities:\n  P0: &a { response: 5m }\n  P1:\n    <<: *a\n    __proto__: { pausable: true }\n"],
])("nobody reaches for %s", (_, text) => {
  expect(problemOf(text)).toBeInstanceOf(PolicyProblem);
  expect(({} as Record<string, unknown>)["locale"]).toBeUndefined();
});

test("a severity cannot be the prototype", () => {
  const policy = readPolicyFile("severities:\n  __proto__:\n    response: 1m\n", "defaults");
  expect(policy).toEqual(readPolicyFile("{}", "defaults"));
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
  expect(problemOf(text).message).not.toBe("");
  expect(performance.now() - started).toBeLessThan(1000);
});

const COMMANDS = [{ name: "severity", short: "sev" }, { name: "resolve" }, { name: "postmortem waive" }];

test.each([
  ["resovle", "did you mean resolve?"],
  ["sev", "did you mean severity?"],
  ["Resolve", "did you mean resolve?"],
  ["postmortem wave", "did you mean postmortem waive?"],
  ["deploy", "there are severity, resolve, postmortem waive"],
])("a permission of %s, which is no command, is refused with its line", (name, hint) => {
  const text = `locale: en\ncommands:\n  severity: write\n  ${name}: admin\n`;
  const read = () => readPolicyFile(text, "acme/shop@1", COMMANDS);
  expect(read).toThrow(expect.objectContaining({ message: `commands.${name}: is not a command; ${hint}`, line: 4 }));
});

test("permissions of commands are taken, and of anything where nobody says which there are", () => {
  const text = "commands:\n  resolve: maintain\n  postmortem waive: admin\n";
  expect(readPolicyFile(text, "acme/shop@1", COMMANDS).commands).toEqual({
    resolve: "maintain",
    "postmortem waive": "admin",
  });
  expect(readPolicyFile("commands: { later: admin }", "defaults").commands).toEqual({ later: "admin" });
});
