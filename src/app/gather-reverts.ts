// Gathers the pull requests that somebody who may has just asked to undo.
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Facts } from "../domain/facts.ts";
import { type Incident, incidentOf } from "../domain/incident.ts";
import type { Comment } from "../domain/issue.ts";
import { reaches } from "../domain/role.ts";
import { parsePull, type Revertible } from "../domain/rollback.ts";
import { commandRows, newCommands } from "./answer.ts";

/** In one pass; each costs a request, and more are not typed at once. */
const MOST = 5;

/** undefined while nobody asks who may: nobody else pays for the requests. */
export async function gatherReverts(
  facts: Facts,
  place: Place,
  github: GitHub,
): Promise<ReadonlyMap<number, Revertible> | undefined> {
  const { comments, issue, timeline } = facts;
  const typed = comments.filter((comment) => comment.body.includes("/rollback") && mayAsk(comment, facts));
  if (typed.length === 0) return undefined;
  const incident = incidentOf(issue, timeline);
  const asked = typed.flatMap((comment) => numbersIn(comment, incident, place.repository));
  const found = new Map<number, Revertible>();
  for (const number of [...new Set(asked)].slice(0, MOST)) {
    const pull = await github.revertible({ ...place, number });
    if (pull) found.set(number, pull);
  }
  return found;
}

function mayAsk({ editor }: Comment, { roles, policy }: Facts): boolean {
  const needed = commandRows(policy).find(({ name }) => name === "rollback")?.permission ?? "admin";
  return reaches(roles.get(editor?.login ?? "") ?? "none", needed);
}

function numbersIn(comment: Comment, incident: Incident, repository: string): number[] {
  return newCommands(comment, incident).flatMap(({ name, rest }) => {
    const named = name === "rollback" ? parsePull(rest, repository) : undefined;
    return named && !named.isElsewhere ? named.number : [];
  });
}
