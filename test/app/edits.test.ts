// Edits of a comment: of two versions only what is new in the second one runs, and only where it is a command.
import { expect, test } from "vitest";
import { decide } from "../../src/app/decide.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { aComment, at, declared, facts } from "../support/facts.ts";

/** Before, after, and what the edit runs. Nothing is what most edits should run. */
const EDITS: readonly (readonly [string, string, string, readonly string[]])[] = [
  ["a command is added below", "/impact one", "/impact one\n/impact two", ["two"]],
  ["a command is added above", "/impact one", "/impact two\n/impact one", ["two"]],
  ["a command is added to words", "it is slow", "it is slow\n/impact two", ["two"]],
  ["a command is added between words", "slow\n\nvery", "slow\n/impact two\nvery", ["two"]],
  ["two are added", "/impact one", "/impact one\n/impact two\n/impact three", ["two", "three"]],
  ["a command is added twice", "hm", "/impact two\n/impact two", ["two"]],
  ["a command is changed", "/impact one", "/impact two", ["two"]],
  ["a letter of it is changed", "/impact one", "/impact One", ["One"]],
  ["one of two is changed", "/impact one\n/impact two", "/impact one\n/impact three", ["three"]],
  ["it is changed and changed back", "/impact one", "/impact one", []],
  ["nothing is changed but words", "/impact one", "so it is:\n\n/impact one\n\nBob", []],
  ["its name is in capitals now", "/impact one", "/IMPACT one", []],
  ["its spaces are others now", "/impact one", "/impact   one  ", []],
  ["it is indented now", "/impact one", "   /impact one", []],
  ["its line ends are those of Windows now", "/impact one\n/impact two", "/impact one\r\n/impact two\r\n", []],
  ["its line ends are those of an old Mac now", "/impact one\n/impact two", "/impact one\r/impact two", []],
  ["two change places", "/impact one\n/impact two", "/impact two\n/impact one", []],
  ["a command is removed", "/impact one\n/impact two", "/impact one", []],
  ["all are removed", "/impact one", "never mind", []],
  ["it is struck through", "/impact one", "~~/impact one~~", []],
  ["it is quoted", "/impact one", "> /impact one", []],
  ["a new one is quoted", "/impact one", "/impact one\n\n> /impact two", []],
  ["a new one is quoted lazily", "/impact one", "/impact one\n\n> said\n/impact two", []],
  ["a new one is in a fence", "hm", "```\n/impact two\n```", []],
  ["a new one is in a fence of tildes", "hm", "~~~sh\n/impact two\n~~~", []],
  ["a new one is in a fence that is left open", "hm", "```\n\n/impact two", []],
  ["a fence around it is removed", "```\n/impact two\n```", "/impact two", ["two"]],
  ["a quote around it is removed", "> /impact two", "/impact two", ["two"]],
  ["a new one is indented code", "hm", "hm\n\n    /impact two", []],
  ["a new one is in a code span", "hm", "so `\n/impact two\n`", []],
  ["a new one is in an HTML comment", "hm", "hm <!--\n/impact two\n-->", []],
  ["a new one is in a table", "hm", "| a |\n|---|\n| /impact two |", []],
  ["a new one is in a list", "hm", "- /impact two", []],
  ["a new one is in a task", "hm", "- [ ] /impact two", []],
  ["a new one is within a sentence", "hm", "please /impact two", []],
  ["a new one is a path", "hm", "/impact/two", []],
  ["an e-mail's answer quotes it below", "hm", "/impact two\n\nOn Mon, Bob wrote:\n> /impact one\n> hm", ["two"]],
  [
    "an e-mail's answer has a signature",
    "hm",
    "/impact two\r\n\r\n-- \r\nBob\r\n\r\n> On Mon, Eve wrote:\r\n>\r\n> /impact one\r\n",
    ["two"],
  ],
  ["an e-mail's answer quotes with names", "hm", "Bob> /impact two\n| /impact three", []],
  ["an e-mail's answer is below its quote", "hm", "> /impact one\n> hm\n\n/impact two\n\nReply directly.", ["two"]],
  ["a command of another bot is added", "/impact one", "/impact one\n/lgtm\n/assign @bob", []],
  ["a carriage return hides in it", "/impact one", "/impact one\r", []],
];

function impacts(timeline: readonly Entry[]): string[] {
  return timeline.flatMap((entry) => (entry.kind === "impact" ? entry.text : []));
}

test.each(EDITS)("when %s", (_, before, after, expected) => {
  const first = decide(facts({ timeline: declared(), comments: [aComment(before)], now: at("14:40") }));
  const edited = aComment(after, { updatedAt: at("14:50") });
  const second = decide(facts({ timeline: [...first.timeline], comments: [edited], now: at("14:50") }));
  const known = impacts(first.timeline);
  expect(impacts(second.timeline).slice(known.length)).toEqual(expected);
  // The same version seen again, as the sweep does, runs nothing.
  const again = decide(facts({ timeline: [...second.timeline], comments: [edited], now: at("14:55") }));
  expect(impacts(again.timeline)).toEqual(impacts(second.timeline));
});

test("there are forty of them", () => expect(EDITS.length).toBeGreaterThanOrEqual(40));
