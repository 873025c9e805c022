// GitHub through Octokit: installations, repositories and their labels.
import type { Probot } from "probot";
import { hasLabel } from "../../domain/labels.ts";
import { type As, addressOf } from "./address.ts";
import { isHidden } from "./outcome.ts";
import type { GitHub } from "./port.ts";

const PAGE = 100;

export function createRepositories(
  probot: Probot,
  as: As,
): Pick<GitHub, "about" | "ensureLabels" | "installations" | "installationOn" | "repositories"> {
  return {
    about: createAbout(as),
    async ensureLabels(place, labels) {
      const { owner, repo } = addressOf(place);
      const octokit = await as(place);
      const there = await octokit.paginate("GET /repos/{owner}/{repo}/labels", { owner, repo, per_page: PAGE });
      const names = there.map(({ name }) => name);
      for (const label of labels.filter(({ name }) => !hasLabel(names, name))) {
        await octokit.request("POST /repos/{owner}/{repo}/labels", { owner, repo, ...label }).catch(ignoreExisting);
      }
    },
    async installations() {
      const octokit = await probot.auth();
      const all = await octokit.paginate("GET /app/installations", { per_page: PAGE });
      return all.flatMap(({ id, suspended_at }) => (suspended_at ? [] : [id]));
    },
    async installationOn(repository) {
      const [owner = "", repo = ""] = repository.split("/");
      const octokit = await probot.auth();
      try {
        return (await octokit.request("GET /repos/{owner}/{repo}/installation", { owner, repo })).data.id;
      } catch (error) {
        if ((error as { status?: number }).status === 404) return undefined;
        throw error;
      }
    },
    async repositories(installation) {
      const octokit = await as({ installation });
      const all = await octokit.paginate("GET /installation/repositories", { per_page: PAGE });
      const list = all as unknown as { id: number; full_name: string; archived?: boolean; private?: boolean }[];
      return list.flatMap(({ id, full_name, archived, private: isPrivate }) =>
        archived ? [] : [{ id, repository: full_name, isPublic: isPrivate === false }],
      );
    },
  };
}

function createAbout(as: As): GitHub["about"] {
  return async (place) => {
    const { owner, repo } = addressOf(place);
    try {
      const { data } = await (await as(place)).request("GET /repos/{owner}/{repo}", { owner, repo });
      return { id: Number(data.id), isPublic: !data.private };
    } catch (error) {
      if (isHidden(error)) return undefined;
      throw error;
    }
  };
}

function ignoreExisting(error: { status?: number }): void {
  // Two of us, or a person, created the label in the same moment.
  if (error.status !== 422) throw error;
}
