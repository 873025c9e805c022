// GitHub through Octokit: files and folders of the default branch, fetched only when they have changed.
import { type As, addressOf } from "./address.ts";
import { isHidden } from "./outcome.ts";
import type { FoundFolder, GitHub, Place } from "./port.ts";

export function createContents(as: As): Pick<GitHub, "file" | "folder"> {
  return {
    async file(place, path, etag) {
      const answer = await readContents(as, { place, path, etag, media: "raw" });
      return answer && answer !== "unchanged" ? { text: textOf(answer.data), etag: answer.etag } : answer;
    },
    async folder(place, path, etag) {
      const answer = await readContents(as, { place, path, etag, media: "json" });
      return answer && answer !== "unchanged" ? { entries: entriesOf(answer.data), etag: answer.etag } : answer;
    },
  };
}

async function readContents(
  as: As,
  { place, path, etag, media }: { place: Place; path: string; etag?: string; media: "raw" | "json" },
): Promise<{ data: unknown; etag: string } | "unchanged" | undefined> {
  const { owner, repo } = addressOf(place);
  const octokit = await as(place);
  const accept = media === "raw" ? "application/vnd.github.raw+json" : "application/vnd.github+json";
  const headers = { accept, ...(etag && { "if-none-match": etag }) };
  try {
    const answer = await octokit.request("GET /repos/{owner}/{repo}/contents/{path}", { owner, repo, path, headers });
    return { data: answer.data, etag: answer.headers.etag ?? "" };
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

type EntryJson = { type: string; path: string; sha: string; size?: number };

const KINDS: Readonly<Record<string, "file" | "folder">> = { file: "file", dir: "folder" };

/** A file in the folder's place has no entries. */
function entriesOf(data: unknown): FoundFolder["entries"] {
  const all = Array.isArray(data) ? (data as EntryJson[]) : [];
  return all.flatMap(({ type, path, sha, size = 0 }) => {
    const kind = KINDS[type];
    return kind ? [{ kind, path, sha, size }] : [];
  });
}
