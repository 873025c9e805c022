// Releases.
import { createEntry } from "../entries.ts";
import { requiredText } from "../fields.ts";
import { paged } from "../pages.ts";
import { invalid } from "../refusals.ts";
import type { Answer, RepositoryCall, Row } from "../router.ts";
import { releaseShape } from "../shapes/entry.ts";

function list(call: RepositoryCall): Answer {
  const { world, repository } = call;
  return paged(call, [...repository.releases].reverse(), (entry) => releaseShape(world, repository, entry));
}

function create(call: RepositoryCall): Answer {
  const { world, actor, repository, body } = call;
  const tag = requiredText(body, "tag_name", "Release");
  if (repository.releases.some((entry) => entry.fields.tag_name === tag)) {
    throw invalid({ resource: "Release", code: "already_exists", field: "tag_name" });
  }
  const entry = createEntry(world, actor, body);
  repository.releases.push(entry);
  return { status: 201, body: releaseShape(world, repository, entry) };
}

export const releaseRows: Row<RepositoryCall>[] = [
  { method: "GET", path: "/releases", permission: "contents:read", run: list },
  { method: "POST", path: "/releases", permission: "contents:write", content: true, run: create },
];
