// Which webhooks follow from a change, and for which app.
import { enqueue } from "./deliveries.ts";
import type { Actor } from "./roles.ts";
import { organizationShape, userShape } from "./shapes/account.ts";
import { installationShape } from "./shapes/app.ts";
import { nodeId } from "./shapes/node-id.ts";
import { repositoryShape } from "./shapes/repository.ts";
import type { Installation, Repository, World } from "./world.ts";

export interface Happening {
  event: string;
  action: string | undefined;
  repository: Repository;
  actor: Actor;
  payload: Record<string, unknown>;
}

/** Whether an installation includes a repository. */
export function covers(installation: Installation, repository: Repository): boolean {
  if (installation.account !== repository.owner) return false;
  return installation.selection === "all" || installation.repositories.has(repository);
}

/** Queues a webhook for every app that may see the repository and asked for the event. */
export function emit(world: World, happening: Happening): void {
  for (const installation of world.installations.values()) {
    const wanted = installation.app.events.includes(happening.event) && installation.suspendedAt === null;
    if (wanted && covers(installation, happening.repository)) send(world, installation, happening);
  }
}

function send(
  world: World,
  installation: Installation,
  { event, action, repository, actor, payload }: Happening,
): void {
  const { owner } = repository;
  const body = {
    ...(action && { action }),
    ...payload,
    repository: { ...repositoryShape(world, repository), ...(payload.repository as object) },
    ...(owner.type === "Organization" && { organization: organizationShape(world, owner) }),
    sender: userShape(world, actor.account),
    installation: { id: installation.id, node_id: nodeId("IAI", installation.id) },
  };
  const where = { installationId: installation.id, repositoryId: repository.id };
  enqueue(world, installation.app, { event, action, body, ...where });
}

/** Queues a webhook about the installation itself, which every app gets unasked. */
export function emitInstallation(
  world: World,
  installation: Installation,
  { event, action, actor, payload }: Omit<Happening, "repository">,
): void {
  const body = {
    action,
    installation: installationShape(world, installation),
    ...payload,
    sender: userShape(world, actor.account),
  };
  enqueue(world, installation.app, { event, action, body, installationId: installation.id, repositoryId: null });
}
