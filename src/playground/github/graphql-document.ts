// Reading a GraphQL document: one operation, its fields, arguments, variables and fragments on a type.
interface Field {
  kind: "field";
  alias: string;
  name: string;
  args: Record<string, unknown>;
  selection: Selection[] | null;
}

interface Fragment {
  kind: "fragment";
  on: string;
  selection: Selection[];
}

export type Selection = Field | Fragment;

export interface Operation {
  type: "query" | "mutation";
  selection: Selection[];
}

/** Thrown for a document that cannot be read. */
export class GraphqlSyntaxError extends Error {}

const TOKEN = /"""[\s\S]*?"""|"(?:\\.|[^"\\])*"|\.\.\.|[!$():=@[\]{|}&]|[_A-Za-z]\w*|-?\d+(?:\.\d+)?|#[^\n]*/g;

class Reader {
  tokens: string[];
  at = 0;
  variables: Record<string, unknown>;

  constructor(text: string, variables: Record<string, unknown>) {
    this.tokens = (text.match(TOKEN) ?? []).filter((token) => !token.startsWith("#"));
    this.variables = variables;
  }

  peek(): string {
    return this.tokens[this.at] ?? "";
  }

  next(): string {
    const token = this.peek();
    if (token === "") throw new GraphqlSyntaxError("Unexpected end of document");
    this.at += 1;
    return token;
  }

  take(token: string): boolean {
    if (this.peek() !== token) return false;
    this.at += 1;
    return true;
  }

  expect(token: string): void {
    if (!this.take(token))
      throw new GraphqlSyntaxError(`Expected ${token}, actual: ${this.peek() || "end of document"}`);
  }
}

function readValue(reader: Reader): unknown {
  const token = reader.next();
  if (token === "$") return reader.variables[reader.next()];
  if (token === "{") return readPairs(reader, "}");
  if (token === "[") {
    const items: unknown[] = [];
    while (!reader.take("]")) items.push(readValue(reader));
    return items;
  }
  if (token.startsWith('"""')) return token.slice(3, -3);
  if (/^["\d-]|^(true|false|null)$/.test(token)) return JSON.parse(token) as unknown;
  return token;
}

function readPairs(reader: Reader, end: string): Record<string, unknown> {
  const pairs: Record<string, unknown> = {};
  while (!reader.take(end)) {
    const name = reader.next();
    reader.expect(":");
    pairs[name] = readValue(reader);
  }
  return pairs;
}

function readSelection(reader: Reader): Selection[] {
  const selection: Selection[] = [];
  while (!reader.take("}")) selection.push(reader.take("...") ? readFragment(reader) : readField(reader));
  return selection;
}

function readFragment(reader: Reader): Fragment {
  reader.expect("on");
  const on = reader.next();
  reader.expect("{");
  return { kind: "fragment", on, selection: readSelection(reader) };
}

function readField(reader: Reader): Field {
  const first = reader.next();
  const name = reader.take(":") ? reader.next() : first;
  const args = reader.take("(") ? readPairs(reader, ")") : {};
  const selection = reader.take("{") ? readSelection(reader) : null;
  return { kind: "field", alias: first, name, args, selection };
}

/** Reads one operation; its variables are already put in their places. */
export function readOperation(text: string, variables: Record<string, unknown> = {}): Operation {
  const reader = new Reader(text, variables);
  const type = reader.peek() === "mutation" ? "mutation" : "query";
  while (reader.peek() !== "{" && reader.peek() !== "") {
    // The declarations of variables say nothing that their use does not.
    if (reader.next() === "(") while (!reader.take(")")) reader.next();
  }
  reader.expect("{");
  return { type, selection: readSelection(reader) };
}
