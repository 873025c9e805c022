// Writes what is derived from the code: the tables of the README and the configuration file's JSON Schema.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { COMMANDS } from "../src/commands/index.ts";
import { printDuration } from "../src/domain/duration.ts";
import { LABEL_NAMES } from "../src/domain/labels.ts";
import { onCallSchema } from "../src/domain/on-call-schema.ts";
import { DEFAULT_POLICY, type SeverityPolicy } from "../src/domain/policy.ts";
import { policySchema } from "../src/domain/policy-schema.ts";

const at = (path: string): URL => new URL(`../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(at(path), "utf8");

type Row = readonly string[];

function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}

function commands(): string {
  const rows = COMMANDS.map(({ name, short, usage, summary, permission }) => {
    const typed = `\`${`/${name} ${usage.en}`.trim()}\`${short ? ` (\`/${short}\`)` : ""}`;
    return [typed, summary.en, `\`${permission}\``];
  });
  return table(["Command", "Does", "Role"], rows);
}

/** The response plan's own figures, which hold where the configuration says nothing else. */
function promises(): string {
  const { severities } = DEFAULT_POLICY;
  const row = (what: string, cell: (promised: SeverityPolicy) => string): Row => [what, ...severities.map(cell)];
  return table(
    ["Promise", ...severities.map(({ name }) => name)],
    [
      row("Acknowledged within", ({ response }) => printDuration(response)),
      row("An update every", ({ updateEvery }) => (updateEvery ? printDuration(updateEvery) : "–")),
      row("Users informed after", ({ informUsersAfter: after }) => (after ? printDuration(after) : "–")),
      row("Post-mortem within", ({ postMortem }) => (postMortem ? printDuration(postMortem) : "–")),
      row("May be paused", ({ pausable }) => (pausable ? "yes" : "no")),
    ],
  );
}

interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly additionalProperties?: Described | false;
  readonly items?: Described;
  readonly anyOf?: readonly Described[];
  readonly default?: unknown;
}

/** Every key of a configuration file with its default and its sentence; `<name>` stands for a name of your own. */
function keysTable(of: Described): string {
  return table(["Key", "Default", "Means"], keysOf(of));
}

/** The reference of both files, for reading from top to bottom. */
function reference(): string {
  return `# The configuration, key by key

Written by \`npm run docs\` from the schemas themselves. A whole example: [tocsin.example.yml](tocsin.example.yml);
who is on call: [tocsin-oncall.example.yml](tocsin-oncall.example.yml). What each severity promises by default stands in
the [README](../README.md#an-incidents-life).

## .github/tocsin.yml

${keysTable(schema(policySchema))}

## .github/tocsin-oncall.yml

${keysTable(schema(onCallSchema))}

## Labels that \`labels\` may rename

${[...LABEL_NAMES, "severity: P0"].map((name) => `\`${name}\``).join(", ")} … one for each severity.
`;
}

function keysOf(whole: Described, path = ""): Row[] {
  const parent = whole.anyOf?.find(({ properties }) => properties) ?? whole;
  const named = Object.entries(parent.properties ?? {});
  const free = parent.additionalProperties ? [["<name>", parent.additionalProperties] as const] : [];
  return [...named, ...free].flatMap(([key, child]) => {
    const isList = child.items?.properties !== undefined;
    const here = `${path}${key}${isList ? "[]" : ""}`;
    const below = keysOf(child.items ?? child, `${here}.`);
    const otherwise = child.default === undefined ? "" : `\`${JSON.stringify(child.default).replaceAll('"', "")}\``;
    return child.description ? [[`\`${here}\``, otherwise, child.description], ...below] : below;
  });
}

/** `.env.example` explains every variable; the README shows it as a table. */
function environment(): string {
  const rows = [...read(".env.example").matchAll(/^# (.+)\n([A-Z_]+)=(.*)$/gm)];
  return table(
    ["Variable", "Default", "Means"],
    rows.map(([, means = "", name, value]) => [`\`${name}\``, value ? `\`${value}\`` : "", means]),
  );
}

function schema(described: z.ZodType = policySchema): Described {
  return z.toJSONSchema(described, { target: "draft-7", io: "input" }) as Described;
}

/** Puts each text between its markers. Throws when the README has no such markers. */
function filled(readme: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((text, [name, part]) => {
    const [begin, end] = [`<!-- begin:${name} -->`, `<!-- end:${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`README.md has no ${begin} … ${end}`);
    return `${text.slice(0, from + begin.length)}\n\n${part}\n\n${text.slice(to)}`;
  }, readme);
}

const parts = { commands, promises, environment };
const documents: Readonly<Record<string, string>> = {
  "README.md": filled(
    read("README.md"),
    Object.fromEntries(Object.entries(parts).map(([name, write]) => [name, write()])),
  ),
  "docs/configuration.md": reference(),
  "docs/tocsin.schema.json": `${JSON.stringify(schema(), null, 2)}\n`,
  "docs/tocsin-oncall.schema.json": `${JSON.stringify(schema(onCallSchema), null, 2)}\n`,
};
const stale = Object.keys(documents).filter((path) => !existsSync(at(path)) || read(path) !== documents[path]);

if (process.argv.includes("--check")) {
  if (stale.length > 0) {
    process.stderr.write(`${stale.join(", ")}: out of date; run npm run docs\n`);
    process.exitCode = 1;
  }
} else {
  mkdirSync(at("docs"), { recursive: true });
  for (const path of stale) writeFileSync(at(path), documents[path] ?? "");
}
