// The status desk: a repository's public page as the store has it, and the words and names it is shown with.
import type { DateTime } from "luxon";
import type { Store } from "../adapters/store/port.ts";
import type { Message } from "../domain/effects.ts";
import { isShown, type Site } from "../domain/site.ts";
import { type StatusPage, statusPageOf } from "../domain/status-page.ts";
import { type Summary, summaryOf } from "../domain/summary.ts";
import { latest } from "../domain/timeline.ts";
import type { Past } from "./archive.ts";
import { isAwaiting } from "./awaited.ts";
import { type Moment, readings } from "./readings.ts";
import { sightOf } from "./sights.ts";
import { siteNamed } from "./sites.ts";
import type { Wording } from "./wording.ts";

/** What shows a page: its words in its language, names that tell nothing, and its address. */
export interface Showing {
  readonly page: StatusPage;
  words(message: Message): string;
  /** An incident's name in public: always the same, and not its number. */
  nameOf(number: number): string;
  /** Where the page is, without anything behind it. */
  readonly url: string;
}

interface Parts {
  readonly templates: Pick<Wording, "plain">;
  /** Names for public use, as `createPublicNames` makes them. */
  readonly publicName: (thing: string) => string;
  /** Where people reach this server, without a slash at the end. */
  readonly publicUrl: string;
}

/** The page of a repository that was never kept: from what GitHub alone remembers of its incidents. */
export function pageFrom(site: Site, incidents: readonly Past[], { policy, now }: Moment): StatusPage {
  const summaries = incidents
    .filter(({ timeline }) => !latest(timeline, "moved"))
    .map((incident) => summaryOf(incident, policy, readings(incident, { policy, now })));
  return statusPageOf(site, summaries, now);
}

/** Declared longer ago and still open it is shown all the same. */
const LONGEST_AGO = { days: 365 };

/** undefined when there is no such page, or not for the public, or not yet. Nothing is asked of GitHub. */
export async function showPage(
  repository: string,
  now: DateTime,
  parts: Parts & { readonly store: Pick<Store, "recall" | "summaries" | "lanes"> },
): Promise<Showing | undefined> {
  const page = await readPage(repository, now, parts.store);
  return page && showing(page, parts);
}

async function readPage(
  repository: string,
  now: DateTime,
  store: Pick<Store, "recall" | "summaries" | "lanes">,
): Promise<StatusPage | undefined> {
  const site = await siteNamed(repository, store);
  if (!site || !isShown(site, await sightOf(site.id, store))) return undefined;
  if (await isAwaiting(site, now, store)) return undefined;
  const repositories = [site.id];
  const rows = [
    ...(await store.summaries({ repositories, since: +now.minus(LONGEST_AGO) })),
    ...(await store.summaries({ repositories, isOpen: true })),
  ];
  const bodies = new Map(rows.map(({ lane, body }) => [lane, body]));
  return statusPageOf(
    site,
    [...bodies.values()].map((body) => JSON.parse(body) as Summary),
    now,
  );
}

export function showing(page: StatusPage, { templates, publicName, publicUrl }: Parts): Showing {
  const { site } = page;
  const policy = { locale: site.locale, timezone: site.timezone };
  return {
    page,
    words: (message) => templates.plain(message, { policy }),
    nameOf: (number) => publicName(`${site.id}#${number}`),
    url: `${publicUrl}/status/${site.repository}`,
  };
}
