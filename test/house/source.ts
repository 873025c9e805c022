// Reads the repository's own files for the house tests: paths, texts, syntax trees.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseAst } from "vitest/node";

const ROOT = new URL("../../", import.meta.url);

export function read(path: string): string {
  return readFileSync(new URL(path, ROOT), "utf8");
}

export function exists(path: string): boolean {
  return existsSync(new URL(path, ROOT));
}

/** Paths from the repository's root, with `/`; none when the folder does not exist. */
export function list(folder: string, extension: string): string[] {
  if (!exists(`${folder}/`)) return [];
  return readdirSync(fileURLToPath(new URL(`${folder}/`, ROOT)), { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(extension))
    .sort();
}

/** A node of the syntax tree, as ESTree names things. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface Source {
  readonly path: string;
  readonly text: string;
  /** Every node, parents before children. */
  readonly nodes: readonly Node[];
}

export function sourcesIn(folder: string): Source[] {
  return list(folder, ".ts").map((path) => {
    const text = read(path);
    return { path, text, nodes: [...nodesOf(parseAst(text, { lang: "ts" }) as unknown as Node)] };
  });
}

export function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const one of value) yield* nodesOf(one);
  else if (typeof value === "object" && value !== null) {
    if (typeof (value as Node).type === "string") yield value as Node;
    for (const child of Object.values(value)) yield* nodesOf(child);
  }
}

/** Everything a file imports, by `import`, `export … from`, `import()` or `import("…").Type`. */
export function importsOf({ nodes }: Source): string[] {
  return nodes.flatMap((node) => {
    if (
      !/^(ImportDeclaration|ImportExpression|TSImportType|ExportNamedDeclaration|ExportAllDeclaration)$/.test(node.type)
    )
      return [];
    const from = node.source as Node | null;
    return from ? [String(from.value)] : [];
  });
}

/** `object.property` of a member expression, "" where it is computed or longer. */
export function memberOf(node: Node): string {
  if (node.type !== "MemberExpression") return "";
  const [object, property] = [node.object as Node, node.property as Node];
  return `${object.name ?? (object.property as Node | undefined)?.name ?? ""}.${property.name ?? property.value ?? ""}`;
}

/** `path:line`, for the reader who has to find it. */
export function place({ path, text }: Source, node: Node): string {
  return `${path}:${text.slice(0, node.start).split("\n").length}`;
}
