// GitHub through Octokit: the branch, the file and the pull request of a post-mortem.
import { DateTime } from "luxon";
import type { PullRequest } from "../../domain/pull.ts";
import { type As, addressOf } from "./address.ts";
import { isHidden } from "./outcome.ts";
import type { GitHub, Place } from "./port.ts";
import { readPerson, type UserJson } from "./shapes.ts";

type Pulls = Pick<
  GitHub,
  "pull" | "pullFiles" | "pullsFrom" | "openPull" | "setPullState" | "defaultBranch" | "branchHead" | "createBranch"
>;
type Files = Pick<GitHub, "fileAt" | "writeFile" | "lastChange">;

interface PullJson {
  number: number;
  body?: string | null;
  state: string;
  head: { ref: string; sha: string };
  base: { ref: string };
  merged_at?: string | null;
  merged_by?: UserJson | null;
}

function readPull({ number, body, state, head, base, merged_at, merged_by }: PullJson): PullRequest {
  const merged = merged_at
    ? { at: DateTime.fromISO(merged_at, { zone: "utc" }), by: readPerson(merged_by) }
    : undefined;
  const branches = { branch: head.ref, base: base.ref, head: head.sha };
  return { number, description: body ?? "", isOpen: state === "open", ...branches, merged };
}

/** undefined instead of a 404; a permission that we were not given says nothing about what is there. */
async function found<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if ((error as { status?: number }).status === 404) return undefined;
    throw error;
  }
}

/** undefined instead of what GitHub does not show us. */
async function shown<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (isHidden(error)) return undefined;
    throw error;
  }
}

const repositoryOf = (place: Place) => {
  const { owner, repo } = addressOf(place);
  return { owner, repo };
};

export function createPulls(as: As): Pulls & Files {
  return { ...createRequests(as), ...createBranches(as), ...createFiles(as) };
}

function createRequests(as: As): Pick<GitHub, "pull" | "pullFiles" | "pullsFrom" | "openPull" | "setPullState"> {
  return {
    async pull(place) {
      const address = { ...repositoryOf(place), pull_number: place.number };
      const answer = await shown((await as(place)).request("GET /repos/{owner}/{repo}/pulls/{pull_number}", address));
      return answer && readPull(answer.data as PullJson);
    },
    async pullFiles(place) {
      const address = { ...repositoryOf(place), pull_number: place.number, per_page: 100 };
      const { data } = await (await as(place)).request("GET /repos/{owner}/{repo}/pulls/{pull_number}/files", address);
      return data.flatMap(({ filename, status }) => (status === "removed" ? [] : filename));
    },
    async pullsFrom(place, branch) {
      const { owner, repo } = repositoryOf(place);
      const query = { owner, repo, head: `${owner}:${branch}`, state: "all" as const, per_page: 100 };
      const { data } = await (await as(place)).request("GET /repos/{owner}/{repo}/pulls", query);
      return (data as PullJson[]).map(readPull);
    },
    async openPull(place, pull) {
      const { data } = await (await as(place)).request("POST /repos/{owner}/{repo}/pulls", {
        ...repositoryOf(place),
        ...pull,
      });
      if (typeof data?.number !== "number")
        throw new TypeError("GitHub answered a new pull request without its number");
      return data.number;
    },
    async setPullState(place, state) {
      const address = { ...repositoryOf(place), pull_number: place.number };
      await (await as(place)).request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", { ...address, state });
    },
  };
}

function createBranches(as: As): Pick<GitHub, "defaultBranch" | "branchHead" | "createBranch"> {
  const headOf = async (place: Place, branch: string) => {
    const ref = { ...repositoryOf(place), ref: `heads/${branch}` };
    const answer = await found((await as(place)).request("GET /repos/{owner}/{repo}/git/ref/{ref}", ref));
    return answer?.data.object.sha;
  };
  return {
    branchHead: headOf,
    async defaultBranch(place) {
      const { data } = await (await as(place)).request("GET /repos/{owner}/{repo}", repositoryOf(place));
      return data.default_branch;
    },
    async createBranch(place, branch, sha) {
      const ref = { ...repositoryOf(place), ref: `refs/heads/${branch}`, sha };
      await (await as(place)).request("POST /repos/{owner}/{repo}/git/refs", ref);
    },
  };
}

function createFiles(as: As): Files {
  return {
    async fileAt(place, path, ref) {
      const address = { ...repositoryOf(place), path, ref };
      const octokit = await as(place);
      const answer = await found(octokit.request("GET /repos/{owner}/{repo}/contents/{path}", address));
      const { content, sha } = (answer?.data ?? {}) as { content?: string; sha?: string };
      if (content === undefined || sha === undefined) return undefined;
      return { text: Buffer.from(content, "base64").toString(), blob: sha };
    },
    async lastChange(place, path, sha) {
      const query = { ...repositoryOf(place), path, ...(sha && { sha }), per_page: 1 };
      const { data } = await (await as(place)).request("GET /repos/{owner}/{repo}/commits", query);
      const [last] = data;
      const at = last?.commit.committer?.date;
      return at
        ? { sha: last.sha, at: DateTime.fromISO(at, { zone: "utc" }), by: readPerson(last.author as UserJson | null) }
        : undefined;
    },
    async writeFile(place, { text, blob, ...file }) {
      const content = Buffer.from(text).toString("base64");
      const { data } = await (await as(place)).request("PUT /repos/{owner}/{repo}/contents/{path}", {
        ...repositoryOf(place),
        ...file,
        content,
        ...(blob && { sha: blob }),
      });
      return data.commit.sha ?? "";
    },
  };
}
