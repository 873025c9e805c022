// The budget: small files, small functions, few parameters, and a first sentence that says what a file is for.
import { describe, expect, test } from "vitest";
import { type Node, place, sourcesIn } from "./source.ts";

const LONGEST_FILE = 200;
const LONGEST_FUNCTION = 40;
const MOST_PARAMETERS = 3;
const MEDIAN_FILE = 60;

const sources = sourcesIn("src");
const lines = (text: string): number => text.trimEnd().split("\n").length;

describe("source", () => {
  test(`no file has more than ${LONGEST_FILE} lines`, () => {
    const long = sources.filter(({ text }) => lines(text) > LONGEST_FILE);
    expect(long.map(({ path, text }) => `${path}: ${lines(text)} lines`)).toEqual([]);
  });

  test(`half of the files have at most ${MEDIAN_FILE} lines`, () => {
    const sizes = sources.map(({ text }) => lines(text)).toSorted((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(MEDIAN_FILE);
  });

  test(`no function has more than ${LONGEST_FUNCTION} lines`, () => {
    const long = sources.flatMap((source) =>
      source.nodes
        .filter((node) => node.body && Array.isArray(node.params))
        .map((node) => ({ at: place(source, node), size: lines(source.text.slice(node.start, node.end)) }))
        .filter(({ size }) => size > LONGEST_FUNCTION),
    );
    expect(long.map(({ at, size }) => `${at}: ${size} lines`)).toEqual([]);
  });

  test(`no function has more than ${MOST_PARAMETERS} parameters`, () => {
    const isSelf = (node: Node) => node.name === "this";
    const wide = sources.flatMap((source) =>
      source.nodes
        .filter((node) => Array.isArray(node.params) && /Function|Method/.test(node.type))
        .filter((node) => (node.params as Node[]).filter((one) => !isSelf(one)).length > MOST_PARAMETERS)
        .map((node) => place(source, node)),
    );
    expect(wide).toEqual([]);
  });

  test("no drawer: what a thing is called is what it is for", () => {
    const drawers = /\/(utils?|helpers?|managers?|constants?|types?|common|misc|lib)(\.ts|\/)/;
    expect(sources.filter(({ path }) => drawers.test(path)).map(({ path }) => path)).toEqual([]);
  });
});

test("every file opens with a sentence that says what it is for", () => {
  const silent = ["src", "test", "scripts", "bench"].flatMap(sourcesIn).filter(({ text }) => {
    const [, opening = ""] = /^(?:#!.*\n)?((?:\/\/ .*\n)+)/.exec(text) ?? [];
    return !/[.?!]\n$/.test(opening);
  });
  expect(silent.map(({ path }) => path)).toEqual([]);
});
