// Somebody else's text, word for word: nothing in it ends the block, mentions anybody or is a command.
import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { expect, test } from "vitest";
import { fenced } from "../../src/domain/fence.ts";
import { splitCommands } from "../../src/domain/split.ts";

const contents = (text: string) => fromMarkdown(fenced(text)).children;

test("whatever it says, it is one block of code with these words", () => {
  const text = fc.array(fc.constantFrom("~", "~~~", "\n", "@org/all", "`", "x", " ", "/resolve", "<!--", "- "));
  fc.assert(
    fc.property(text, (parts) => {
      const said = parts.join("");
      expect(contents(said)).toMatchObject([{ type: "code", lang: "text", value: said.trimEnd() }]);
      expect(splitCommands(fenced(said))).toEqual([]);
    }),
  );
});

test("GitHub's ends of lines are ours", () => {
  expect(fenced("a\r\nb\r\n")).toBe("~~~text\na\nb\n~~~");
});
