// The badge: what the status page says, or one component of it, in a few words on a small picture.
import type { Showing } from "../app/status-desk.ts";
import { componentMessage } from "../domain/status-message.ts";
import type { Indicator } from "../domain/status-page.ts";

/** Each holds white text with WCAG AA's contrast. */
const COLOURS: Readonly<Record<Indicator, string>> = {
  none: "#116329",
  minor: "#7d4e00",
  major: "#b3141f",
  critical: "#82071e",
};
/** Pixels: of a letter on average, and around each half. */
const [LETTER, AROUND] = [6.6, 6];

/** undefined when the page shows no such component; "" is all of it. */
export function statusBadge({ page, words }: Showing, component = ""): string | undefined {
  const found = page.components.find(({ name }) => name.toLowerCase() === component.toLowerCase());
  if (component !== "" && !found) return undefined;
  const indicator = found?.indicator ?? page.indicator;
  const halves = [found?.name ?? page.site.title, words(componentMessage(indicator))] as const;
  const [left, right] = halves.map((text) => Math.round([...text].length * LETTER) + 2 * AROUND) as [number, number];
  const [label, state] = halves.map(escaped);
  const text = (at: number, width: number, said: string | undefined) =>
    `<text x="${at + width / 2}" y="14" textLength="${width - 2 * AROUND}" lengthAdjust="spacingAndGlyphs">${said}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img">`,
    `<title>${label}: ${state}</title>`,
    `<rect width="${left}" height="20" fill="#3d444d"/>`,
    `<rect x="${left}" width="${right}" height="20" fill="${COLOURS[indicator]}"/>`,
    '<g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">',
    text(0, left, label),
    text(left, right, state),
    "</g>",
    "</svg>\n",
  ].join("\n");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
}
