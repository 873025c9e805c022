// Reads a file of configuration: YAML within limits, against a schema; a value or findings, each with its place.
import { loadAll, YAMLException } from "js-yaml";
import type { z } from "zod";
import { type Finding, finding, findingsOf, type Located } from "./finding.ts";
import { locate } from "./yaml-place.ts";

/** Characters; a policy fits in a tenth of it. */
const LARGEST = 65_536;
const LIMITS = { maxDepth: 32, maxAliases: 20 };
/** Shown at once; whoever has more mends these first. */
const MOST_FINDINGS = 50;
/** What a decoder puts where bytes are no UTF-8. */
const UNREADABLE = "\uFFFD";

export interface YamlFile<T> {
  /** What the schema made of it; undefined when it is wrong. */
  readonly value?: T;
  /** In the order of the file; empty when it is right. */
  readonly findings: readonly Located[];
}

/** Never throws for what a file says. `check` finds what a schema cannot; it is asked once the schema is content. */
export function readYamlFile<S extends z.ZodType>(
  text: string,
  schema: S,
  check: (value: z.output<S>) => readonly Finding[] = () => [],
): YamlFile<z.output<S>> {
  const read = readYaml(text);
  if ("problem" in read) return { findings: [read.problem] };
  const parsed = schema.safeParse(read.document);
  const findings = parsed.success ? check(parsed.data) : findingsOf(parsed.error, schema, read.document);
  const located = locate(text, findings).slice(0, MOST_FINDINGS);
  return parsed.success && located.length === 0 ? { value: parsed.data, findings: [] } : { findings: located };
}

function readYaml(text: string): { document: unknown } | { problem: Located } {
  const problem = (reason: string, data: Finding["data"], [line, column] = [1, 1]) => ({
    problem: { ...finding([], reason, data), line, column },
  });
  if (text.length > LARGEST) return problem("too-large", { size: text.length, most: LARGEST });
  const unreadable = text.indexOf(UNREADABLE);
  if (unreadable >= 0) {
    const before = text.slice(0, unreadable).split("\n");
    return problem("not-utf8", {}, [before.length, (before.at(-1)?.length ?? 0) + 1]);
  }
  try {
    // A file of comments only has no document at all; it is a configuration without wishes.
    const [document, another] = loadAll(text, LIMITS);
    return another === undefined ? { document: document ?? {} } : problem("two-documents", {});
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line = 0, column = 0 } = error.mark ?? {};
    return problem("not-yaml", { detail: error.reason }, [line + 1, column + 1]);
  }
}
