// Walks through a template's tree and allows what is on the list: text, values, our helpers, our partials, nothing else.
import { nearest } from "../domain/nearest.ts";
import { type TemplateFinding, type TemplateReason, templateFinding } from "../domain/template-finding.ts";
import { helpers } from "./template-helpers.ts";
import { hasForeignMarker } from "./template-marker.ts";

type Node = hbs.AST.Node;

/** Our own templates by name, as they are written. */
export type Known = ReadonlyMap<string, string>;

const BLOCKS = ["if", "unless", "each", "fold"];
const HELPERS = [...Object.keys(helpers("en")).filter((name) => name !== "fold"), "lookup", "existing"];
/** Handlebars' own helpers that are called without an argument as well. */
const NOT_FIELDS = ["log", "with", "helperMissing", "blockHelperMissing"];
const PROTOTYPE = /^(?:constructor|prototype|__.*__)$/;
const DATA = ["root", "index", "first", "last", "key"];
const MOST_ARGUMENTS = 12;
const FARTHEST_UP = 3;
const MOST_NESTED_EACH = 3;
const MOST_FINDINGS = 20;

export class TemplateWalk {
  readonly #known: Known;
  readonly #builtIn: string;
  readonly #findings: TemplateFinding[] = [];
  #loops = 0;

  constructor(known: Known, builtIn: string) {
    this.#known = known;
    this.#builtIn = builtIn;
  }

  /** Everything in the tree that is not allowed, the first twenty. */
  of(program: hbs.AST.Program): TemplateFinding[] {
    this.#statements(program);
    return this.#findings.slice(0, MOST_FINDINGS);
  }

  #refuse(node: Node, reason: TemplateReason, data: TemplateFinding["data"] = {}): void {
    const { line, column } = node.loc.start;
    this.#findings.push(templateFinding(reason, data, { line, column: column + 1 }));
  }

  #statements(program: hbs.AST.Program | undefined): void {
    if (program?.blockParams?.length) this.#refuse(program, "not-allowed");
    for (const statement of program?.body ?? []) this.#statement(statement);
  }

  #statement(node: hbs.AST.Statement): void {
    if (isA<hbs.AST.ContentStatement>(node, "ContentStatement")) {
      if (hasForeignMarker(node.value, this.#builtIn)) this.#refuse(node, "marker");
    } else if (isA<hbs.AST.MustacheStatement>(node, "MustacheStatement")) this.#mustache(node);
    else if (isA<hbs.AST.BlockStatement>(node, "BlockStatement")) this.#block(node);
    else if (isA<hbs.AST.PartialStatement>(node, "PartialStatement")) this.#partial(node);
    else if (node.type !== "CommentStatement") this.#refuse(node, "not-allowed");
  }

  #mustache(node: hbs.AST.MustacheStatement): void {
    if (!node.escaped) this.#refuse(node, "raw-output");
    if (isCall(node)) this.#call(node, HELPERS);
    else if (isPath(node.path) && isSimple(node.path) && NOT_FIELDS.includes(node.path.original))
      this.#unknown(node, "unknown-helper", [node.path.original, HELPERS]);
    else if (/Literal$/.test(node.path.type)) this.#refuse(node, "not-allowed");
    else this.#value(node.path);
  }

  #block(node: hbs.AST.BlockStatement): void {
    const isLoop = isPath(node.path) && node.path.original === "each";
    this.#call(node, BLOCKS);
    if (isLoop) this.#loops += 1;
    if (isLoop && this.#loops > MOST_NESTED_EACH) this.#refuse(node, "nested-each", { most: MOST_NESTED_EACH });
    this.#statements(node.program);
    if (isLoop) this.#loops -= 1;
    this.#statements(node.inverse);
  }

  #partial(node: hbs.AST.PartialStatement): void {
    const { name } = node;
    if (isA<hbs.AST.SubExpression>(name, "SubExpression")) {
      if (this.#isOurChoice(name)) this.#value(name);
      else this.#refuse(node, "dynamic-partial");
    } else if (!isPath(name) || name.data || !this.#known.has(name.original))
      this.#unknown(node, "unknown-partial", [
        String((name as hbs.AST.PathExpression).original),
        [...this.#known.keys()],
      ]);
    this.#arguments(node);
  }

  /** The two ways in which our own templates choose a partial; values alone never choose one. */
  #isOurChoice({ path, params }: hbs.AST.SubExpression): boolean {
    const [first, second] = params as { original?: unknown; value?: unknown }[];
    const helper = (path as hbs.AST.PathExpression).original;
    if (params.length !== 2) return false;
    if (helper === "lookup") return first?.original === "this" && second?.value === "template";
    return helper === "existing" && first?.original === "checklist" && this.#known.has(String(second?.value));
  }

  #call(node: Call, helpers: readonly string[]): void {
    const name = isPath(node.path) && isSimple(node.path) ? node.path.original : "";
    if (!helpers.includes(name)) {
      const given = String((node.path as { original?: unknown }).original);
      this.#unknown(node, "unknown-helper", [given, [...HELPERS, ...BLOCKS]]);
    }
    this.#arguments(node);
    const [, field] = node.params as { value?: unknown }[];
    if (name === "lookup" && PROTOTYPE.test(String(field?.value)))
      this.#refuse(node, "forbidden-name", { name: String(field?.value) });
  }

  #arguments({ params, hash }: Pick<Call, "params" | "hash">): void {
    const values = [...params, ...(hash?.pairs.map(({ value }) => value) ?? [])];
    const [first] = values;
    if (first && values.length > MOST_ARGUMENTS) this.#refuse(first, "arguments", { most: MOST_ARGUMENTS });
    for (const pair of hash?.pairs ?? [])
      if (PROTOTYPE.test(pair.key)) this.#refuse(pair, "forbidden-name", { name: pair.key });
    for (const value of values) this.#value(value);
  }

  #value(node: Node): void {
    if (isA<hbs.AST.SubExpression>(node, "SubExpression")) this.#call(node, HELPERS);
    else if (isPath(node)) this.#path(node);
    else if (!/^(?:String|Number|Boolean|Undefined|Null)Literal$/.test(node.type)) this.#refuse(node, "not-allowed");
  }

  #path(node: hbs.AST.PathExpression): void {
    const parts = node.parts as unknown[];
    const forbidden = parts.find((part) => typeof part !== "string" || PROTOTYPE.test(part));
    if (forbidden !== undefined) this.#refuse(node, "forbidden-name", { name: String(forbidden) });
    if (node.data && !DATA.includes(String(parts[0]))) this.#refuse(node, "forbidden-name", { name: node.original });
    if (node.depth > FARTHEST_UP) this.#refuse(node, "too-far-up", { most: FARTHEST_UP });
  }

  /** A name that is none of ours, with the one that was probably meant. */
  #unknown(node: Node, reason: TemplateReason, [given, names]: [string, readonly string[]]): void {
    const name = given.slice(0, 80);
    this.#refuse(node, reason, { name, nearest: nearest(name, names) ?? "" });
  }
}

type Call = Node & { path: Node; params: hbs.AST.Expression[]; hash: hbs.AST.Hash | undefined };

function isA<T extends Node>(node: Node, type: T["type"]): node is T {
  return node.type === type;
}

function isPath(node: Node): node is hbs.AST.PathExpression {
  return node.type === "PathExpression";
}

/** A plain name: no `this.`, no `../`, no `@`, no dot. */
function isSimple({ parts, data, depth, original }: hbs.AST.PathExpression): boolean {
  return parts.length === 1 && !data && depth === 0 && original === parts[0];
}

function isCall({ params, hash }: hbs.AST.MustacheStatement): boolean {
  return params.length > 0 || hash !== undefined;
}
