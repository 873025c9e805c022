// Keeps what the public page of each repository needs besides its incidents, with every look at the repository.
import type { GitHub } from "../adapters/github/port.ts";
import type { Claim, Store } from "../adapters/store/port.ts";
import type { Policy } from "../domain/policy.ts";
import { type Site, siteOf } from "../domain/site.ts";
import { parseNotice } from "./notice.ts";
import { noteSight, sightOf } from "./sights.ts";

const noteOf = (repository: string) => `site:${repository.toLowerCase()}`;

/** undefined when no repository is known by that name. */
export async function siteNamed(repository: string, store: Pick<Store, "recall">): Promise<Site | undefined> {
  const note = await store.recall(noteOf(repository));
  return note ? (JSON.parse(note) as Site) : undefined;
}

/** Asks GitHub who may see it only when it has just been told of the repository, or never saw it; sweeps tell the rest. */
export async function keepSite(
  claim: Claim,
  policy: Policy,
  { github, store }: { github: GitHub; store: Store },
): Promise<void> {
  const { installation, repository, inbox, lane } = claim;
  const id = Number(lane);
  if (inbox.some(({ body }) => parseNotice(body).isRepository) || !(await sightOf(id, store))) {
    const found = await github.about(claim);
    await noteSight(id, found && { installation, repository, isPublic: found.isPublic }, store);
  }
  const site = JSON.stringify(siteOf(id, repository, policy));
  if ((await store.recall(noteOf(repository))) !== site) await store.remember(noteOf(repository), site);
}
