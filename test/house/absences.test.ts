// The invariants of ARCHITECTURE.md, each of them an absence.
import { describe, expect, test } from "vitest";
import { memberOf, type Node, nodesOf, place, type Source, sourcesIn } from "./source.ts";

const sources = sourcesIn("src");

/** Where the nodes stand that should not be there. */
function found(within: readonly Source[], isOffence: (node: Node) => boolean): string[] {
  return within.flatMap((source) => source.nodes.filter(isOffence).map((node) => place(source, node)));
}

const except = (...paths: string[]) => sources.filter(({ path }) => !paths.some((prefix) => path.startsWith(prefix)));
const only = (...paths: string[]) => sources.filter(({ path }) => paths.some((prefix) => path.startsWith(prefix)));

test("domain, commands and clocks never await", () => {
  const waits = (node: Node) =>
    node.type === "AwaitExpression" || node.async === true || (node.type === "Identifier" && node.name === "Promise");
  expect(found(only("src/domain/", "src/commands/", "src/clocks/"), waits)).toEqual([]);
});

test("only main.ts reads the environment", () => {
  // The demo is a process of its own: it is its own main.
  const mayRead = ["src/main.ts", "src/playground/demo.ts"];
  const isEnvironment = (node: Node) =>
    memberOf(node) === "process.env" || (node.type === "Literal" && /^(node:)?process$/.test(String(node.value)));
  expect(found(except(...mayRead), isEnvironment)).toEqual([]);
});

describe("only one adapter reads the time", () => {
  test("nobody else asks the machine", () => {
    // The playground's GitHub checks tokens that Octokit dates by the machine's clock, so it has to be told that one.
    const mayAsk = ["src/adapters/clock.ts", "src/playground/stage.ts"];
    expect(found(except(...mayAsk), asksTheMachine)).toEqual([]);
  });

  test("SQL receives it", () => {
    const saysNow = (node: Node) => {
      const text = node.type === "TemplateElement" ? (node.value as { raw: string }).raw : node.value;
      return (
        /^(Literal|TemplateElement)$/.test(node.type) &&
        /\bnow\(\)|\bcurrent_(timestamp|time|date)\b|'now'|\bclock_timestamp\b/i.test(String(text))
      );
    };
    expect(found(only("src/adapters/store/"), saysNow)).toEqual([]);
  });
});

function asksTheMachine(node: Node): boolean {
  const args = (node.arguments as Node[] | undefined) ?? [];
  const callee = (node.callee as Node | undefined) ?? node;
  if (/^(Date|performance)\.now$/.test(memberOf(node)) || /^process\.hrtime$/.test(memberOf(node))) return true;
  if (!/^(New|Call)Expression$/.test(node.type) || args.length > 0) return false;
  return callee.name === "Date" || /^DateTime\.(now|utc|local)$/.test(memberOf(callee));
}

describe("only app/perform.ts and its parts cause effects", () => {
  /** Methods of the GitHub adapter that send anything but GET, by the addresses in them. */
  const writes = only("src/adapters/github/").flatMap(({ nodes }) =>
    nodes.flatMap((node) => {
      const name = node.type === "Property" ? (node.key as Node).name : undefined;
      return typeof name === "string" && [...nodesOf(node.value)].some(isWritingAddress) ? [name] : [];
    }),
  );
  /** No decision's effects: a repository's labels, its monthly report and weekly digest, GitHub asked to try again. Nothing happens the second time. */
  const elsewhere = [
    "src/app/work.ts: ensureLabels",
    "src/app/month.ts: openIssue",
    "src/app/digest.ts: openIssue",
    "src/app/digest.ts: comment",
    "src/app/policy-notice.ts: openIssue",
    "src/app/policy-notice.ts: update",
    "src/app/redeliver.ts: redeliver",
  ];

  test("the adapter's writes are found", () => {
    expect(writes).toEqual(expect.arrayContaining(["comment", "editComment", "setLabels", "assign", "update"]));
  });

  test("nobody else calls them", () => {
    const calls = except("src/app/perform", "src/adapters/github/", "src/playground/").flatMap(({ path, nodes }) =>
      nodes.flatMap((node) => {
        const [object, method = ""] = memberOf(node).split(".");
        return object === "github" && writes.includes(method) ? [`${path}: ${method}`] : [];
      }),
    );
    expect(calls.filter((call) => !elsewhere.includes(call))).toEqual([]);
  });

  test("nobody but the adapter names an address of GitHub's", () => {
    expect(found(except("src/adapters/github/", "src/playground/github/"), isWritingAddress)).toEqual([]);
  });
});

/** `POST /repos/…` as one text, or `POST ` with the rest of the address put in. */
function isWritingAddress(node: Node): boolean {
  const text = node.type === "TemplateElement" ? (node.value as { raw: string }).raw : node.value;
  const address = /^(POST|PUT|PATCH|DELETE) (\/(repos|orgs|app|installation|graphql)\b|$)/;
  return /^(Literal|TemplateElement)$/.test(node.type) && address.test(String(text));
}
