// The status page as an Atom feed: an entry for each update, the latest first.
import { atomOf } from "../adapters/atom.ts";
import { titleMessage, updateMessage } from "../domain/status-message.ts";
import type { Showing } from "./status-desk.ts";
import { updateId } from "./status-json.ts";

/** Readers keep what they have read; the page has the rest. */
const MOST_ENTRIES = 100;

export function statusAtom(showing: Showing): string {
  const { page, words, url } = showing;
  const entries = page.incidents.flatMap((incident) =>
    incident.updates.map((update, index) => ({
      url: `${url}#${updateId(incident, index, showing)}`,
      title: words(titleMessage(incident)),
      text: words(updateMessage(update)),
      at: update.at,
    })),
  );
  return atomOf({
    title: page.site.title,
    url,
    feedUrl: `${url}.atom`,
    language: page.site.locale,
    updatedAt: page.changedAt ?? 0,
    entries: entries.toSorted((a, b) => b.at - a.at).slice(0, MOST_ENTRIES),
  });
}
