// A finding: what is wrong with a file of configuration, where, and what would be right; said by `policy-findings/<reason>`.
import type { ZodError, z } from "zod";
import { nearest } from "./nearest.ts";

export interface Finding {
  /** The keys and indexes that lead there; empty: the whole file. */
  readonly path: readonly PropertyKey[];
  /** The template that says it. */
  readonly reason: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Line and column count from 1. */
export interface Located extends Finding {
  readonly line: number;
  readonly column: number;
}

type Issue = ZodError["issues"][number];
/** The shape of a zod schema that says which keys there are. */
type Shape = {
  def?: { shape?: Record<string, Shape>; innerType?: Shape; valueType?: Shape; element?: Shape; options?: Shape[] };
};

/** Characters of a value that are quoted. */
const LONGEST_QUOTE = 60;

/** A finding with what its sentence shows: `where` it is, and what was `given` there. */
export function finding(path: readonly PropertyKey[], reason: string, data: Finding["data"] = {}): Finding {
  return { path, reason, data: { where: path.map(String).join("."), ...data } };
}

/** Everything a schema says against a value; one finding for each key or item, the first thing said of it. */
export function findingsOf({ issues }: ZodError, schema: z.ZodType, value: unknown): Finding[] {
  const all = issues.flatMap((issue) => read(issue, [], { schema, value }));
  return all.filter(({ path }, index) => all.findIndex((one) => String(one.path) === String(path)) === index);
}

interface Context {
  readonly schema: z.ZodType;
  readonly value: unknown;
}

function read(issue: Issue, above: readonly PropertyKey[], context: Context): Finding[] {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey([...path, key], context.schema));
  if (issue.code === "invalid_union") return read(closest(issue.errors) ?? { ...issue, code: "custom" }, path, context);
  const given = quote(path.reduce(below, context.value));
  // A schema's own words are the name of a reason; of a record's key it is the key that is wrong.
  if (issue.code === "invalid_key") {
    const key = issue.issues[0];
    return [finding(path, key ? reasonOf(key) : "unknown-key", { given: String(path.at(-1)) })];
  }
  const {
    values = [],
    expected = "",
    maximum = "",
  } = issue as { values?: unknown[]; expected?: string; maximum?: number };
  return [finding(path, reasonOf(issue), { given, values: values.map(String), expected, maximum })];
}

const REASONS: Partial<Record<Issue["code"], string>> = {
  invalid_type: "wrong-type",
  invalid_value: "not-one-of",
  too_big: "too-long",
  too_small: "empty",
};

function reasonOf({ code, message }: Issue): string {
  return /^[a-z]+(?:-[a-z]+)+$/.test(message) ? message : (REASONS[code] ?? "wrong-type");
}

/** Of several forms a value may have, the one that it comes nearest to: whose complaint lies deepest. */
function closest(errors: readonly Issue[][]): Issue | undefined {
  const depth = (some: readonly Issue[]) =>
    Math.max(0, ...some.map(({ path, code }) => path.length * 2 + (code === "invalid_type" ? 0 : 1)));
  return errors.toSorted((one, other) => depth(other) - depth(one))[0]?.[0];
}

function unknownKey(path: readonly PropertyKey[], schema: z.ZodType): Finding {
  const key = String(path.at(-1));
  const known = keysAt(schema as Shape, path.slice(0, -1));
  return finding(path, "unknown-key", { given: key, nearest: nearest(key.toLowerCase(), known) ?? "", known });
}

function keysAt(schema: Shape | undefined, path: readonly PropertyKey[]): string[] {
  const { shape, innerType, valueType, element, options } = schema?.def ?? {};
  if (innerType) return keysAt(innerType, path);
  if (options) return options.flatMap((option) => keysAt(option, path));
  const [first, ...rest] = path;
  if (first === undefined) return Object.keys(shape ?? {});
  return keysAt(shape?.[String(first)] ?? valueType ?? element, rest);
}

function below(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<PropertyKey, unknown>)[key]
    : undefined;
}

function quote(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}
