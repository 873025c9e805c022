// GitHub through Octokit: the only file that names its REST endpoints for issues.
import type { Probot } from "probot";
import { parseRole } from "../../domain/role.ts";
import type { Octokit } from "./client.ts";
import { createDeliveries } from "./deliveries.ts";
import type { GitHub, Place } from "./port.ts";
import { createRepositories } from "./repositories.ts";
import { type EventJson, type IssueJson, readComment, readEvent, readIssue } from "./shapes.ts";

const PAGE = 100;

/** Address of the issue in Octokit's words. */
export function addressOf({ repository, number }: Place) {
  const [owner = "", repo = ""] = repository.split("/");
  return { owner, repo, issue_number: number };
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
  const as = ({ installation }: Place): Promise<Octokit> => probot.auth(installation);
  return {
    ...createReads(as, ours),
    ...createWrites(as),
    ...createRepositories(probot, as),
    ...createDeliveries(probot),
  };
}

type As = (place: Place) => Promise<Octokit>;

function createReads(as: As, ours: string): Pick<GitHub, "issue" | "thread" | "role"> {
  return {
    async issue(place) {
      const octokit = await as(place);
      const answer = await found(octokit.request("GET /repos/{owner}/{repo}/issues/{issue_number}", addressOf(place)));
      // A transferred issue answers with its new self: it is another incident, in another repository.
      if (!answer || (answer.data as IssueJson).pull_request || answer.data.number !== place.number) return undefined;
      const { owner, repo } = addressOf(place);
      return readIssue(answer.data as IssueJson, { owner, name: repo });
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

function createWrites(
  as: As,
): Pick<GitHub, "comment" | "editComment" | "pin" | "react" | "addLabels" | "setLabels" | "assign" | "update"> {
  const repositoryOf = (place: Place) => ({ owner: addressOf(place).owner, repo: addressOf(place).repo });
  return {
    async comment(place, body) {
      const answer = await (await as(place)).request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
        ...addressOf(place),
        body,
      });
      if (typeof answer.data?.id !== "number") throw new TypeError("GitHub answered a new comment without its id");
      return answer.data.id;
    },
    async editComment(place, comment_id, body) {
      await (await as(place)).request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
        ...repositoryOf(place),
        comment_id,
        body,
      });
    },
    async pin(place, comment_id) {
      await (await as(place)).request("PUT /repos/{owner}/{repo}/issues/comments/{comment_id}/pin", {
        ...repositoryOf(place),
        comment_id,
      });
    },
    async react(place, comment_id, content) {
      await (await as(place)).request("POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", {
        ...repositoryOf(place),
        comment_id,
        content: content as "+1",
      });
    },
    async addLabels(place, labels) {
      await (await as(place)).request("POST /repos/{owner}/{repo}/issues/{issue_number}/labels", {
        ...addressOf(place),
        labels: [...labels],
      });
    },
    async setLabels(place, labels) {
      await (await as(place)).request("PUT /repos/{owner}/{repo}/issues/{issue_number}/labels", {
        ...addressOf(place),
        labels: [...labels],
      });
    },
    async assign(place, logins) {
      const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/assignees";
      await (await as(place)).request(route, { ...addressOf(place), assignees: [...logins] });
    },
    async update(place, { state, reason, labels, assignees }) {
      const change = {
        ...(state && { state }),
        ...(reason && { state_reason: reason as "completed" }),
        ...(labels && { labels: [...labels] }),
        ...(assignees && { assignees: [...assignees] }),
      };
      const route = "PATCH /repos/{owner}/{repo}/issues/{issue_number}";
      await (await as(place)).request(route, { ...addressOf(place), ...change });
    },
  };
}
