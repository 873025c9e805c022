// Who may see which repository, as GitHub last said it: a public page must not outlive what made it public.
import type { FoundRepository } from "../adapters/github/port.ts";
import type { Store } from "../adapters/store/port.ts";
import type { Sight } from "../domain/site.ts";

type Notes = Pick<Store, "recall" | "remember">;

const sightNote = (id: number) => `sight:${id}`;
const listNote = (installation: number) => `repositories:${installation}`;
const ALL = "installations";

/** undefined: never seen, or gone. */
export async function sightOf(id: number, store: Pick<Notes, "recall">): Promise<Sight | undefined> {
  const note = await store.recall(sightNote(id));
  return note ? (JSON.parse(note) as Sight) : undefined;
}

/** Written only when it has changed. */
export function noteSight(id: number, sight: Sight | undefined, store: Notes): Promise<void> {
  return noteIfNew(sightNote(id), sight ? JSON.stringify(sight) : "", store);
}

/** All that one installation sees now; what it saw before and sees no more is forgotten. */
export async function noteSights(
  installation: number,
  repositories: readonly FoundRepository[],
  store: Notes,
): Promise<void> {
  const ids = repositories.map(({ id }) => id);
  await forget(installation, ids, store);
  for (const { id, repository, isPublic } of repositories)
    await noteSight(id, { installation, repository, isPublic }, store);
  await noteIfNew(listNote(installation), JSON.stringify(ids), store);
}

/** Installations that are suspended or gone see nothing. */
export async function forgetOthers(installations: readonly number[], store: Notes): Promise<void> {
  for (const gone of await listIn(ALL, store)) {
    if (installations.includes(gone)) continue;
    await forget(gone, [], store);
    await noteIfNew(listNote(gone), "", store);
  }
  await noteIfNew(ALL, JSON.stringify(installations), store);
}

/** How many there were at the last sweep; undefined before the first. */
export async function installationsSeen(store: Pick<Notes, "recall">): Promise<number | undefined> {
  return (await store.recall(ALL)) === undefined ? undefined : (await listIn(ALL, store)).length;
}

/** What went to another installation belongs to that one. */
async function forget(installation: number, kept: readonly number[], store: Notes): Promise<void> {
  const stays = new Set(kept);
  for (const id of await listIn(listNote(installation), store))
    if (!stays.has(id) && (await sightOf(id, store))?.installation === installation)
      await noteSight(id, undefined, store);
}

async function listIn(name: string, store: Pick<Notes, "recall">): Promise<number[]> {
  return JSON.parse((await store.recall(name)) || "[]") as number[];
}

async function noteIfNew(name: string, value: string, store: Notes): Promise<void> {
  if (((await store.recall(name)) ?? "") !== value) await store.remember(name, value);
}
