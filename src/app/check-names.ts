// Finds whom a configuration names and nobody can reach: not on GitHub, not in the repository any more, without the role to act.
import type { GitHub, Place } from "../adapters/github/port.ts";
import { type Finding, finding } from "../domain/finding.ts";
import type { Named } from "../domain/on-call-names.ts";
import type { Policy } from "../domain/policy.ts";
import { reaches } from "../domain/role.ts";

/** Different people and teams that are asked for; each costs a request. */
const MOST = 100;

/** One finding for each place that names somebody who cannot be reached, or could not acknowledge. */
export async function checkNames(
  place: Place,
  { named, policy }: { named: readonly Named[]; policy: Policy },
  github: Pick<GitHub, "role" | "isTeam">,
): Promise<Finding[]> {
  const names = [...new Set(named.map(({ name }) => handleOf(name)).filter((name) => name !== undefined))];
  const wrong = new Map<string, (path: Named["path"]) => Finding>();
  for (const name of names.slice(0, MOST)) {
    const problem = name.includes("/")
      ? await teamProblem(place, name, github)
      : await userProblem(place, name, { policy, github });
    if (problem) wrong.set(name, problem);
  }
  return named.flatMap(({ name, path }) => wrong.get(handleOf(name) ?? "")?.(path) ?? []);
}

type Problem = (path: Named["path"]) => Finding;

async function teamProblem(place: Place, name: string, github: Pick<GitHub, "isTeam">): Promise<Problem | undefined> {
  const [organisation = "", team = ""] = name.split("/");
  const [owner = ""] = place.repository.split("/");
  const isOurs = organisation.toLowerCase() === owner.toLowerCase();
  if (isOurs && (await github.isTeam(place, organisation, team))) return undefined;
  return (path) => finding(path, isOurs ? "unknown-team" : "foreign-team", { given: `@${name}`, owner });
}

async function userProblem(
  place: Place,
  login: string,
  { policy, github }: { policy: Policy; github: Pick<GitHub, "role"> },
): Promise<Problem | undefined> {
  const needed = policy.commands["ack"] ?? "triage";
  const role = await github.role(place, login);
  if (reaches(role, needed)) return undefined;
  if (role === "none") return (path) => finding(path, "no-access", { given: `@${login}` });
  return (path) => finding(path, "cannot-acknowledge", { given: `@${login}`, role, needed });
}

/** Without its `@`; undefined for what is no handle: `on-call`, `mail:…`. */
function handleOf(name: string): string | undefined {
  return name.startsWith("@") ? name.slice(1) : undefined;
}
