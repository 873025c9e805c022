// The GraphQL endpoint: reads the document, walks the graph, reports what went wrong beside what went well.
import { textField } from "../fields.ts";
import { mutationRoot, type Node, queryRoot } from "../graphql.ts";
import { GraphqlSyntaxError, readOperation, type Selection } from "../graphql-document.ts";
import { Refusal, refusal } from "../refusals.ts";
import type { Answer, Call, Row } from "../router.ts";

type Problem = Record<string, unknown> & { message: string };

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "__typename" in value;
}

function complete(value: unknown, selection: Selection[] | null): unknown {
  if (Array.isArray(value)) return value.map((item) => complete(item, selection));
  if (!isNode(value)) return value ?? null;
  if (!selection) throw new Refusal(200, { message: `Objects must have selections (${value.__typename} has none)` });
  return walk(value, selection);
}

function walk(node: Node, selection: Selection[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const part of selection) {
    if (part.kind === "fragment") {
      if (part.on === node.__typename) Object.assign(result, walk(node, part.selection));
      continue;
    }
    if (!(part.name in node)) {
      const message = `Field '${part.name}' doesn't exist on type '${node.__typename}'`;
      throw new Refusal(200, { message, extensions: { code: "undefinedField" } });
    }
    const found = node[part.name];
    result[part.alias] = complete(typeof found === "function" ? found(part.args) : found, part.selection);
  }
  return result;
}

function problemOf(error: unknown): Problem {
  if (error instanceof GraphqlSyntaxError) return { message: error.message };
  if (!(error instanceof Refusal)) throw error;
  const { documentation_url, ...body } = error.body;
  return { type: error.status === 403 ? "FORBIDDEN" : "UNPROCESSABLE", ...body, message: String(body.message) };
}

function checkRights({ caller }: Call, type: "query" | "mutation"): void {
  if (type === "query" || caller.permissions.issues === "write") return;
  throw new Refusal(200, { message: "Resource not accessible by integration", type: "FORBIDDEN" });
}

function run(call: Call): Answer {
  if (!call.caller.installation) throw refusal(401, "This endpoint requires you to be authenticated.");
  try {
    const variables = call.body.variables as Record<string, unknown> | undefined;
    const { type, selection } = readOperation(textField(call.body, "query") ?? "", variables ?? {});
    checkRights(call, type);
    const root = type === "mutation" ? mutationRoot(call) : queryRoot(call);
    return { status: 200, body: { data: walk(root, selection) } };
  } catch (error) {
    return { status: 200, body: { data: null, errors: [problemOf(error)] } };
  }
}

export const graphqlRows: Row<Call>[] = [{ method: "POST", path: "/graphql", run }];
