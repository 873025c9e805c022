// What was published, as the public may read it: nobody is mentioned, and nothing leads to where only we may look.
import { cut } from "./markdown.ts";
import { plainReading } from "./plain-reading.ts";
import { isPublicHost, isPublicLink, type Origin } from "./public-link.ts";

/** Characters; an update is a few sentences. */
const LONGEST = 2000;
/** Each round takes something away; what is still not clean then is not published. */
const MOST_ROUNDS = 20;
/** github.com, and nobody in particular. */
const NOBODY: Origin = { owner: "", host: "github.com" };

/** With a scheme, or a host name with a path behind it. */
const LINK =
  /(?:(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:)?\/\/[^\s<>()[\]"'`]+|(?<![\w@.-])(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?\/[^\s<>()[\]"'`]*/gi;
/** A mail address, a mention (`@login`, `@org/team`), a commit (`owner/name@0a1b2c3`), an account on a machine. */
const AT = /(?:(?<![\w./+-])[\w./+-]*\w)?@[a-z0-9](?:[\w.-]*\w)?(?::[\w./-]+)?(?:\/[\w.-]*\w)?/gi;
const MAIL = /^[\w.+-]+@([\w-]+(?:\.[\w-]+)+)$/;

const LEFT_OUT: readonly RegExp[] = [
  // owner/name#12, name#12, #12, GH-12.
  /(?<![\w/.-])(?:[\w.-]+\/)?[\w.-]*#\d+\b|#\d+\b/g,
  /\bGH-\d+\b/gi,
  // Paths within a repository: ../issues/12, pull/7, commit/0a1b2c3.
  /[\w./~-]*\b(?:issues|pulls?|discussions|milestones?|runs)\/\d+[\w./#-]*/gi,
  /[\w./~-]*\b(?:commits?|tree|blob|compare)\/[0-9a-f]{4,}[\w./#-]*/gi,
  // Commits: seven hexadecimal digits or more, with a digit and a letter among them.
  /\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b/gi,
  // Machines by their address or by a name that only their own network knows.
  /\b(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}\b(?::\d+)?/g,
  /(?<![\w.-])(?:[\w-]+\.)+(?:local|localhost|internal|intranet|corp|lan|localdomain|svc)\b(?::\d+)?/gi,
];

/**
 * One line without mentions and references, and without the empty brackets and spaces they leave behind. Whatever is
 * taken away may join what stood around it, so it is read again until nothing is left to take.
 */
export function publicText(text: string, origin: Origin = NOBODY): string {
  let rest = shortened(plainReading(text));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = rest;
    rest = tidied(cleaned(rest, origin));
    if (rest === before) return rest;
  }
  return "";
}

/** Half a word may be half a reference that nobody recognises. */
function shortened(text: string): string {
  return text.length > LONGEST ? cut(text, LONGEST).replace(/\S*$/, "") : text;
}

function cleaned(text: string, origin: Origin): string {
  const own = origin.owner.replace(/[^\w-]/g, "");
  const names = own === "" ? [] : [new RegExp(`(?<![\\w-])${own}/[\\w.-]*\\w`, "gi")];
  const linked = text.replace(LINK, (link) => (isPublicLink(link, origin) ? link : ""));
  const alone = linked.replace(AT, (found) => (isPublicHost(MAIL.exec(found)?.[1] ?? "") ? found : ""));
  return [...LEFT_OUT, ...names].reduce((left, pattern) => left.replace(pattern, ""), alone);
}

function tidied(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/!?\[([^[\]]*)\]\(\)/g, "$1")
    .replace(/[ ,;]+(?=[)\]])/g, "")
    .replace(/\(\)|\[\]|<>/g, "")
    .replace(/ {2,}/g, " ")
    .replace(/ ([.,;!?])/g, "$1")
    .trim();
}
