// Reactions to issues and comments; GitHub sends no webhook for them.
import { forbidden, invalid, notFound } from "./refusals.ts";
import { type Actor, requireRole } from "./roles.ts";
import { freshId, type Reaction, type Repository, timeOf, type World } from "./world.ts";

const CONTENTS = ["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"];

/** Adds a reaction, or answers the one that this account already left. */
export function react(
  world: World,
  actor: Actor,
  { to, content, repository }: { to: Reaction[]; content: string; repository: Repository },
): { reaction: Reaction; created: boolean } {
  requireRole(world, actor, { repository, role: "read" });
  if (!CONTENTS.includes(content)) throw invalid({ resource: "Reaction", field: "content", code: "invalid" });
  const known = to.find((one) => one.user === actor.account && one.content === content);
  if (known) return { reaction: known, created: false };
  const reaction = { id: freshId(world), content, user: actor.account, createdAt: timeOf(world) };
  to.push(reaction);
  return { reaction, created: true };
}

/** Takes a reaction back; only who left it may. */
export function unreact(actor: Actor, { from, id }: { from: Reaction[]; id: number }): void {
  const index = from.findIndex((one) => one.id === id);
  const reaction = from[index];
  if (!reaction) throw notFound();
  if (reaction.user !== actor.account) throw forbidden("You can only delete your own reactions.");
  from.splice(index, 1);
}
