// What is new since the last look, in words: for the eye beside the form, and for a screen reader.
import type { Thread } from "../github/index.ts";
import { button, make } from "./elements.ts";
import type { Issues } from "./play.ts";
import type { Look, View } from "./view.ts";

/** Characters of a comment that are repeated. */
const EXCERPT = 100;

/** The comments that were not there before. */
function newComments(before: Issues, after: Issues): { issue: number; comment: Thread["comments"][number] }[] {
  return [...after].flatMap(([issue, { comments }]) => {
    const known = new Set(before.get(issue)?.comments.map(({ id }) => id));
    return comments.filter(({ id }) => !known.has(id)).map((comment) => ({ issue, comment }));
  });
}

/** The numbers of the comments that are new. */
export function freshIn({ play, before }: View): Set<number> {
  return new Set(newComments(before, play.issues()).map(({ comment }) => comment.id));
}

/** A list of what is new, or the words that nothing is. */
export function printNews({ play, words, before }: View, look: Look): HTMLElement {
  const after = play.issues();
  const comments = newComments(before, after).map(({ issue, comment: { id, user, body } }) => {
    const text = words("news.comment", { login: user, issue: `#${issue}`, text: excerptOf(body) });
    return button(text, () => look(issue, id));
  });
  const others = [...after].flatMap(([issue, thread]) =>
    changes(before.get(issue), thread).map(([name, labels]) => words(`news.${name}`, { issue: `#${issue}`, labels })),
  );
  const news = [...comments, ...others].map((item) => make("li", {}, item));
  return news.length > 0 ? make("ul", {}, ...news) : make("p", { class: "quiet" }, words("news.none"));
}

/** What became of an issue, by the names of its words, with what came (+) and went (−) of its labels. */
function changes(before: Thread | undefined, after: Thread): [name: string, labels: string][] {
  if (!before) return [["opened", ""]];
  const come = after.labels.filter((name) => !before.labels.includes(name)).map((name) => `+ ${name}`);
  const gone = before.labels.filter((name) => !after.labels.includes(name)).map((name) => `− ${name}`);
  const labels = [...come, ...gone].join(", ");
  const state = before.state === after.state ? [] : [after.state === "open" ? "reopened" : "closed"];
  const isCardEdited = after.comments.some(
    ({ id, pinned, body }) => pinned && before.comments.some((one) => one.id === id && one.body !== body),
  );
  const names = [...(labels ? ["labels"] : []), ...state, ...(isCardEdited ? ["card"] : [])];
  return names.map((name) => [name, labels]);
}

/** The first words of a comment: without hidden blocks, mentions at its head and the signs of Markdown. */
function excerptOf(body: string): string {
  const text = body
    .replaceAll(/<!--[\s\S]*?-->|<[^>]*>/g, "")
    .replace(/^(?:@[\w/-]+ ?)+\n/, "")
    .replaceAll(/^#+ |[*`>\\\u2060]/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT).toWellFormed()}…` : text;
}
