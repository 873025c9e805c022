// The forms that a status page has: HTML, JSON, Atom and a badge, each by the ending of its address.
import type { Pages } from "../adapters/pages.ts";
import { statusAtom } from "../app/status-atom.ts";
import type { Showing } from "../app/status-desk.ts";
import { statusJson } from "../app/status-json.ts";
import { statusBadge } from "./status-badge.ts";
import { statusView } from "./status-view.ts";

export interface StatusForm {
  /** What the address ends with: "" or `.json`. */
  readonly ending: string;
  readonly type: string;
  /** undefined when there is no such component. */
  write(showing: Showing, component: string): string | undefined;
}

export function statusForms(pages: Pages): readonly StatusForm[] {
  return [
    { ending: ".json", type: "application/json; charset=utf-8", write: statusJson },
    { ending: ".atom", type: "application/atom+xml; charset=utf-8", write: statusAtom },
    { ending: ".svg", type: "image/svg+xml", write: statusBadge },
    { ending: "", type: "text/html; charset=utf-8", write: (showing) => htmlOf(showing, pages) },
  ];
}

function htmlOf(showing: Showing, pages: Pages): string {
  const { locale, repository } = showing.page.site;
  return pages.render("status", statusView(showing), { locale, login: "", path: `/status/${repository}` });
}
