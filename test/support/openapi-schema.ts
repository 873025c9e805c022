// Turns GitHub's OpenAPI 3.0 schemas into validators that say in one readable line each what is wrong with a value.
import { Ajv, type ErrorObject } from "ajv";

type Json = Record<string, unknown>;

/**
 * How to read a schema. "open" tolerates a property that it does not list, for GitHub adds fields to its answers;
 * "closed" does not, for such a field in a request is one we made up; "text" is open, and takes "7" for a number.
 */
type Reading = "open" | "closed" | "text";

type Problem = { pointer: string; keyword: string; message: string };

// Enough of RFC 3986 to catch what goes wrong in practice: a relative URL, or an unescaped "[bot]" in a path.
const URI = /^[a-z][a-z0-9+.-]*:(\/\/[^/?#\s]*)?[^\s<>"{}|\\^`[\]]*$/i;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

// A format without an entry here (repo.nwo, uri-template, int64 …) is accepted: ajv skips what it does not know.
const formats = {
  "date-time": (text: string) => DATE_TIME.test(text) && !Number.isNaN(Date.parse(text)),
  uri: (text: string) => URI.test(text),
};

const options = {
  strict: false,
  allErrors: true,
  verbose: true,
  inlineRefs: false,
  validateSchema: false,
  logger: false,
  formats,
} as const;
const ajv = new Ajv(options);
const coercing = new Ajv({ ...options, coerceTypes: true });

/** Names of event schemas that do not say which events they describe. */
const EVENTS_OF: Record<string, string[]> = {
  comment: ["commented"],
  locked: ["locked", "unlocked"],
  "state-change": ["closed", "reopened"],
};

// ajv keeps a compiled schema by identity, so converting one twice would compile it twice.
const converted = {
  open: new WeakMap<object, Json>(),
  closed: new WeakMap<object, Json>(),
  text: new WeakMap<object, Json>(),
};

/** Makes the named schemas known, once for each reading because closing reaches through references. */
export function registerSchemas(schemas: Json): void {
  for (const reading of ["open", "closed", "text"] as const) {
    const copy = mapValues(schemas, (schema) => convert(schema, reading));
    (reading === "text" ? coercing : ajv).addSchema({ schemas: copy }, reading);
  }
}

/** What is wrong with `value`, one line each: where it is (a JSON pointer) and what was expected. */
export function schemaErrors(schema: object, value: unknown, reading: Reading = "open"): string[] {
  const ready = converted[reading].get(schema) ?? (convert(schema, reading) as Json);
  converted[reading].set(schema, ready);
  const problems = explain(ready, value, reading === "text" ? coercing : ajv);
  return problems.map(({ pointer, message }) => `${pointer || "/"}: ${message}`);
}

/** OpenAPI 3.0 to JSON Schema. */
function convert(schema: unknown, reading: Reading): unknown {
  if (typeof schema !== "object" || schema === null) return schema;
  const { nullable, oneOf, $ref, ...rest } = schema as Json;
  const out: Json = { ...rest };
  for (const key of ["properties", "patternProperties"]) {
    if (out[key]) out[key] = mapValues(out[key] as Json, (sub) => convert(sub, reading));
  }
  for (const key of ["items", "additionalProperties", "not"]) if (out[key]) out[key] = convert(out[key], reading);
  // GitHub's alternatives overlap (a number and an integer, two shapes of event): "one of" cannot be taken literally.
  if (oneOf) out.anyOf = oneOf;
  if (out.anyOf) out.anyOf = byEvent(out.anyOf as Json[]);
  for (const key of ["anyOf", "allOf"]) {
    if (out[key]) out[key] = (out[key] as unknown[]).map((sub) => convert(sub, reading));
  }
  if (typeof $ref === "string") out.$ref = `${reading}#/schemas/${$ref.split("/").at(-1)}`;
  if (reading === "closed" && out.properties) out.additionalProperties ??= false;
  return nullable === true ? orNull(out) : out;
}

/**
 * GitHub says what a timeline's "labeled" event looks like only by the name of a schema, so a label event without a
 * label would pass as one of the other kinds. This keeps each event to its own branch, and unknown events to any.
 */
function byEvent(branches: Json[]): Json[] {
  const events = branches.map(({ $ref }) => {
    const [, name] = /\/(?:timeline-)?([a-z-]+?)(?:-issue)?-event$/.exec(String($ref)) ?? [];
    return name === undefined ? [] : (EVENTS_OF[name] ?? [name, name.replaceAll("-", "_")]);
  });
  if (events.some((own) => own.length === 0)) return branches;
  return branches.map((branch, index) => {
    const others = events.flat().filter((event) => !events[index]?.includes(event));
    return { allOf: [branch, { properties: { event: { not: { enum: others } } } }] };
  });
}

/** A plain type takes null into its list, which reads better in an error than a union does. */
function orNull(schema: Json): Json {
  const plain = typeof schema.type === "string" && !schema.anyOf && !schema.allOf && !schema.$ref && !schema.not;
  if (!plain) return { anyOf: [schema, { type: "null" }] };
  const out: Json = { ...schema, type: [schema.type, "null"] };
  if (schema.enum) out.enum = [...(schema.enum as unknown[]), null];
  return out;
}

function mapValues(record: Json, change: (value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** ajv reports every branch of a failed union; only the branch that came closest tells the reader anything. */
function explain(schema: Json, value: unknown, validator: Ajv): Problem[] {
  const validate = validator.compile(schema);
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  const unions = outermost(errors.filter((error) => error.keyword === "anyOf"));
  const outside = errors.filter((error) => !unions.some((union) => within(error, union)));
  const inside = unions.flatMap((union) => {
    const branches = (union.schema as Json[]).map((branch) => explain(branch, union.data, validator));
    const closest = branches.reduce((best, branch) => (distance(branch) < distance(best) ? branch : best));
    if (closest.length === 0) return [toProblem(union)];
    return closest.map((problem) => ({ ...problem, pointer: union.instancePath + problem.pointer }));
  });
  return [...outside.map(toProblem), ...inside];
}

/** Of unions inside unions the enclosing one, which ajv reports after what it contains. */
function outermost(unions: ErrorObject[]): ErrorObject[] {
  return unions.filter((union, index) => {
    return !unions.some((other, otherIndex) => {
      return otherIndex !== index && within(union, other) && (!within(other, union) || otherIndex > index);
    });
  });
}

function within(inner: ErrorObject, outer: ErrorObject): boolean {
  return inner.instancePath === outer.instancePath || inner.instancePath.startsWith(`${outer.instancePath}/`);
}

/** A branch for another type or another event altogether is further off than any number of wrong fields. */
function distance(branch: Problem[]): number {
  const other = branch.some(({ pointer, keyword }) => {
    return (pointer === "" && keyword === "type") || (pointer === "/event" && keyword === "not");
  });
  return branch.length + (other ? 1000 : 0);
}

function toProblem({ instancePath, keyword, message = "is wrong", params }: ErrorObject): Problem {
  const detail: Record<string, unknown> = {
    enum: params.allowedValues,
    additionalProperties: params.additionalProperty,
  };
  const shown = detail[keyword] === undefined ? "" : ` ${JSON.stringify(detail[keyword])}`;
  return { pointer: instancePath, keyword, message: message + shown };
}
