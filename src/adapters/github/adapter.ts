// GitHub through Octokit: the only file that names its REST endpoints for issues.
import type { Probot } from "probot";
import { parseRole } from "../../domain/role.ts";
import { type As, addressOf } from "./address.ts";
import { createChanges } from "./changes.ts";
import { createChecks } from "./checks.ts";
import { createClosedThrough } from "./closed-through.ts";
import { createContents } from "./contents.ts";
import { createDeliveries } from "./deliveries.ts";
import { createIssueLists } from "./issue-lists.ts";
import { createIssues } from "./issues.ts";
import { createLastEdit } from "./last-edit.ts";
import type { GitHub } from "./port.ts";
import { createPulls } from "./pulls.ts";
import { createRepositories } from "./repositories.ts";
import { createReverts } from "./reverts.ts";
import { answeredAt, type EventJson, readComment, readEvent } from "./shapes.ts";
import { createSubIssues } from "./sub-issues.ts";
import { createWrites } from "./writes.ts";

const PAGE = 100;

/** undefined instead of a 404 or 410. */
async function found<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    const { status } = error as { status?: number };
    if (status === 404 || status === 410) return undefined;
    throw error;
  }
}

/** `ours` is the app's own login, `<slug>[bot]`; `as` gives the clients, paced or (for the command line) as they are. */
export function createGitHub(
  probot: Probot,
  ours: string,
  as: As = ({ installation }) => probot.auth(installation),
): GitHub {
  return {
    ...createIssues(as, ours),
    ...createReads(as, ours),
    ...createWrites(as),
    ...createSubIssues(as, ours),
    ...createClosedThrough(as),
    ...createLastEdit(as),
    ...createIssueLists(as, ours),
    ...createRepositories(probot, as),
    ...createContents(as),
    ...createDeliveries(probot),
    ...createPulls(as),
    ...createChecks(as),
    ...createChanges(as),
    ...createReverts(as, ours),
  };
}

function createReads(as: As, ours: string): Pick<GitHub, "thread" | "role" | "isTeam"> {
  return {
    async thread(place) {
      const octokit = await as(place);
      let at: number | undefined;
      const items = await octokit.paginate(
        "GET /repos/{owner}/{repo}/issues/{issue_number}/timeline",
        { ...addressOf(place), per_page: PAGE },
        ({ data, headers }) => {
          at ??= answeredAt(headers);
          return data;
        },
      );
      const json = items as unknown as EventJson[];
      return {
        at,
        events: json.flatMap((item) => readEvent(item, ours) ?? []),
        comments: json.flatMap((item) =>
          item.event === "commented" && item.id && item.created_at
            ? readComment({ ...item, id: item.id, created_at: item.created_at }, ours)
            : [],
        ),
      };
    },
    async role(place, username) {
      const octokit = await as(place);
      const { owner, repo } = addressOf(place);
      const answer = await found(
        octokit.request("GET /repos/{owner}/{repo}/collaborators/{username}/permission", { owner, repo, username }),
      );
      return parseRole(answer?.data.role_name, answer?.data.permission);
    },
    async isTeam(place, org, team_slug) {
      const octokit = await as(place);
      const query = { org, team_slug, per_page: 1 };
      return (await found(octokit.request("GET /orgs/{org}/teams/{team_slug}/members", query))) !== undefined;
    },
  };
}
