// Cuts GitHub's OpenAPI description down to the endpoints and webhooks Tocsin touches, for the tests to check against.
//
// The source package is 385 MB, so it is not a dependency. To refresh the copy, in a throw-away directory:
//   npm install --no-save --prefix <dir> @octokit/openapi@23.0.2 && node scripts/prune-openapi.ts <dir>

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const VERSION = "23.0.2";
const OUTPUT = join(import.meta.dirname, "../test/fixtures/github-openapi.json");

const REPO = "/repos/{owner}/{repo}";
const ISSUE = `${REPO}/issues/{issue_number}`;
const COMMENT = `${REPO}/issues/comments/{comment_id}`;

const ENDPOINTS: Record<string, string> = {
  "/app": "get",
  "/app/hook/config": "get patch",
  "/app/hook/deliveries": "get",
  "/app/hook/deliveries/{delivery_id}": "get",
  "/app/hook/deliveries/{delivery_id}/attempts": "post",
  "/app/installations": "get",
  "/app/installations/{installation_id}": "get",
  "/app/installations/{installation_id}/access_tokens": "post",
  "/installation/repositories": "get",
  "/meta": "get",
  "/orgs/{org}/members": "get",
  "/orgs/{org}/members/{username}": "get",
  "/orgs/{org}/teams/{team_slug}/members": "get",
  "/rate_limit": "get",
  "/user": "get",
  "/user/installations": "get",
  "/user/installations/{installation_id}/repositories": "get",
  "/users/{username}": "get",
  [REPO]: "get",
  [`${REPO}/assignees`]: "get",
  [`${REPO}/assignees/{assignee}`]: "get",
  [`${REPO}/branches`]: "get",
  [`${REPO}/branches/{branch}`]: "get",
  [`${REPO}/check-runs`]: "post",
  [`${REPO}/check-runs/{check_run_id}`]: "get patch",
  [`${REPO}/collaborators/{username}/permission`]: "get",
  [`${REPO}/commits`]: "get",
  [`${REPO}/commits/{ref}/check-runs`]: "get",
  [`${REPO}/compare/{basehead}`]: "get",
  [`${REPO}/contents/{path}`]: "get put delete",
  [`${REPO}/deployments`]: "get post",
  [`${REPO}/git/ref/{ref}`]: "get",
  [`${REPO}/git/refs`]: "post",
  [`${REPO}/git/refs/{ref}`]: "patch delete",
  [`${REPO}/installation`]: "get",
  [`${REPO}/issues`]: "get post",
  [`${REPO}/issues/comments`]: "get",
  [COMMENT]: "get patch delete",
  [`${COMMENT}/pin`]: "put delete",
  [`${COMMENT}/reactions`]: "get post",
  [`${COMMENT}/reactions/{reaction_id}`]: "delete",
  [`${REPO}/issues/events`]: "get",
  [ISSUE]: "get patch",
  [`${ISSUE}/assignees`]: "post delete",
  [`${ISSUE}/assignees/{assignee}`]: "get",
  [`${ISSUE}/comments`]: "get post",
  [`${ISSUE}/events`]: "get",
  [`${ISSUE}/labels`]: "get post put delete",
  [`${ISSUE}/labels/{name}`]: "delete",
  [`${ISSUE}/lock`]: "put delete",
  [`${ISSUE}/parent`]: "get",
  [`${ISSUE}/reactions`]: "get post",
  [`${ISSUE}/reactions/{reaction_id}`]: "delete",
  [`${ISSUE}/sub_issue`]: "delete",
  [`${ISSUE}/sub_issues`]: "get post",
  [`${ISSUE}/sub_issues/priority`]: "patch",
  [`${ISSUE}/timeline`]: "get",
  [`${REPO}/labels`]: "get post",
  [`${REPO}/labels/{name}`]: "get patch delete",
  [`${REPO}/pulls`]: "get post",
  [`${REPO}/pulls/{pull_number}`]: "get patch",
  [`${REPO}/pulls/{pull_number}/files`]: "get",
  [`${REPO}/releases`]: "get post",
};

// Keys are GitHub's: event and action joined by a dash. repository-* would take repository_import and others with it.
const WEBHOOKS = [
  /^(issues|issue-comment|label|installation-repositories|sub-issues|member|check-suite|check-run|milestone)-/,
  /^installation-(created|deleted|new-permissions-accepted|suspend|unsuspend)$/,
  /^repository-(archived|created|deleted|edited|privatized|publicized|renamed|transferred|unarchived)$/,
  /^pull-request-(opened|closed|edited|synchronize|reopened|labeled)$/,
  /^(push|ping|release-published|deployment-created|deployment-status-created)$/,
];

type Json = Record<string, unknown>;
type Hook = { post: { requestBody: { content: Json } } };
type Source = { paths: Record<string, Json>; "x-webhooks": Record<string, Hook>; components: Record<string, Json> };

const NESTED = new Set(["items", "additionalProperties", "not"]);
const NESTED_LISTS = new Set(["oneOf", "anyOf", "allOf"]);
const NESTED_MAPS = new Set(["properties", "patternProperties"]);
const PLAIN =
  /^(\$ref|type|enum|required|nullable|format|pattern|uniqueItems|multipleOf|(min|max)(imum|Length|Items|Properties))$/;
const NOISE = /^(description|title|examples?|default|deprecated|readOnly|discriminator|externalDocs|summary|x-.*)$/;

/** Keeps what a validator reads; a keyword nobody thought of stops the run rather than vanish. */
function clean(schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null) return schema;
  const kept: Json = {};
  for (const [key, value] of Object.entries(schema as Json)) {
    if (NESTED.has(key)) kept[key] = clean(value);
    else if (NESTED_LISTS.has(key)) kept[key] = (value as unknown[]).map(clean);
    else if (NESTED_MAPS.has(key)) kept[key] = mapValues(value as Json, clean);
    else if (PLAIN.test(key)) kept[key] = value;
    else if (!NOISE.test(key)) throw new Error(`Schema keyword not known to this script: ${key}`);
  }
  return kept;
}

function mapValues<T>(record: Record<string, T>, visit: (value: T) => unknown): Json {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, visit(value)]));
}

function deref(source: Source, node: unknown): Json {
  const { $ref } = node as Json;
  if (typeof $ref !== "string") return node as Json;
  const [, , group = "", name = ""] = $ref.split("/");
  return source.components[group]?.[name] as Json;
}

/** One schema for a body whatever its media type; undefined when there is none. */
function bodySchema(content: unknown): unknown {
  const schemas = Object.entries((content ?? {}) as Record<string, Json>)
    .filter(([type]) => /^application\/(json$|vnd\.github)/.test(type))
    .map(([, media]) => clean(media.schema));
  return schemas.length > 1 ? { anyOf: schemas } : schemas[0];
}

function pruneOperation(source: Source, operation: Json): Json {
  const parameters = ((operation.parameters ?? []) as unknown[])
    .map((parameter) => deref(source, parameter))
    .filter((parameter) => parameter.in !== "header")
    .map(({ name, in: place, required = false, "x-multi-segment": multiSegment, schema }) => {
      return { name, in: place, required, multiSegment, schema: clean(schema) };
    });
  const request = operation.requestBody as Json | undefined;
  const body = request && { required: request.required === true, schema: bodySchema(request.content) };
  const responses = mapValues(operation.responses as Json, (node) => bodySchema(deref(source, node).content) ?? null);
  return { parameters, body, responses };
}

function pruneOperations(source: Source): Json {
  const operations: Json = {};
  for (const [path, methods] of Object.entries(ENDPOINTS)) {
    for (const method of methods.split(" ")) {
      const operation = source.paths[path]?.[method];
      if (!operation) throw new Error(`GitHub does not describe ${method} ${path}`);
      operations[`${method.toUpperCase()} ${path}`] = pruneOperation(source, operation as Json);
    }
  }
  return operations;
}

function pruneWebhooks(source: Source): Json {
  const wanted = Object.entries(source["x-webhooks"]).filter(([key]) => WEBHOOKS.some((pattern) => pattern.test(key)));
  return mapValues(Object.fromEntries(wanted), (hook) => bodySchema(hook.post.requestBody.content));
}

/** The named schemas reachable from `roots`, cleaned. */
function closure(source: Source, roots: unknown): Json {
  const schemas: Json = {};
  const queue = [JSON.stringify(roots)];
  for (let text = queue.pop(); text !== undefined; text = queue.pop()) {
    for (const [, name = ""] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name in schemas) continue;
      schemas[name] = clean(source.components.schemas?.[name]);
      queue.push(JSON.stringify(schemas[name]));
    }
  }
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One entry a line, so that a newer version of GitHub's description shows as a readable diff. */
function print(sections: Record<string, Json>): string {
  const printed = Object.entries(sections).map(([name, section]) => {
    const lines = Object.entries(section).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
    return `${JSON.stringify(name)}:{\n${lines.join(",\n")}\n}`;
  });
  return `{${printed.join(",\n")}}\n`;
}

function main(directory: string | undefined): void {
  if (!directory) throw new Error("Say where the package is: node scripts/prune-openapi.ts <dir>");
  const home = join(directory, "node_modules/@octokit/openapi");
  const read = (file: string) => readFileSync(join(home, file), "utf8");
  const { version } = JSON.parse(read("package.json")) as { version: string };
  if (version !== VERSION) throw new Error(`Expected @octokit/openapi ${VERSION}, found ${version}`);
  const source = JSON.parse(read("generated/api.github.com.json")) as Source;
  const operations = pruneOperations(source);
  const webhooks = pruneWebhooks(source);
  // Most operations leave out the errors every one of them can give; the checks fall back on this shape.
  const schemas = closure(source, [operations, webhooks, { $ref: "#/components/schemas/basic-error" }]);
  const about = { package: "@octokit/openapi", version, license: read("LICENSE").trim() };
  writeFileSync(OUTPUT, print({ about, operations, webhooks, schemas }));
  console.log(`${Object.keys(operations).length} operations and ${Object.keys(webhooks).length} webhooks -> ${OUTPUT}`);
}

main(process.argv[2]);
