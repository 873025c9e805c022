// Reads `.github/tocsin.yml`: the repository's file alone, against the organisation's, and the two as one policy.
import { calendarsOf, type Holidays } from "./calendar-file.ts";
import { type Finding, finding } from "./finding.ts";
import { LABEL_NAMES } from "./labels.ts";
import { nearest } from "./nearest.ts";
import { severitiesOf } from "./plan.ts";
import { type PolicyFile, policySchema, REPORT_LABEL } from "./policy-schema.ts";
import { statusPageFindings } from "./status-findings.ts";
import { readYamlFile, type YamlFile } from "./yaml-file.ts";

/** A command as the file may name it; the short form only helps to say which one was meant. */
export interface Nameable {
  readonly name: string;
  readonly short?: string | undefined;
}

export interface Reading {
  /** Which commands there are; permissions of any other are refused. */
  readonly commands?: readonly Nameable[];
  /** The organisation's file, for the repository's own. */
  readonly shared?: PolicyFile | undefined;
  /** Loaded for the codes that the file names. */
  readonly holidays?: Holidays;
}

/** Reads a file as it stands on its own and, where there is one, on top of the organisation's. Never throws for what it says. */
export function readPolicyFile(text: string, { commands, shared = {}, holidays }: Reading = {}): YamlFile<PolicyFile> {
  return readYamlFile(text, policySchema, (file) => [
    ...(commands ? unknownCommands(file, commands) : []),
    ...(shared.lock ?? [])
      .filter((path) => hasPath(file, path.split(".")))
      .map((path) => finding(path.split("."), "locked")),
    ...contradictions(file, mergePolicyFiles(shared, file)),
    ...wrongCalendars(file, mergePolicyFiles(shared, file), holidays),
  ]);
}

/** Two files as one: the repository's keys before the organisation's, key by key; lists are replaced; what is locked stays. */
export function mergePolicyFiles(shared: PolicyFile, own: PolicyFile): PolicyFile {
  const allowed = (shared.lock ?? []).reduce<PolicyFile>((file, path) => without(file, path.split(".")), own);
  return { ...(merge(shared, allowed) as PolicyFile), lock: shared.lock };
}

/** Whether the file names a key, or anything below it. */
function hasPath(file: unknown, path: readonly string[]): boolean {
  return path.reduce<unknown>((value, key) => (isMapping(value) ? value[key] : undefined), file) !== undefined;
}

type Mapping = Readonly<Record<string, unknown>>;

function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function merge(below: unknown, above: unknown): unknown {
  if (!isMapping(below) || !isMapping(above)) return above === undefined ? below : above;
  const keys = new Set([...Object.keys(below), ...Object.keys(above)]);
  return Object.fromEntries([...keys].map((key) => [key, merge(below[key], above[key])]));
}

function without<T>(value: T, [key = "", ...rest]: readonly string[]): T {
  if (!isMapping(value) || !(key in value)) return value;
  const { [key]: child, ...others } = value;
  return (rest.length > 0 ? { ...others, [key]: without(child, rest) } : others) as T;
}

/** What each key may say alone, and not beside the others. */
function contradictions(file: PolicyFile, merged: PolicyFile): Finding[] {
  const names = severitiesOf(merged).map(({ name }) => name);
  const given = file.default_severity;
  const { trigger = "incident", monthly_report: report } = merged;
  const frozen = file.freeze || undefined;
  const isReport = report !== false && (report?.label ?? REPORT_LABEL).toLowerCase() === trigger.toLowerCase();
  return [
    ...(names.length === 0 ? [finding(["severities"], "no-severity")] : []),
    ...(given && names.length > 0 && !names.includes(given)
      ? [finding(["default_severity"], "unknown-severity", { given, names })]
      : []),
    ...(isReport
      ? [finding(report ? ["monthly_report", "label"] : ["trigger"], "report-is-trigger", { given: trigger })]
      : []),
    ...Object.entries(file.alerts?.severity?.map ?? {})
      .filter(([, name]) => names.length > 0 && !names.includes(name))
      .map(([key, name]) => finding(["alerts", "severity", "map", key], "unknown-severity", { given: name, names })),
    ...(frozen?.severities ?? [])
      .map((given, index) => finding(["freeze", "severities", index], "unknown-severity", { given, names }))
      .filter(({ data }) => names.length > 0 && !names.includes(String(data.given))),
    ...labelsTwice(file.labels ?? {}, trigger, merged),
    ...statusPageFindings(file, merged, names),
  ];
}

/** What is wrong with calendars, where this file says so. */
function wrongCalendars(file: PolicyFile, merged: PolicyFile, holidays: Holidays | undefined): Finding[] {
  return calendarsOf(merged, holidays).findings.filter(({ path }) => hasPath(file, path.map(String)));
}

/** Two labels of ours under one name could not be told apart. */
function labelsTwice(
  renamed: Readonly<Record<string, string>>,
  trigger: string,
  { labels = {} }: PolicyFile,
): Finding[] {
  const known = [...new Set([...LABEL_NAMES, ...Object.keys(labels)])];
  const isTaken = (name: string, by: string) =>
    [trigger, ...known.flatMap((one) => (one === by ? [] : (labels[one] ?? one)))].some(
      (one) => one.toLowerCase() === name.toLowerCase(),
    );
  return Object.entries(renamed).flatMap(([from, given]) =>
    isTaken(given, from) ? [finding(["labels", from], "label-twice", { given })] : [],
  );
}

/** A permission of a command that does not exist would protect nothing, and nobody would know. */
function unknownCommands(file: PolicyFile, commands: readonly Nameable[]): Finding[] {
  const names = commands.map(({ name }) => name);
  const words = commands.flatMap(({ name, short }) => (short ? [name, short] : [name]));
  return Object.keys(file.commands ?? {})
    .filter((given) => !names.includes(given))
    .map((given) => {
      const word = nearest(given.toLowerCase(), words);
      const meant = commands.find(({ name, short }) => word !== undefined && (name === word || short === word))?.name;
      return finding(["commands", given], "unknown-command", { given, nearest: meant ?? "", names });
    });
}
