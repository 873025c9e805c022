// GitHub through Octokit: installations, repositories, their labels and files.
import type { Probot } from "probot";
import { hasLabel } from "../../domain/labels.ts";
import { type As, addressOf } from "./address.ts";
import { isHidden } from "./outcome.ts";
import type { FoundFile, GitHub, Place } from "./port.ts";

const PAGE = 100;

export function createRepositories(
  probot: Probot,
  as: As,
): Pick<GitHub, "file" | "ensureLabels" | "installations" | "installationOn" | "repositories"> {
  return {
    file: (place, path, etag) => readFile(as, { place, path, etag }),
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
      const list = all as unknown as { id: number; full_name: string; archived?: boolean }[];
      return list.flatMap(({ id, full_name, archived }) => (archived ? [] : [{ id, repository: full_name }]));
    },
  };
}

async function readFile(
  as: As,
  { place, path, etag }: { place: Place; path: string; etag?: string },
): Promise<FoundFile | "unchanged" | undefined> {
  const { owner, repo } = addressOf(place);
  const octokit = await as(place);
  const headers = { accept: "application/vnd.github.raw+json", ...(etag && { "if-none-match": etag }) };
  try {
    const answer = await octokit.request("GET /repos/{owner}/{repo}/contents/{path}", { owner, repo, path, headers });
    return { text: textOf(answer.data), etag: answer.headers.etag ?? "" };
  } catch (error) {
    if ((error as { status?: number }).status === 304) return "unchanged";
    // Also when the organisation's `.github` repository is not among those the app was given.
    if (isHidden(error)) return undefined;
    throw error;
  }
}

/** Raw text, or base64 JSON from a server that does not know the raw media type. */
function textOf(data: unknown): string {
  if (typeof data === "string") return data;
  if (data instanceof ArrayBuffer) return Buffer.from(data).toString();
  const { content } = data as { content?: string };
  return Buffer.from(content ?? "", "base64").toString();
}

function ignoreExisting(error: { status?: number }): void {
  // Two of us, or a person, created the label in the same moment.
  if (error.status !== 422) throw error;
}
