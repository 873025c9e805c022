// GitHub through Octokit: what changed in a repository, newest first, one request for each kind.
import type { Change, FoundChange } from "../../domain/evidence.ts";
import { type As, addressOf } from "./address.ts";
import type { GitHub, Place } from "./port.ts";
import type { Window } from "./shipping-port.ts";

type Requests = {
  readonly [Kind in Change["kind"]]: (place: Place, window: Window) => Promise<FoundChange[]>;
};

/** GitHub's newest; more would not be shown. */
const PAGE = 50;

const seconds = (iso: string | null | undefined): number => Math.floor(Date.parse(iso ?? "") / 1000);
const instant = (at: number): string => new Date(at * 1000).toISOString();
const firstLine = (text: string | null | undefined): string => (text ?? "").split("\n", 1)[0] ?? "";
const repositoryOf = (place: Place) => {
  const { owner, repo } = addressOf(place);
  return { owner, repo };
};

export function createChanges(as: As): Pick<GitHub, "changes" | "teamMembers"> {
  const requests: Requests = { ...createShipped(as), ...createMerged(as) };
  return {
    changes: (place, kind, window) => requests[kind](place, window),
    async teamMembers(place, org, team_slug) {
      const query = { org, team_slug, per_page: 100 };
      const { data } = await (await as(place)).request("GET /orgs/{org}/teams/{team_slug}/members", query);
      return data.map(({ login }) => login);
    },
  };
}

function createShipped(as: As): Pick<Requests, "deployment" | "release"> {
  return {
    async deployment(place, { page }) {
      const query = { ...repositoryOf(place), per_page: PAGE };
      const { data } = await (await as(place)).request("GET /repos/{owner}/{repo}/deployments", query);
      // A preview of a pull request changes nothing for users.
      const lasting = data.filter(({ transient_environment }) => transient_environment !== true);
      return lasting.map(({ created_at, environment, description, ref, sha, creator }) => ({
        kind: "deployment" as const,
        at: seconds(created_at),
        title: `${environment}: ${firstLine(description) || ref}`,
        url: `${page}/commit/${sha}`,
        by: creator?.login ?? "",
        words: environment,
      }));
    },
    async release(place) {
      const query = { ...repositoryOf(place), per_page: PAGE };
      const { data } = await (await as(place)).request("GET /repos/{owner}/{repo}/releases", query);
      // A draft is shown to few, and has changed nothing yet.
      const published = data.filter(({ draft, published_at }) => !draft && published_at);
      return published.map(({ published_at, name, tag_name, html_url, author }) => ({
        kind: "release" as const,
        at: seconds(published_at),
        title: firstLine(name) || tag_name,
        url: html_url,
        by: author?.login ?? "",
        words: tag_name,
      }));
    },
  };
}

function createMerged(as: As): Pick<Requests, "pull" | "workflow"> {
  return {
    async pull(place) {
      const order = { state: "closed", sort: "updated", direction: "desc" } as const;
      const query = { ...repositoryOf(place), ...order, per_page: PAGE };
      const { data } = await (await as(place)).request("GET /repos/{owner}/{repo}/pulls", query);
      const merged = data.filter(({ merged_at }) => merged_at);
      return merged.map(({ merged_at, title, html_url, number, user, labels, merge_commit_sha }) => ({
        kind: "pull" as const,
        at: seconds(merged_at),
        title,
        url: html_url,
        by: user?.login ?? "",
        number,
        words: labels.map(({ name }) => name).join(" "),
        ...(merge_commit_sha && { sha: merge_commit_sha }),
      }));
    },
    async workflow(place, { from, to }) {
      const span = { path: ".github/workflows", since: instant(from), until: instant(to) };
      const query = { ...repositoryOf(place), ...span, per_page: PAGE };
      const { data } = await (await as(place)).request("GET /repos/{owner}/{repo}/commits", query);
      return data.map(({ sha, html_url, commit, author }) => ({
        kind: "workflow" as const,
        at: seconds(commit.committer?.date),
        title: firstLine(commit.message),
        url: html_url,
        by: author?.login ?? commit.author?.name ?? "",
        words: "",
        sha,
      }));
    },
  };
}
