// The root cause and its five whys: whether something is written there, and how many whys have their answer.
import { type Finding, finding } from "./finding.ts";
import type { Line } from "./lines.ts";
import { hasContent, type Outline, placeholderOf } from "./outline.ts";

/** Five is the custom; with fewer than three nobody has asked on. */
const FEWEST = 3;

export function checkCause({ headings, under }: Outline): Finding[] {
  const [cause, whys] = [under("root-cause"), under("whys")];
  const lineOf = (wanted: string) => headings.find(({ section }) => section === wanted)?.line;
  const [causeAt, whysAt] = [lineOf("root-cause"), lineOf("whys")];
  const answered = answeredWhys(whys);
  const isEmpty = causeAt && !hasContent(cause) && answered === 0;
  const isTooShort = whysAt && answered !== undefined && answered < FEWEST && !whys.some(placeholderOf);
  return [
    ...(isEmpty ? [finding(causeAt, "root-cause-empty")] : []),
    ...(isTooShort ? [finding(whysAt, "whys-few", { answered })] : []),
  ];
}

/** How many points of the list are answered; undefined when the whys are told in another way. */
function answeredWhys(lines: readonly Line[]): number | undefined {
  const items = lines.filter(({ kind }) => kind === "item");
  if (items.length === 0 && hasContent(lines)) return undefined;
  const outermost = Math.min(...items.map(({ indent }) => indent));
  const answers: string[] = [];
  for (const { kind, indent, text } of lines) {
    if (kind === "item" && indent === outermost) answers.push(text);
    else if (text !== "" && answers.length > 0) answers.push(`${answers.pop()} ${text}`);
  }
  return answers.filter(isAnswer).length;
}

/** The question alone is none. */
function isAnswer(text: string): boolean {
  const plain = text.replace(/[*_]/g, "").trim();
  if (!/^(?:why|pourquoi)(?!\p{L})/iu.test(plain)) return plain !== "";
  const question = plain.indexOf("?");
  return question >= 0 ? question < plain.length - 1 : plain.length > LONGEST_LABEL;
}

/** `Why 1:` and the like. */
const LONGEST_LABEL = "pourquoi 5 :".length;
