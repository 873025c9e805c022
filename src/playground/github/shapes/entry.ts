// Deployments, releases and check runs as GitHub writes them in JSON.
import { sha1 } from "../sha1.ts";
import { type Entry, iso, type Repository, type World } from "../world.ts";
import { userShape } from "./account.ts";
import { appShape } from "./app.ts";
import { nodeId } from "./node-id.ts";
import { repositoryPage, repositoryUrl } from "./repository.ts";

/** The commit behind a branch, a sha, or anything else that is called so. */
function shaOf(repository: Repository, ref: string): string {
  return repository.branches.get(ref)?.sha ?? (/^[0-9a-f]{40}$/.test(ref) ? ref : sha1(ref));
}

/** A `deployment`. */
export function deploymentShape(world: World, repository: Repository, { id, fields, author, app, ...times }: Entry) {
  const url = `${repositoryUrl(world, repository)}/deployments/${id}`;
  const environment = fields.environment ?? "production";
  return {
    url,
    id,
    node_id: nodeId("DE", id),
    task: fields.task ?? "deploy",
    original_environment: environment,
    environment,
    description: fields.description ?? null,
    created_at: iso(times.createdAt),
    updated_at: iso(times.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(world, repository),
    creator: userShape(world, author),
    sha: shaOf(repository, String(fields.ref)),
    ref: String(fields.ref),
    payload: fields.payload ?? {},
    transient_environment: fields.transient_environment ?? false,
    production_environment: fields.production_environment ?? environment === "production",
    performed_via_github_app: app && appShape(world, app),
  };
}

/** A `release`. */
export function releaseShape(world: World, repository: Repository, { id, fields, author, createdAt }: Entry) {
  const url = `${repositoryUrl(world, repository)}/releases/${id}`;
  const api = repositoryUrl(world, repository);
  const draft = fields.draft ?? false;
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    html_url: `${repositoryPage(world, repository)}/releases/tag/${fields.tag_name}`,
    id,
    author: userShape(world, author),
    node_id: nodeId("RE", id),
    tag_name: fields.tag_name,
    target_commitish: fields.target_commitish ?? "main",
    name: fields.name ?? null,
    draft,
    immutable: false,
    prerelease: fields.prerelease ?? false,
    created_at: iso(createdAt),
    updated_at: iso(createdAt),
    published_at: draft ? null : iso(createdAt),
    assets: [],
    tarball_url: `${api}/tarball/${fields.tag_name}`,
    zipball_url: `${api}/zipball/${fields.tag_name}`,
    body: fields.body ?? null,
  };
}

/** A `check-run`. */
export function checkRunShape(world: World, repository: Repository, { id, fields, app, createdAt }: Entry) {
  const url = `${repositoryUrl(world, repository)}/check-runs/${id}`;
  const page = `${repositoryPage(world, repository)}/runs/${id}`;
  const { title, summary, text, annotations } = (fields.output ?? {}) as Record<string, unknown>;
  const count = Array.isArray(annotations) ? annotations.length : 0;
  const status = fields.conclusion ? "completed" : (fields.status ?? "queued");
  return {
    id,
    name: fields.name,
    node_id: nodeId("CR", id),
    head_sha: fields.head_sha,
    external_id: fields.external_id ?? "",
    url,
    html_url: page,
    details_url: fields.details_url ?? page,
    status,
    conclusion: fields.conclusion ?? null,
    started_at: fields.started_at ?? iso(createdAt),
    completed_at: status === "completed" ? (fields.completed_at ?? iso(createdAt)) : null,
    output: {
      title: title ?? null,
      summary: summary ?? null,
      text: text ?? null,
      annotations_count: count,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: repository.id },
    app: app && appShape(world, app),
    pull_requests: [],
  };
}
