// Deployments: what changed in an environment, and when.
import { createEntry } from "../entries.ts";
import { requiredText } from "../fields.ts";
import { paged } from "../pages.ts";
import type { Answer, RepositoryCall, Row } from "../router.ts";
import { deploymentShape } from "../shapes/entry.ts";

const FILTERS = ["sha", "ref", "task", "environment"];

function list(call: RepositoryCall): Answer {
  const { world, repository, query } = call;
  const shapes = repository.deployments.map((entry) => deploymentShape(world, repository, entry)).reverse();
  const found = shapes.filter((shape) => {
    return FILTERS.every((name) => !query.has(name) || query.get(name) === String(Reflect.get(shape, name)));
  });
  return paged(call, found, (shape) => shape);
}

function create(call: RepositoryCall): Answer {
  const { world, actor, repository, body } = call;
  requiredText(body, "ref", "Deployment");
  const entry = createEntry(world, actor, body);
  repository.deployments.push(entry);
  return { status: 201, body: deploymentShape(world, repository, entry) };
}

export const deploymentRows: Row<RepositoryCall>[] = [
  { method: "GET", path: "/deployments", permission: "deployments:read", run: list },
  { method: "POST", path: "/deployments", permission: "deployments:write", run: create },
];
