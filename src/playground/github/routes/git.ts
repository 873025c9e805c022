// Branches, refs and commits, as far as a pull request with one new file needs them.
import { branchOf, treeOf } from "../branches.ts";
import { createBranch, deleteBranch } from "../contents.ts";
import { requiredText } from "../fields.ts";
import { paged } from "../pages.ts";
import { notFound, refusal } from "../refusals.ts";
import type { Answer, RepositoryCall, Row } from "../router.ts";
import { sha1 } from "../sha1.ts";
import { branchCommitShape } from "../shapes/commit.ts";
import { repositoryPage, repositoryUrl } from "../shapes/repository.ts";
import type { Branch, Past } from "../world.ts";

function refShape({ world, repository }: RepositoryCall, name: string, sha: string) {
  const url = `${repositoryUrl(world, repository)}/git`;
  const node_id = `REF_${sha1(name).slice(0, 12)}`;
  const object = { type: "commit", sha, url: `${url}/commits/${sha}` };
  return { ref: `refs/heads/${name}`, node_id, url: `${url}/refs/heads/${name}`, object };
}

function nameIn({ params }: RepositoryCall): string {
  const [, name] = /^heads\/(.+)$/.exec(params.ref ?? "") ?? [];
  if (!name) throw notFound();
  return name;
}

function showRef(call: RepositoryCall): Answer {
  const name = nameIn(call);
  const branch = call.repository.branches.get(name);
  if (!branch) throw notFound();
  return { status: 200, body: refShape(call, name, branch.sha) };
}

function createRef(call: RepositoryCall): Answer {
  const { world, actor, repository, body } = call;
  const ref = requiredText(body, "ref", "Reference");
  const sha = requiredText(body, "sha", "Reference");
  const [, name] = /^refs\/heads\/(.+)$/.exec(ref) ?? [];
  if (!name) throw refusal(422, "Reference name must start with 'refs/heads/'");
  createBranch(world, actor, { repository, name, sha });
  return { status: 201, body: refShape(call, name, sha) };
}

function deleteRef(call: RepositoryCall): Answer {
  const { world, actor, repository } = call;
  deleteBranch(world, actor, { repository, name: nameIn(call) });
  return { status: 204 };
}

function listBranches(call: RepositoryCall): Answer {
  const url = `${repositoryUrl(call.world, call.repository)}/commits`;
  return paged(call, [...call.repository.branches], ([name, { sha }]) => {
    return { name, commit: { sha, url: `${url}/${sha}` }, protected: false };
  });
}

/** Its last commit; there is always one. */
function headOf({ commits }: Branch): Past {
  const last = commits.at(-1);
  if (!last) throw notFound();
  return last;
}

function showBranch(call: RepositoryCall): Answer {
  const { world, repository } = call;
  const name = call.params.branch ?? "";
  const branch = branchOf(repository, name);
  const self = `${repositoryUrl(world, repository)}/branches/${name}`;
  const _links = { self, html: `${repositoryPage(world, repository)}/tree/${name}` };
  const safety = { protected: false, protection: { enabled: false }, protection_url: `${self}/protection` };
  return {
    status: 200,
    body: { name, commit: branchCommitShape(world, repository, headOf(branch)), _links, ...safety },
  };
}

function listCommits(call: RepositoryCall): Answer {
  const { world, repository, query } = call;
  const { commits } = treeOf(repository, query.get("sha") ?? "main");
  const path = query.get("path");
  const touches = (one: string) => !path || one === path || one.startsWith(`${path}/`);
  const [since, until] = [
    Date.parse(query.get("since") ?? "1970-01-01"),
    Date.parse(query.get("until") ?? "9999-01-01"),
  ];
  const found = commits
    .filter(({ paths, at }) => (!path || paths.some(touches)) && at >= since && at <= until)
    .toReversed();
  return paged(call, found, (one) => branchCommitShape(world, repository, one));
}

export const gitRows: Row<RepositoryCall>[] = [
  { method: "GET", path: "/git/ref/:ref+", permission: "contents:read", run: showRef },
  { method: "POST", path: "/git/refs", permission: "contents:write", run: createRef },
  { method: "DELETE", path: "/git/refs/:ref+", permission: "contents:write", run: deleteRef },
  { method: "GET", path: "/branches", permission: "contents:read", run: listBranches },
  { method: "GET", path: "/branches/:branch+", permission: "contents:read", run: showBranch },
  { method: "GET", path: "/commits", permission: "contents:read", run: listCommits },
];
