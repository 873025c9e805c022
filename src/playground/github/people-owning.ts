// What people do to a repository itself: its files, its labels, its name and its fate.
import { accountOf, addAccount } from "./accounts.ts";
import { commitFile, deleteBranch } from "./contents.ts";
import { forcePush, moveFile } from "./history.ts";
import { deleteLabel, editLabel, labelOf } from "./labels.ts";
import { archiveRepository, hideRepository, renameRepository, repositoryOf } from "./repositories.ts";
import { deleteRepository, transferRepository } from "./repository-moves.ts";
import { type Actor, requireRole } from "./roles.ts";
import type { World } from "./world.ts";

/** `repo` is always `owner/name`. */
export interface Owner {
  /** On `main`, or on a branch. */
  putFile(repo: string, path: string, file: string | { text: string; branch: string }): void;
  /** One commit that moves a file of a branch. */
  moveFile(repo: string, branch: string, move: { from: string; to: string }): void;
  /** Replaces a branch by one commit with these files on what it began with. */
  forcePush(repo: string, branch: string, files: Record<string, string>): void;
  deleteFile(repo: string, path: string): void;
  deleteBranch(repo: string, name: string): void;
  editLabel(repo: string, label: string, fields: { name?: string; color?: string }): void;
  deleteLabel(repo: string, label: string): void;
  renameRepository(repo: string, name: string): void;
  archiveRepository(repo: string, archived?: boolean): void;
  hideRepository(repo: string, hidden?: boolean): void;
  /** To another owner, who comes into being as an organization if need be. */
  transferRepository(repo: string, owner: string): void;
  deleteRepository(repo: string): void;
}

export function owningIn(world: World, actor: Actor): Owner {
  const at = (repo: string) => repositoryOf(world, repo);
  const owned = (repo: string) => {
    requireRole(world, actor, { repository: at(repo), role: "admin" });
    return at(repo);
  };
  return {
    ...keeping(world, actor),
    editLabel: (repo, label, fields) =>
      editLabel(world, actor, { repository: at(repo), label: labelOf(at(repo), label), fields }),
    deleteLabel: (repo, label) => deleteLabel(world, actor, { repository: at(repo), label: labelOf(at(repo), label) }),
    renameRepository: (repo, name) => renameRepository(world, actor, { repository: owned(repo), name }),
    archiveRepository: (repo, archived = true) =>
      archiveRepository(world, actor, { repository: archived ? owned(repo) : at(repo), archived }),
    hideRepository: (repo, hidden = true) => hideRepository(world, actor, { repository: owned(repo), hidden }),
    transferRepository: (repo, owner) => {
      addAccount(world, owner, "Organization");
      transferRepository(world, actor, { repository: owned(repo), owner: accountOf(world, owner) });
    },
    deleteRepository: (repo) => deleteRepository(world, actor, owned(repo)),
  };
}

function keeping(
  world: World,
  actor: Actor,
): Pick<Owner, "putFile" | "moveFile" | "forcePush" | "deleteFile" | "deleteBranch"> {
  const at = (repo: string) => repositoryOf(world, repo);
  return {
    putFile(repo, path, file) {
      commitFile(world, actor, { repository: at(repo), path, ...(typeof file === "string" ? { text: file } : file) });
    },
    moveFile: (repo, branch, move) => moveFile(world, actor, { repository: at(repo), branch, ...move }),
    forcePush: (repo, branch, files) => forcePush(world, actor, { repository: at(repo), branch, files }),
    deleteFile(repo, path) {
      commitFile(world, actor, { repository: at(repo), path, text: null });
    },
    deleteBranch: (repo, name) => deleteBranch(world, actor, { repository: at(repo), name }),
  };
}
