// Files and directories as GitHub writes them in JSON.
import { blobSha, sha1 } from "../sha1.ts";
import type { Repository, World } from "../world.ts";
import { repositoryPage, repositoryUrl } from "./repository.ts";

interface Entry {
  repository: Repository;
  branch: string;
  path: string;
  /** Null for a directory. */
  text: string | null;
  /** What a directory's version depends on. */
  below?: string;
}

/** One entry of a directory. */
export function entryShape(world: World, { repository, branch, path, text, below = path }: Entry) {
  const api = repositoryUrl(world, repository);
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const sha = text === null ? sha1(below) : blobSha(text);
  const self = `${api}/contents/${encoded}?ref=${branch}`;
  const git = `${api}/git/${text === null ? "trees" : "blobs"}/${sha}`;
  const html = `${repositoryPage(world, repository)}/${text === null ? "tree" : "blob"}/${branch}/${encoded}`;
  return {
    name: path.split("/").at(-1) ?? path,
    path,
    sha,
    size: text === null ? 0 : new TextEncoder().encode(text).length,
    url: self,
    html_url: html,
    git_url: git,
    download_url: text === null ? null : `${repositoryPage(world, repository)}/raw/${branch}/${encoded}`,
    type: text === null ? "dir" : "file",
    _links: { self, git, html },
  };
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const whole = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  // GitHub breaks the lines after 60 characters.
  return whole.replace(/.{1,60}/g, "$&\n");
}

/** A file with its content. */
export function fileShape(world: World, file: Entry & { text: string }) {
  return { ...entryShape(world, file), content: base64(file.text), encoding: "base64" };
}
