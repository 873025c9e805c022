// GitHub through Octokit: the only file that names its REST endpoints for issues.
import type { Probot } from "probot";
import { parseRole } from "../../domain/role.ts";
import { type As, addressOf } from "./address.ts";
import { createChecks } from "./checks.ts";
import { createDeliveries } from "./deliveries.ts";
import type { GitHub } from "./port.ts";
import { createPulls } from "./pulls.ts";
import { createRepositories } from "./repositories.ts";
import { type EventJson, type IssueJson, readComment, readEvent, readIssue } from "./shapes.ts";
import { createSubIssues } from "./sub-issues.ts";
import { createWrites } from "./writes.ts";

const PAGE = 100;

/** A deleted issue answers 410; a 404 may also be a lag or a permission, and says nothing for good. */
function unlessDeleted(error: { status?: number }): undefined {
  if (error.status !== 410) throw error;
}

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

/** `ours` is the app's own login, `<slug>[bot]`. */
export function createGitHub(probot: Probot, ours: string): GitHub {
  const as: As = ({ installation }) => probot.auth(installation);
  return {
    ...createReads(as, ours),
    ...createWrites(as),
    ...createSubIssues(as, ours),
    ...createRepositories(probot, as),
    ...createDeliveries(probot),
    ...createPulls(as),
    ...createChecks(as),
  };
}

function createReads(as: As, ours: string): Pick<GitHub, "issue" | "thread" | "role"> {
  return {
    async issue(place) {
      const octokit = await as(place);
      const request = octokit.request("GET /repos/{owner}/{repo}/issues/{issue_number}", addressOf(place));
      const answer = await request.catch(unlessDeleted);
      // A transferred issue answers with its new self: it is another incident, in another repository.
      if (!answer || (answer.data as IssueJson).pull_request || answer.data.number !== place.number) return undefined;
      const { owner, repo } = addressOf(place);
      return readIssue(answer.data as IssueJson, { owner, name: repo }, ours);
    },
    async thread(place) {
      const octokit = await as(place);
      const items = await octokit.paginate("GET /repos/{owner}/{repo}/issues/{issue_number}/timeline", {
        ...addressOf(place),
        per_page: PAGE,
      });
      const json = items as unknown as EventJson[];
      return {
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
  };
}
