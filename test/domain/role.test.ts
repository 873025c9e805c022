// Roles: GitHub's ladder, and that authority fails closed.
import { expect, test } from "vitest";
import { parseRole, ROLES, reaches } from "../../src/domain/role.ts";

test.each(ROLES)("reads the role %s", (role) => {
  expect(parseRole(role, undefined)).toBe(role);
});

test("a custom role counts as what GitHub folds it to", () => {
  expect(parseRole("on-call engineer", "write")).toBe("write");
});

test("what nobody knows is nothing", () => {
  expect(parseRole(undefined, undefined)).toBe("none");
  expect(parseRole("owner", "superuser")).toBe("none");
  expect(parseRole("Admin", undefined)).toBe("none");
});

test("a role reaches itself and everything below it, nothing above", () => {
  for (const [rank, role] of ROLES.entries()) {
    expect(ROLES.filter((needed) => reaches(role, needed))).toEqual(ROLES.slice(0, rank + 1));
  }
});
