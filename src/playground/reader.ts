// Reads a thread as a person does: what is new since the last look, as paragraphs for a terminal.
import { styleText } from "node:util";
import type { Thread } from "./github/index.ts";

type Style = "heading" | "narrator" | "who" | "quiet";
export type Paint = (style: Style, text: string) => string;

const STYLES = { heading: ["bold", "underline"], narrator: ["cyan"], who: ["bold"], quiet: ["dim"] } as const;
const REACTIONS: Record<string, string> = { eyes: "👀", "+1": "👍", confused: "😕" };

/** Colours, or none where nobody could see them. */
export function createPaint(isColoured: boolean): Paint {
  return (style, text) => (isColoured ? styleText([...STYLES[style]], text, { validateStream: false }) : text);
}

export interface Reader {
  /** A comment, with its text behind a margin. */
  said(who: string, time: string, body: string): string;
  /** The whole card. */
  card(): string;
  /** What has happened since the last call; the card's own text is left out. */
  news(): string[];
}

const isCard = (body: string): boolean => body.includes("<!-- tocsin:card");

const ENTITIES: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** What is seen of Markdown: hidden blocks are gone, folded parts are one line, escapes are undone. */
function visible(body: string): string {
  return body
    .replaceAll(/<!--[\s\S]*?-->/g, "")
    .replaceAll(/<details><summary>(.*?)<\/summary>[\s\S]*?<\/details>/g, "▸ $1")
    .replaceAll(/\\([!-/:-@[-`{-~])/g, "$1")
    .replaceAll(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll("\u2060", "")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

export function createReader(thread: () => Thread, paint: Paint): Reader {
  let seen = { comments: new Set<number>(), card: "", labels: [] as string[] };
  const said = (who: string, time: string, body: string) => {
    const margin = visible(body)
      .split("\n")
      .map((line) => `  │ ${line}`.trimEnd());
    return [`${paint("quiet", time)}  ${paint("who", who)}`, ...margin].join("\n");
  };
  const cardOf = ({ comments }: Thread) => comments.find(({ body }) => isCard(body));
  return {
    said,
    card() {
      const card = cardOf(thread());
      return card ? said(card.user, `${card.updated_at.slice(11, 16)} (the card)`, card.body) : "";
    },
    news() {
      const now = thread();
      const card = cardOf(now)?.body ?? "";
      const comments = now.comments.filter(({ id, body }) => !seen.comments.has(id) && !isCard(body));
      const told = comments.map(({ user, created_at, body, reactions }) => {
        const faces = reactions.map(({ content }) => REACTIONS[content] ?? content);
        return said([user, ...faces].join(" "), created_at.slice(11, 16), body);
      });
      const aside = [labelNews(seen.labels, now.labels), seen.card && card !== seen.card ? "the card was edited" : ""]
        .filter(Boolean)
        .map((text) => paint("quiet", `  · ${text}`));
      seen = { comments: new Set(now.comments.map(({ id }) => id)), card, labels: now.labels };
      return aside.length > 0 ? [...told, aside.join("\n")] : told;
    },
  };
}

function labelNews(before: readonly string[], after: readonly string[]): string {
  const gone = before.filter((label) => !after.includes(label)).map((label) => `− ${label}`);
  const come = after.filter((label) => !before.includes(label)).map((label) => `+ ${label}`);
  return [...gone, ...come].length > 0 ? `labels: ${[...gone, ...come].join("  ")}` : "";
}
