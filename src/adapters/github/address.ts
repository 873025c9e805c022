// An issue's address in Octokit's words, and the client that may touch it.
import type { Octokit } from "./client.ts";
import type { Place } from "./port.ts";

/** The client of the installation that a place belongs to. */
export type As = (place: Pick<Place, "installation" | "urgency">) => Promise<Octokit>;

export function addressOf({ repository, number }: Place) {
  const [owner = "", repo = ""] = repository.split("/");
  return { owner, repo, issue_number: number };
}
