// GitHub through Octokit: the lists of a repository's issues.
import { type As, addressOf } from "./address.ts";
import type { AsOf, ChangedIssue, GitHub, LabelledIssue, Place } from "./port.ts";
import { answeredAt } from "./shapes.ts";

const PAGE = 100;

export function createIssueLists(as: As, ours: string): Pick<GitHub, "issuesWith" | "changedSince"> {
  return {
    issuesWith: (place, label, since) => listIssues(as, { place, label, since }, ours),
    changedSince: (place, since) => listChanged(as, place, since),
  };
}

async function listIssues(
  as: As,
  { place, label, since }: { place: Place; label: string; since?: number },
  ours: string,
): Promise<LabelledIssue[]> {
  const { owner, repo } = addressOf(place);
  const octokit = await as(place);
  const changed =
    since === undefined ? { state: "open" as const } : { state: "all" as const, since: new Date(since).toISOString() };
  const query = { owner, repo, labels: label, per_page: PAGE, ...changed };
  const issues = await octokit.paginate("GET /repos/{owner}/{repo}/issues", query);
  // The list of issues has pull requests in it; they are not incidents.
  return issues.flatMap(({ number, updated_at, body, user, pull_request }) =>
    pull_request ? [] : [{ number, updatedAt: updated_at, body: body ?? "", isOurs: user?.login === ours }],
  );
}

async function listChanged(as: As, place: Place, since: number): Promise<AsOf<ChangedIssue>> {
  const { owner, repo } = addressOf(place);
  const query = { owner, repo, state: "all" as const, since: new Date(since).toISOString(), per_page: PAGE };
  let at: number | undefined;
  const issues = await (await as(place)).paginate("GET /repos/{owner}/{repo}/issues", query, ({ data, headers }) => {
    at ??= answeredAt(headers);
    return data;
  });
  const list = issues.map(({ number, updated_at, labels, body, pull_request }) => ({
    number,
    updatedAt: updated_at,
    labels: labels.flatMap((label) => (typeof label === "string" ? label : (label.name ?? []))),
    body: body ?? "",
    isPull: pull_request !== undefined,
  }));
  return { list, at };
}
