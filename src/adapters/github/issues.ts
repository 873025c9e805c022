// One issue by its address, also when its repository has another name by now, or the issue another repository.
import { type As, addressOf } from "./address.ts";
import type { Octokit } from "./client.ts";
import type { GitHub, Place } from "./port.ts";
import { homeOf, type IssueJson, readIssue } from "./shapes.ts";

/** A deleted issue answers 410; a 404 may also be a lag or a permission, and says nothing for good. */
function unlessDeleted(error: { status?: number }): undefined {
  if (error.status !== 410) throw error;
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The repository under the name it has now; an old one is followed. */
async function repositoryNow(octokit: Octokit, place: Place): Promise<{ id: number; full_name: string }> {
  const { owner, repo } = addressOf(place);
  const { id, full_name } = (await octokit.request("GET /repos/{owner}/{repo}", { owner, repo })).data;
  return { id: Number(id), full_name };
}

interface Found {
  readonly json: IssueJson;
  /** Where GitHub says it is: `owner/name`. */
  readonly repository: string;
  readonly isHere: boolean;
}

async function find(octokit: Octokit, place: Place): Promise<Found | undefined> {
  const request = octokit.request("GET /repos/{owner}/{repo}/issues/{issue_number}", addressOf(place));
  const json = (await request.catch(unlessDeleted))?.data as IssueJson | undefined;
  if (!json || json.pull_request) return undefined;
  const { owner, name } = homeOf(json);
  const repository = `${owner}/${name}`;
  return { json, repository, isHere: json.number === place.number && same(repository, place.repository) };
}

export function createIssues(as: As, ours: string): Pick<GitHub, "issue" | "movedTo"> {
  return {
    async issue(place) {
      const octokit = await as(place);
      const found = await find(octokit, place);
      if (!found || found.json.number !== place.number) return undefined;
      // A transferred issue answers with its new self, and so does one of a repository that has another name now.
      const isMoved = !found.isHere && !same((await repositoryNow(octokit, place)).full_name, found.repository);
      return isMoved ? undefined : readIssue(found.json, homeOf(found.json), ours);
    },
    async movedTo(place) {
      const octokit = await as(place);
      const found = await find(octokit, place);
      if (!found || found.isHere) return undefined;
      const to = { ...place, repository: found.repository, number: found.json.number };
      return { ...to, id: (await repositoryNow(octokit, to)).id };
    },
  };
}
