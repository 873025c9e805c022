// Files: reading them in both media types, writing and deleting them.
import { branchOf, treeOf } from "../branches.ts";
import { type Commit, commitFile } from "../contents.ts";
import { requiredText, textField } from "../fields.ts";
import { invalid, notFound, refusal } from "../refusals.ts";
import type { Answer, RepositoryCall, Row } from "../router.ts";
import { blobSha } from "../sha1.ts";
import { commitShape } from "../shapes/commit.ts";
import { entryShape, fileShape } from "../shapes/content.ts";

function decoded(base64: string): string {
  const bytes = Uint8Array.from(atob(base64.replace(/\s/g, "")), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

function branchName({ query, body }: RepositoryCall): string {
  return query.get("ref") ?? textField(body, "branch") ?? "main";
}

function show(call: RepositoryCall): Answer {
  const path = (call.params.path ?? "").replace(/\/$/, "");
  const branch = branchName(call);
  const { files } = treeOf(call.repository, branch);
  const text = files.get(path);
  const file = { repository: call.repository, branch, path };
  if (text !== undefined) {
    if (/application\/vnd\.github\.(v3\.)?raw/.test(call.headers.accept ?? "")) return { status: 200, body: text };
    return { status: 200, body: fileShape(call.world, { ...file, text }) };
  }
  return showDirectory(call, { branch, path, files });
}

function showDirectory(
  call: RepositoryCall,
  where: { branch: string; path: string; files: Map<string, string> },
): Answer {
  const { branch, path, files } = where;
  const prefix = path === "" ? "" : `${path}/`;
  const below = [...files.keys()].filter((name) => name.startsWith(prefix));
  if (below.length === 0) throw notFound();
  const names = [...new Set(below.map((name) => prefix + (name.slice(prefix.length).split("/")[0] ?? "")))].sort();
  const { world, repository } = call;
  const version = (name: string) =>
    below.filter((file) => file.startsWith(`${name}/`)).map((file) => `${file} ${blobSha(files.get(file) ?? "")}`);
  const entries = names.map((name) =>
    entryShape(world, {
      repository,
      branch,
      path: name,
      text: files.get(name) ?? null,
      below: version(name).join("\n"),
    }),
  );
  return { status: 200, body: entries };
}

/** GitHub wants to know which version of a file is being replaced. */
function checkSha(call: RepositoryCall, known: string | undefined): void {
  const sha = textField(call.body, "sha");
  if (known === undefined) return;
  if (sha === undefined) throw refusal(422, `Invalid request.\n\n"sha" wasn't supplied.`);
  if (sha !== blobSha(known)) throw refusal(409, `${call.params.path} does not match ${sha}`);
}

function commit(
  call: RepositoryCall,
  text: string | null,
): { commit: Commit; branch: string; path: string; known: boolean } {
  const { world, actor, repository, body } = call;
  const path = call.params.path ?? "";
  const branch = branchName(call);
  const known = branchOf(repository, branch).files.get(path);
  checkSha(call, known);
  const message = requiredText(body, "message", "Commit");
  return {
    commit: commitFile(world, actor, { repository, branch, path, text, message }),
    branch,
    path,
    known: known !== undefined,
  };
}

function put(call: RepositoryCall): Answer {
  const text = textOf(call);
  const { commit: made, known, ...file } = commit(call, text);
  const content = entryShape(call.world, { repository: call.repository, ...file, text });
  return { status: known ? 200 : 201, body: { content, commit: commitBody(call, made) } };
}

function textOf(call: RepositoryCall): string {
  try {
    return decoded(requiredText(call.body, "content", "Commit"));
  } catch (error) {
    if (error instanceof DOMException)
      throw invalid({ resource: "Commit", field: "content", code: "invalid", message: "content is not valid Base64" });
    throw error;
  }
}

function remove(call: RepositoryCall): Answer {
  const { commit: made } = commit(call, null);
  return { status: 200, body: { content: null, commit: commitBody(call, made) } };
}

function commitBody({ world, actor, repository }: RepositoryCall, made: Commit) {
  return commitShape(world, actor, { repository, commit: made });
}

export const contentRows: Row<RepositoryCall>[] = [
  { method: "GET", path: "/contents", permission: "contents:read", run: show },
  { method: "GET", path: "/contents/:path+", permission: "contents:read", run: show },
  { method: "PUT", path: "/contents/:path+", permission: "contents:write", content: true, run: put },
  { method: "DELETE", path: "/contents/:path+", permission: "contents:write", run: remove },
];
