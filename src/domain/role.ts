// What a person may do in a repository, by GitHub's own ladder of roles.

export const ROLES = ["none", "read", "triage", "write", "maintain", "admin"] as const;
export type Role = (typeof ROLES)[number];

/**
 * Reads GitHub's `role_name`. A custom role has a name of its own; it falls back to the folded `permission`,
 * and anything unknown is `none`: authority fails closed.
 */
export function parseRole(roleName: string | undefined, permission: string | undefined): Role {
  const known = (name: string | undefined): Role | undefined => ROLES.find((role) => role === name);
  return known(roleName) ?? known(permission) ?? "none";
}

/** True when `role` is at least `needed`. */
export function reaches(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
