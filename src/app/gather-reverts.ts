// Gathers the pull requests that somebody has just asked to undo.
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Incident } from "../domain/incident.ts";
import type { Comment } from "../domain/issue.ts";
import { parsePull, type Revertible } from "../domain/rollback.ts";
import { newCommands } from "./answer.ts";

/** In one pass; each costs a request, and more are not typed at once. */
const MOST = 5;

/** undefined while nobody asks: nobody else pays for the requests. */
export async function gatherReverts(
  [incident, comments]: [Incident, readonly Comment[]],
  place: Place,
  github: GitHub,
): Promise<ReadonlyMap<number, Revertible> | undefined> {
  const asked = comments
    .filter(({ body }) => body.includes("/rollback"))
    .flatMap((comment) => newCommands(comment, incident))
    .flatMap(({ name, rest }) => (name === "rollback" ? (parsePull(rest, place.repository) ?? []) : []))
    .flatMap(({ number, isElsewhere }) => (isElsewhere ? [] : number));
  if (asked.length === 0) return undefined;
  const found = new Map<number, Revertible>();
  for (const number of [...new Set(asked)].slice(0, MOST)) {
    const pull = await github.revertible({ ...place, number });
    if (pull) found.set(number, pull);
  }
  return found;
}
