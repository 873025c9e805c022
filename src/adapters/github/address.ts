// An issue's address in Octokit's words, and the client that may touch it.
import type { Probot } from "probot";
import type { Octokit } from "./client.ts";
import type { Place } from "./port.ts";

/** The client of the installation that a place belongs to. */
export type As = (place: Place) => Promise<Octokit>;

/** What GitHub says of a token that may less than the app wants. */
const TOO_LITTLE = /not accessible by integration/i;

/**
 * The clients of the installations. A token holds for an hour and never learns of permissions that are given later: after
 * a refusal the next one is new.
 */
export function createAs(probot: Probot): As {
  const refused = new Set<number>();
  return async ({ installation }) => {
    const octokit = await probot.auth(installation);
    if (refused.delete(installation)) await octokit.auth({ type: "installation", refresh: true });
    octokit.hook.error("request", (error) => {
      if (TOO_LITTLE.test(error.message)) refused.add(installation);
      throw error;
    });
    return octokit;
  };
}

export function addressOf({ repository, number }: Place) {
  const [owner = "", repo = ""] = repository.split("/");
  return { owner, repo, issue_number: number };
}
