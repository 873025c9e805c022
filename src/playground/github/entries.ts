// What a repository only keeps and shows: deployments, releases, check runs.
import type { Actor } from "./roles.ts";
import { type Entry, freshId, timeOf, type World } from "./world.ts";

/** A new entry with these fields, made now by the actor. */
export function createEntry(world: World, actor: Actor, fields: Record<string, unknown>): Entry {
  const now = timeOf(world);
  return { id: freshId(world), createdAt: now, updatedAt: now, author: actor.account, app: actor.app, fields };
}
