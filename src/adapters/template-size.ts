// Looks at how long and how deep a template is before the parser sees it: its time and its stack depend on both.
import { type TemplateFinding, templateFinding } from "../domain/template-finding.ts";

/** Characters. */
const LONGEST = 32_768;
/** Characters within `{{…}}`: what the parser's time depends on. Our longest template has a tenth of them. */
const MOST_IN_TAGS = 12_000;
/** Blocks in one another, with every `else if`, which the parser nests as well. */
const DEEPEST = 80;

/** What the parser must not see; undefined when it may. */
export function tooBig(source: string): TemplateFinding | undefined {
  if (source.length > LONGEST) return templateFinding("too-long", { most: LONGEST / 1024 });
  if (source.trim() === "") return templateFinding("empty");
  let [inTags, deepest] = [0, 0];
  /** Open blocks, each with the number of its `else if`, which the parser nests as well. */
  const open: number[] = [];
  for (let from = source.indexOf("{{"); from >= 0; ) {
    const end = source.indexOf("}}", from);
    const tag = source.slice(from, end < 0 ? undefined : end + 2);
    inTags += tag.length;
    if (/^\{{2,4}~?[#^]/.test(tag)) open.push(1);
    else if (/^\{{2,4}~?\//.test(tag)) open.pop();
    else if (/^\{\{~?\s{0,9}else\s/.test(tag)) open.push((open.pop() ?? 0) + 1);
    deepest = Math.max(deepest, depthOf(open) + depthInside(tag));
    if (inTags > MOST_IN_TAGS) return templateFinding("too-complex", { most: MOST_IN_TAGS });
    if (deepest > DEEPEST) return templateFinding("too-deep", {}, placeOf(source, from));
    from = end < 0 ? -1 : source.indexOf("{{", end + 2);
  }
  return undefined;
}

const depthOf = (open: readonly number[]): number => (open.length > DEEPEST ? DEEPEST + 1 : sum(open));
const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

/** How deep parentheses are nested in a tag. */
function depthInside(tag: string): number {
  let [depth, deepest] = [0, 0];
  for (const character of tag) {
    if (character === "(") depth += 1;
    else if (character === ")") depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function placeOf(source: string, offset: number): { line: number; column: number } {
  const lines = source.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
