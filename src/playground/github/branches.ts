// A repository's branches, and the files at any commit that still can be read.
import { notFound } from "./refusals.ts";
import type { Branch, Pull, Repository } from "./world.ts";

/** The branch with this name, or a 404. */
export function branchOf(repository: Repository, name = "main"): Branch {
  const branch = repository.branches.get(name.replace(/^(refs\/)?heads\//, ""));
  if (!branch) throw notFound(`No commit found for the ref ${name}`);
  return branch;
}

/** The files at a branch or a commit; a pull request keeps its head when its branch is deleted. */
export function treeOf(repository: Repository, ref: string): Branch {
  const kept = [...repository.issues.values()].flatMap(({ pull }) => pull?.kept ?? []);
  return [...repository.branches.values(), ...kept].find(({ sha }) => sha === ref) ?? branchOf(repository, ref);
}

/** The branch that a pull request comes from, as it is or as it was when it was deleted. */
export function headOf({ repository, pull }: { repository: Repository; pull: Pull }): Branch {
  return repository.branches.get(pull.head) ?? pull.kept ?? branchOf(repository, pull.head);
}
