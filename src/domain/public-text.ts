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

/** From its scheme to the next space; what only closes a sentence or a bracket behind it stays. */
const LINK = /(?:[a-z][a-z0-9+.-]*:)?\/\/(\S*?)([)\]>.,;:!?*_'"`]*)(?=\s|$)/gi;
/** A host name with a path behind it. */
const PATH = /[a-z0-9-]\.[a-z]{2,}(?::\d+)?\//i;
const MAIL = /^[\w.+-]+@([\w-]+(?:\.[\w-]+)+)$/;
/** Between words, as people write them. */
const GAP = /([\s()[\]<>{}"'`*|,;]+)/;

const PRIVATE: readonly RegExp[] = [
  // owner/name#12, name#12, #12, GH-12.
  /#\d|GH-\d/i,
  // Paths within a repository: ../issues/12, pull/7, commit/0a1b2c3.
  /(?:issues|pulls?|discussions|milestones?|runs)\/\d/i,
  /(?:commits?|tree|blob|compare)\/[0-9a-f]{4}/i,
  // Commits: seven hexadecimal digits or more, with a digit and a letter among them.
  /(?<![a-z0-9])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}(?![a-z0-9])/i,
  // Machines by their address or by a name that only their own network knows.
  /(?<![\d.])(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}(?![\d.])/,
  /\.(?:local|localhost|internal|intranet|corp|lan|localdomain|svc)(?![a-z0-9-])/i,
];

/**
 * One line without mentions and references, and without the empty brackets and spaces they leave behind. A word that
 * holds any of them is left out whole. What is taken away may show what stood behind it: it is read again until nothing
 * is left to take.
 */
export function publicText(text: string, origin: Origin = NOBODY): string {
  let rest = shortened(plainReading(text));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = rest;
    rest = tidied(cleaned(plainReading(rest), origin));
    if (rest === before) return rest;
  }
  return "";
}

/** Half a word may be half a reference that nobody recognises. */
function shortened(text: string): string {
  return text.length > LONGEST ? cut(text, LONGEST).replace(/\S*$/, "") : text;
}

function cleaned(text: string, origin: Origin): string {
  const linked = text.replace(LINK, (whole, _rest: string, end: string) => {
    const link = whole.slice(0, whole.length - end.length);
    return isPublicWord(link, origin) ? whole : ` ${end}`;
  });
  return linked
    .split(GAP)
    .map((word, index) => (index % 2 === 1 ? word : publicWord(word, origin)))
    .join("");
}

function publicWord(word: string, origin: Origin): string {
  const [, before = "", core = "", after = ""] = /^([.:!?]*)(.*?)([.:!?]*)$/s.exec(word) ?? [];
  return isPublicWord(core, origin) ? word : `${before} ${after}`;
}

function isPublicWord(word: string, origin: Origin): boolean {
  const paths = word.toLowerCase().split(/[^a-z0-9/-]+/);
  if (PRIVATE.some((pattern) => pattern.test(word)) || paths.some(isBelow(origin.owner))) return false;
  if (word.includes("//") || PATH.test(word)) return isPublicLink(word, origin);
  return !/@[a-z0-9_]/i.test(word) || isPublicHost(MAIL.exec(word)?.[1] ?? "");
}

/** `owner/name`, and every path that begins so. */
function isBelow(owner: string): (path: string) => boolean {
  const root = `${owner.toLowerCase()}/`;
  return (path) => owner !== "" && path.replace(/^\/+/, "").startsWith(root) && path.length > root.length;
}

function tidied(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/!?\[([^[\]]*)\]\( ?\)/g, "$1")
    .replace(/[ ,;]+(?=[)\]])/g, "")
    .replace(/\(\)|\[\]|< ?>/g, " ")
    .replace(/ {2,}/g, " ")
    .replace(/ ([.,;!?])/g, "$1")
    .trim();
}
