// GitHub through Octokit: pull requests that undo others, and those that are open. Only GraphQL can revert.
import type { RevertFailure } from "../../domain/timeline.ts";
import { type As, addressOf } from "./address.ts";
import { isHidden } from "./outcome.ts";
import type { GitHub, Place } from "./port.ts";

const REVERT = `mutation ($input: RevertPullRequestInput!) {
  revertPullRequest(input: $input) { revertPullRequest { number } }
}`;

interface Reverted {
  readonly revertPullRequest?: { readonly revertPullRequest?: { readonly number: number } | null } | null;
}

/** Newest first; an attempt of ours is minutes old when it is looked for. */
const NEWEST = { state: "all", sort: "created", direction: "desc", per_page: 100 } as const;

const repositoryOf = (place: Place) => {
  const { owner, repo } = addressOf(place);
  return { owner, repo };
};

/** `ours` is the app's own login. */
export function createReverts(
  as: As,
  ours: string,
): Pick<GitHub, "revertible" | "revertPull" | "ownPulls" | "openPulls"> {
  return {
    ...createLists(as, ours),
    async revertible(place) {
      const pull = await pullAt(as, place);
      return pull && { id: pull.node_id, isMerged: pull.merged_at !== null };
    },
    async revertPull(place, pullRequestId, words) {
      const octokit = await as(place);
      try {
        const answer = await octokit.graphql<Reverted>(REVERT, { input: { pullRequestId, ...words } });
        const number = answer.revertPullRequest?.revertPullRequest?.number;
        if (typeof number !== "number") throw new TypeError("GitHub answered a revert without its number");
        return number;
      } catch (error) {
        const failure = failureOf(error);
        if (failure) return failure;
        throw error;
      }
    },
  };
}

function createLists(as: As, ours: string): Pick<GitHub, "ownPulls" | "openPulls"> {
  return {
    async ownPulls(place) {
      const query = { ...repositoryOf(place), ...NEWEST };
      const { data } = await (await as(place)).request("GET /repos/{owner}/{repo}/pulls", query);
      return data.flatMap(({ number, body, user }) => (user?.login === ours ? [{ number, body: body ?? "" }] : []));
    },
    async openPulls(place) {
      const query = { ...repositoryOf(place), state: "open" as const, per_page: 100 };
      const list = async () => (await as(place)).paginate("GET /repos/{owner}/{repo}/pulls", query);
      const found = place.number > 0 ? [await pullAt(as, place)] : await list();
      return found.flatMap((pull) =>
        pull?.state === "open"
          ? {
              number: pull.number,
              title: pull.title,
              body: pull.body ?? "",
              branch: pull.head.ref,
              head: pull.head.sha,
            }
          : [],
      );
    },
  };
}

async function pullAt(as: As, place: Place) {
  const address = { ...repositoryOf(place), pull_number: place.number };
  try {
    return (await (await as(place)).request("GET /repos/{owner}/{repo}/pulls/{pull_number}", address)).data;
  } catch (error) {
    if (isHidden(error)) return undefined;
    throw error;
  }
}

const FAILURES: Readonly<Record<string, RevertFailure>> = {
  UNPROCESSABLE: "conflict",
  FORBIDDEN: "forbidden",
  NOT_FOUND: "forbidden",
  INSUFFICIENT_SCOPES: "forbidden",
};

/** GraphQL says no with a 200 and a type; what has none, as a timeout, may have happened all the same. */
function failureOf(error: unknown): RevertFailure | undefined {
  const { errors = [], status } = error as { errors?: { type?: string }[]; status?: number };
  return status === undefined ? FAILURES[errors[0]?.type ?? ""] : undefined;
}
