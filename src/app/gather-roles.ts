// Gathers the live role of everybody whose words may count.
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Facts } from "../domain/facts.ts";
import { type Incident, incidentOf } from "../domain/incident.ts";
import type { Comment } from "../domain/issue.ts";
import type { Role } from "../domain/role.ts";
import { insertEntry, latest } from "../domain/timeline.ts";
import { newCommands } from "./answer.ts";
import { loginOf } from "./clicks.ts";
import { canAcknowledge } from "./decide.ts";
import { declare } from "./declare.ts";
import type { Inquiry } from "./inquiry.ts";

interface Sources {
  readonly github: Pick<GitHub, "role">;
  readonly inquiry: Inquiry;
}

/** Asks GitHub for the live role of everybody whose words may count. Who cannot be asked is left out, after a while: see `Inquiry`. */
export async function askRoles(facts: Facts, place: Place, { github, inquiry }: Sources): Promise<Map<string, Role>> {
  const timeline = declare(facts).reduce(insertEntry, [...facts.timeline]);
  const incident = incidentOf(facts.issue, timeline);
  const logins = latest(timeline, "declared")
    ? [...new Set([...facts.comments.flatMap((comment) => whoCounts(comment, incident)), ...whoClicked(facts)])]
    : [];
  const roles = new Map<string, Role>();
  const failures: unknown[] = [];
  // One after the other: many at once would be more than GitHub allows when many incidents are looked at. All of them, so
  // that the lane waits for all of them in the same minute.
  for (const login of logins) {
    const asked = inquiry.ask(`${place.repository} ${login}`, github.role(place, login), facts.now);
    const role = await asked.catch((error: unknown) => void failures.push(error));
    if (role && role !== "unread") roles.set(login, role);
  }
  if (failures.length > 0) throw failures[0];
  return roles;
}

function whoClicked({ clicks = [], policy }: Facts): string[] {
  return clicks.flatMap((click) => loginOf(click, policy) ?? []);
}

function whoCounts(comment: Comment, incident: Incident): string[] {
  if (newCommands(comment, incident).length > 0) return comment.editor ? [comment.editor.login] : [];
  return comment.author && canAcknowledge(comment, incident) ? [comment.author.login] : [];
}
