// An Atom feed, by the npm package that writes it; every text is shown as it is, whatever it looks like.
import { Feed } from "feed";

export interface AtomFeed {
  readonly title: string;
  /** The page that it is a feed of. */
  readonly url: string;
  readonly feedUrl: string;
  readonly language: string;
  /** Milliseconds since the epoch (UTC), as below. */
  readonly updatedAt: number;
  readonly entries: readonly {
    /** An address of its own, which never changes. */
    readonly url: string;
    readonly title: string;
    /** Its lines stay lines. */
    readonly text: string;
    readonly at: number;
  }[];
}

export function atomOf({ title, url, feedUrl, language, updatedAt, entries }: AtomFeed): string {
  const updated = new Date(updatedAt);
  const feed = new Feed({
    ...{ id: url, link: url, title, language, updated, generator: "Tocsin" },
    feedLinks: { atom: feedUrl },
    author: { name: title },
  });
  for (const entry of entries)
    feed.addItem({
      id: entry.url,
      link: entry.url,
      title: escaped(entry.title),
      content: `<p>${escaped(entry.text).replaceAll("\n", "<br>\n")}</p>`,
      date: new Date(entry.at),
      published: new Date(entry.at),
    });
  return `${feed.atom1()}\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
}
