// What closed an issue: a merged pull request, or somebody's hand. Only GraphQL knows; REST leaves `commit_id` empty.
import { BY_HAND, type DoneBy } from "../../domain/timeline.ts";
import { type As, addressOf } from "./address.ts";
import type { GitHub } from "./port.ts";

const QUERY = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    issue(number: $number) {
      timelineItems(itemTypes: [CLOSED_EVENT], last: 1) {
        nodes {
          ... on ClosedEvent {
            closer {
              __typename
              ... on PullRequest { number repository { nameWithOwner } }
              ... on Commit { associatedPullRequests(first: 1) { nodes { number repository { nameWithOwner } } } }
            }
          }
        }
      }
    }
  }
}`;

interface PullNode {
  number: number;
  repository: { nameWithOwner: string };
}

type Closer = Partial<PullNode> & { __typename: string; associatedPullRequests?: { nodes: PullNode[] } };

interface Answer {
  repository?: { issue?: { timelineItems: { nodes: ({ closer?: Closer | null } | null)[] } } | null } | null;
}

/** A commit that went in without a pull request closes like a hand: there is no number to name. */
function doneBy(closer: Closer | null, ownRepository: string): DoneBy {
  const pull = closer?.__typename === "Commit" ? closer.associatedPullRequests?.nodes[0] : closer;
  if (!pull?.number || !pull.repository) return BY_HAND;
  const { nameWithOwner } = pull.repository;
  return { number: pull.number, repository: nameWithOwner === ownRepository ? "" : nameWithOwner };
}

export function createClosedThrough(as: As): Pick<GitHub, "closedThrough"> {
  return {
    async closedThrough(place) {
      const { owner, repo, issue_number: number } = addressOf(place);
      const octokit = await as(place);
      try {
        const { repository } = await octokit.graphql<Answer>(QUERY, { owner, repo, number });
        const closer = repository?.issue?.timelineItems.nodes[0]?.closer;
        return closer === undefined ? undefined : doneBy(closer, place.repository);
      } catch (error) {
        // It decorates a line of the card; a server without GraphQL, or a permission we lack, must not stop anything.
        const { status = 0 } = error as { status?: number };
        if (status >= 500) throw error;
        return undefined;
      }
    },
  };
}
