// Reading the fields of a request body, and refusing those of the wrong type as GitHub does.
import { invalid, malformed } from "./refusals.ts";

type Body = Record<string, unknown>;

function wrong(name: string, value: unknown, wanted: string) {
  return malformed(`For 'properties/${name}', ${JSON.stringify(value)} is not ${wanted}.`);
}

/** A text field, or undefined if it is absent; null is refused. */
export function textField(body: Body, name: string): string | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (typeof value !== "string") throw wrong(name, value, "a string");
  return value;
}

/** A text field that may also be null. */
export function nullableText(body: Body, name: string): string | null | undefined {
  return body[name] === null ? null : textField(body, name);
}

/** A text field that must be there. */
export function requiredText(body: Body, name: string, resource: string): string {
  const value = textField(body, name);
  if (value === undefined) throw invalid({ resource, field: name, code: "missing_field" });
  return value;
}

/** A number field that must be there. */
export function requiredNumber(body: Body, name: string): number {
  const value = body[name];
  if (typeof value !== "number") throw wrong(name, value, "an integer");
  return value;
}

/** A list of names, each a string or an object with a name; undefined if it is absent. */
export function namesField(body: Body, name: string): string[] | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw wrong(name, value, "an array");
  return value.map((item: unknown) => {
    const text = typeof item === "object" && item !== null && "name" in item ? item.name : item;
    if (typeof text !== "string") throw wrong(`${name}/items`, item, "a string");
    return text;
  });
}
