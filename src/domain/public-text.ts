// What was published, as the public may read it: nobody is mentioned, and nothing leads to where only we may look.

const LEFT_OUT: readonly RegExp[] = [
  // Issues, pull requests, commits and comments by their address.
  /https?:\/\/[^\s/]+\/[\w.-]+\/[\w.-]+\/(?:issues|pull|commit|discussions|actions|blob|tree|compare)\b[^\s)]*/gi,
  // owner/name#12, name#12, #12, GH-12.
  /(?<![\w/])(?:[\w.-]+\/)?[\w.-]*#\d+\b/g,
  /\bGH-\d+\b/gi,
  // @login and @org/team; not the middle of a mail address.
  /(?<![\w.])@[A-Za-z0-9][\w-]*(?:\/[\w.-]*\w)?/g,
  // Commits: seven hexadecimal digits or more, with a digit and a letter among them.
  /\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b/g,
];

/** One line without mentions and references, and without the empty brackets and spaces they leave behind. */
export function publicText(text: string): string {
  const rest = LEFT_OUT.reduce((left, pattern) => left.replace(pattern, ""), text);
  return rest
    .replace(/\s+/g, " ")
    .replace(/[ ,;]+(?=[)\]])/g, "")
    .replace(/\(\)|\[\]/g, "")
    .replace(/ {2,}/g, " ")
    .replace(/ ([.,;!?])/g, "$1")
    .trim();
}
