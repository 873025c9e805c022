// Text of somebody else, word for word and without any effect: a block of code that nothing in it can end.

/** A fence of tildes that is longer than any in the text; nobody is mentioned from within, and nothing is linked. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/~+/g)].map(([tildes]) => tildes.length));
  const fence = "~".repeat(longest + 1);
  return `${fence}text\n${text.replace(/\r\n?/g, "\n").trimEnd()}\n${fence}`;
}
