// Repositories as GitHub writes them in JSON.
import { iso, type Repository, type World } from "../world.ts";
import { userShape } from "./account.ts";
import { nodeId } from "./node-id.ts";

const TEMPLATES = {
  archive: "/{archive_format}{/ref}",
  assignees: "/assignees{/user}",
  blobs: "/git/blobs{/sha}",
  branches: "/branches{/branch}",
  collaborators: "/collaborators{/collaborator}",
  comments: "/comments{/number}",
  commits: "/commits{/sha}",
  compare: "/compare/{base}...{head}",
  contents: "/contents/{+path}",
  contributors: "/contributors",
  deployments: "/deployments",
  downloads: "/downloads",
  events: "/events",
  forks: "/forks",
  git_commits: "/git/commits{/sha}",
  git_refs: "/git/refs{/sha}",
  git_tags: "/git/tags{/sha}",
  hooks: "/hooks",
  issue_comment: "/issues/comments{/number}",
  issue_events: "/issues/events{/number}",
  issues: "/issues{/number}",
  keys: "/keys{/key_id}",
  labels: "/labels{/name}",
  languages: "/languages",
  merges: "/merges",
  milestones: "/milestones{/number}",
  notifications: "/notifications{?since,all,participating}",
  pulls: "/pulls{/number}",
  releases: "/releases{/id}",
  stargazers: "/stargazers",
  statuses: "/statuses/{sha}",
  subscribers: "/subscribers",
  subscription: "/subscription",
  tags: "/tags",
  teams: "/teams",
  trees: "/git/trees{/sha}",
};

/** Where the API finds a repository. */
export function repositoryUrl(world: World, { owner, name }: Repository): string {
  return `${world.baseUrl}/repos/${owner.login}/${name}`;
}

/** Where a person finds a repository. */
export function repositoryPage(world: World, { owner, name }: Repository): string {
  return `${world.baseUrl}/${owner.login}/${name}`;
}

function links(world: World, repository: Repository) {
  const url = repositoryUrl(world, repository);
  const page = repositoryPage(world, repository);
  const templates = Object.entries(TEMPLATES).map(([name, rest]) => [`${name}_url`, url + rest]);
  const path = `${repository.owner.login}/${repository.name}.git`;
  return {
    html_url: page,
    url,
    ...Object.fromEntries(templates),
    git_url: `git://github.test/${path}`,
    ssh_url: `git@github.test:${path}`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
  };
}

function counts(repository: Repository) {
  const open = [...repository.issues.values()].filter((issue) => issue.state === "open" && !issue.deleted).length;
  return {
    size: 0,
    forks: 0,
    forks_count: 0,
    watchers: 0,
    watchers_count: 0,
    stargazers_count: 0,
    open_issues: open,
    open_issues_count: open,
  };
}

const FEATURES = {
  fork: false,
  is_template: false,
  has_issues: true,
  has_projects: true,
  has_downloads: true,
  has_wiki: true,
  has_pages: false,
  has_discussions: false,
  allow_forking: true,
  web_commit_signoff_required: false,
  disabled: false,
};

/** A `repository`, as lists and webhooks carry it. */
export function repositoryShape(world: World, repository: Repository) {
  return {
    id: repository.id,
    node_id: nodeId("R", repository.id),
    name: repository.name,
    full_name: `${repository.owner.login}/${repository.name}`,
    private: repository.private,
    visibility: repository.private ? "private" : "public",
    owner: userShape(world, repository.owner),
    ...links(world, repository),
    ...counts(repository),
    ...FEATURES,
    description: null,
    homepage: null,
    language: null,
    license: null,
    topics: [],
    archived: repository.archived,
    default_branch: "main",
    created_at: iso(repository.createdAt),
    updated_at: iso(repository.updatedAt),
    pushed_at: iso(repository.pushedAt),
  };
}

/** The few fields that installation webhooks carry. */
export function repositoryReference({ id, name, owner, private: hidden }: Repository) {
  return { id, node_id: nodeId("R", id), name, full_name: `${owner.login}/${name}`, private: hidden };
}
