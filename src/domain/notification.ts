// The draft of a notification to the supervisory authority: what art. 33(3) asks, and what of it is still missing.
import { type Line, linesOf } from "./report/lines.ts";
import { hasContent, placeholderOf } from "./report/outline.ts";

/** Art. 33(3)(a) to (d), in the law's order; what (a) lists is asked for one by one. */
export const NOTICE_FIELDS = ["nature", "subjects", "records", "contact", "consequences", "measures"] as const;
export type NoticeField = (typeof NOTICE_FIELDS)[number];

/** As the templates write them, without regard to case; what is in brackets behind is the law's own place. */
const TITLES: Record<NoticeField, readonly string[]> = {
  nature: ["nature of the breach", "nature de la violation"],
  subjects: ["people concerned", "personnes concernées"],
  records: ["records concerned", "enregistrements concernés"],
  contact: ["contact point", "point de contact"],
  consequences: ["likely consequences", "conséquences probables"],
  measures: ["measures", "mesures"],
};

/** What people wrote under each heading; a field whose heading is gone, or where a placeholder stands still, has none. */
export function readNotification(markdown: string): Partial<Record<NoticeField, string>> {
  const found: Partial<Record<NoticeField, Line[]>> = {};
  let field: NoticeField | undefined;
  for (const line of linesOf(markdown)) {
    if (line.kind === "heading") field = fieldNamed(line.text);
    else if (field && line.kind !== "html") found[field] = [...(found[field] ?? []), line];
  }
  const given = Object.entries(found).filter(([, lines]) => hasContent(lines) && !lines.some(placeholderOf));
  return Object.fromEntries(given.map(([field, lines]) => [field, wordsOf(lines)]));
}

/** The fields that are not given yet, in the law's order; all of them without a draft. */
export function missingFields(markdown: string | undefined): NoticeField[] {
  const given = markdown === undefined ? {} : readNotification(markdown);
  return NOTICE_FIELDS.filter((field) => given[field] === undefined);
}

function fieldNamed(heading: string): NoticeField | undefined {
  const [title = ""] = heading.normalize("NFC").toLowerCase().split("(");
  return NOTICE_FIELDS.find((field) => TITLES[field].includes(title.trim()));
}

function wordsOf(lines: readonly Line[]): string {
  return lines
    .map(({ text }) => text.trim())
    .filter(Boolean)
    .join(" ");
}
