// Checks requests, responses and webhooks against GitHub's own description, in the copy that scripts/prune-openapi.ts makes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registerSchemas, schemaErrors } from "./openapi-schema.ts";

type Parameter = { name: string; in: "path" | "query"; required: boolean; multiSegment?: boolean; schema: object };

type Operation = {
  parameters: Parameter[];
  body?: { required: boolean; schema: object };
  /** By status; null where GitHub describes no JSON body. */
  responses: Record<string, object | null>;
};

type Description = {
  operations: Record<string, Operation>;
  webhooks: Record<string, object>;
  schemas: Record<string, unknown>;
};

type Route = { method: string; pattern: RegExp; operation: Operation; parameters: object };
type Call = { route: Route; values: { path: Record<string, string>; query: Record<string, string> } };

const BASIC_ERROR = { $ref: "#/components/schemas/basic-error" };

let loaded: { routes: Route[]; webhooks: Description["webhooks"] } | undefined;

/** What is wrong with an answer to `method path`, as far as GitHub's description says. */
export function responseErrors(method: string, path: string, status: number, body: unknown): string[] {
  const call = findCall(method, path);
  if (!call) return [unknownEndpoint(method, path)];
  const schema = call.route.operation.responses[status];
  // Few operations list the 401, 403 or 404 that all of them can give, and some list one without saying it has a body.
  if (!schema && status >= 400) return isEmpty(body) ? [] : schemaErrors(BASIC_ERROR, onTheWire(body));
  if (status === 304 || schema === null) return isEmpty(body) ? [] : [`/: a ${status} carries no body here`];
  if (!schema) return [`${status} is not an answer GitHub gives to ${method} ${path}`];
  return body === undefined ? [`/: a ${status} carries a body here`] : schemaErrors(schema, onTheWire(body));
}

/** What is wrong with a request: its path, its query, and its body (undefined where there is none). */
export function requestErrors(method: string, path: string, body: unknown): string[] {
  const call = findCall(method, path);
  if (!call) return [unknownEndpoint(method, path)];
  const { operation, parameters } = call.route;
  return [...schemaErrors(parameters, call.values, "text"), ...bodyErrors(operation.body, body)];
}

/** What is wrong with a webhook's payload; `action` is undefined for events that have none, such as push. */
export function webhookErrors(event: string, action: string | undefined, payload: unknown): string[] {
  const name = action === undefined ? event : `${event}.${action}`;
  const schema = github().webhooks[name.replaceAll(/[_.]/g, "-")];
  // GitHub's keys use dashes where its events use underscores; a dash in the event is a mistake of the caller.
  if (!schema || name.includes("-")) return [`not in GitHub's webhooks (or not in the pruned copy): ${name}`];
  return schemaErrors(schema, onTheWire(payload));
}

function bodyErrors(expected: Operation["body"], body: unknown): string[] {
  if (isEmpty(body)) return expected?.required ? ["/: a body is required"] : [];
  // Clients send {} with a bodyless PUT, and GitHub ignores it.
  if (!expected) return JSON.stringify(body) === "{}" ? [] : ["/: takes no body"];
  return schemaErrors(expected.schema, onTheWire(body), "closed");
}

function isEmpty(body: unknown): boolean {
  return body === undefined || body === null || body === "";
}

/** As the other side would read it: dates become text, and undefined properties are gone. */
function onTheWire(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function unknownEndpoint(method: string, path: string): string {
  return `not in GitHub's API (or not in the pruned copy): ${method.toUpperCase()} ${path}`;
}

function findCall(method: string, concrete: string): Call | undefined {
  const [path = "", search = ""] = concrete.replace(/^\/api\/v3(?=\/)/, "").split("?");
  const query = Object.fromEntries(new URLSearchParams(search));
  for (const route of github().routes) {
    const match = route.method === method.toUpperCase() && route.pattern.exec(path);
    if (!match) continue;
    const values = Object.entries(match.groups ?? {}).map(([name, text]) => [name, decodeURIComponent(text)]);
    return { route, values: { path: Object.fromEntries(values), query } };
  }
  return undefined;
}

/** Loaded on the first question, so that importing this costs a test nothing. */
function github(): NonNullable<typeof loaded> {
  if (loaded) return loaded;
  const file = join(import.meta.dirname, "../fixtures/github-openapi.json");
  const parsed = JSON.parse(readFileSync(file, "utf8")) as Description;
  registerSchemas(parsed.schemas);
  const routes = Object.entries(parsed.operations)
    // Fewest placeholders first: /issues/comments is not issue "comments".
    .sort(([a], [b]) => a.split("{").length - b.split("{").length)
    .map(([key, operation]) => toRoute(key, operation));
  loaded = { routes, webhooks: parsed.webhooks };
  return loaded;
}

function toRoute(key: string, operation: Operation): Route {
  const [method = "", template = ""] = key.split(" ");
  const many = new Set(operation.parameters.filter((parameter) => parameter.multiSegment).map(({ name }) => name));
  // A name with several segments may be empty too: the root directory's contents are at ".../contents/".
  const pattern = template.replaceAll(/\{(\w+)\}/g, (_, name) => `(?<${name}>${many.has(name) ? ".*" : "[^/]+"})`);
  const section = (place: string) => objectOf(operation.parameters.filter((parameter) => parameter.in === place));
  const parameters = { type: "object", properties: { path: section("path"), query: section("query") } };
  return { method, pattern: new RegExp(`^${pattern}$`), operation, parameters };
}

function objectOf(parameters: Parameter[]): object {
  return {
    type: "object",
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}
