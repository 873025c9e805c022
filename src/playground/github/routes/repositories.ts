// Repositories and the rights that people have in them.

import { notFound } from "../refusals.ts";
import { legacyPermission, reaches, roleOf } from "../roles.ts";
import type { Answer, RepositoryCall, Row } from "../router.ts";
import { userShape } from "../shapes/account.ts";
import { repositoryShape } from "../shapes/repository.ts";

function show({ world, repository }: RepositoryCall): Answer {
  const whole = { ...repositoryShape(world, repository), subscribers_count: 0, network_count: 0 };
  const { owner } = repository;
  const organization = owner.type === "Organization" && { organization: userShape(world, owner) };
  return { status: 200, body: { ...whole, ...organization } };
}

function showPermission({ world, repository, params }: RepositoryCall): Answer {
  const account = world.accounts.get(params.login?.toLowerCase() ?? "");
  if (!account) throw notFound();
  if (account.type !== "User") throw notFound(`${account.login} is not a user`);
  const role = roleOf(world, account, repository);
  const role_name = role === "none" ? "" : role;
  const permissions = {
    admin: reaches(role, "admin"),
    maintain: reaches(role, "maintain"),
    push: reaches(role, "write"),
    triage: reaches(role, "triage"),
    pull: reaches(role, "read"),
  };
  const user = { ...userShape(world, account), permissions, role_name };
  return { status: 200, body: { permission: legacyPermission(role), user, role_name } };
}

export const repositoryRows: Row<RepositoryCall>[] = [
  { method: "GET", path: "", permission: "metadata:read", run: show },
  { method: "GET", path: "/collaborators/:login/permission", permission: "metadata:read", run: showPermission },
];
