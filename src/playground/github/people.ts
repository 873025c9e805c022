// A person at the keyboard: the same changes as through the API, with that person's role.
import { assign, unassign } from "./assignees.ts";
import { branchOf } from "./branches.ts";
import { commentOf, createComment, deleteComment, editComment, minimizeComment } from "./comments.ts";
import { commitFile, createBranch } from "./contents.ts";
import { createEntry } from "./entries.ts";
import { convertIssue, deleteIssue, pinIssue, transferIssue, unpinIssue } from "./issue-moves.ts";
import {
  closeIssue,
  editIssue,
  type IssueFields,
  issueOf,
  lockIssue,
  openIssue,
  reopenIssue,
  unlockIssue,
} from "./issues.ts";
import { addLabels, removeLabel } from "./labels.ts";
import { type Owner, owningIn } from "./people-owning.ts";
import { mergePull, openPull, pullOf, retargetPull } from "./pulls.ts";
import { react } from "./reactions.ts";
import { repositoryOf } from "./repositories.ts";
import { type Actor, requireRole } from "./roles.ts";
import { addSubIssue } from "./sub-issues.ts";
import type { Issue, Repository, World } from "./world.ts";

type CloseReason = "completed" | "not_planned" | "duplicate";

/** `transient`: a preview, which goes again. */
interface Deployed {
  ref?: string;
  environment?: string;
  description?: string;
  transient?: boolean;
}

/** Acts at once, refuses by throwing a `Refusal`; `repo` is always `owner/name`. */
export interface Person extends Owner {
  openIssue(repo: string, issue: IssueFields): number;
  editIssue(repo: string, number: number, fields: { title?: string; body?: string }): void;
  comment(repo: string, number: number, body: string): number;
  editComment(repo: string, id: number, body: string): void;
  deleteComment(repo: string, id: number): void;
  minimizeComment(repo: string, id: number): void;
  react(repo: string, commentId: number, content: string): void;
  addLabels(repo: string, number: number, ...labels: string[]): void;
  removeLabel(repo: string, number: number, label: string): void;
  assign(repo: string, number: number, ...logins: string[]): void;
  unassign(repo: string, number: number, ...logins: string[]): void;
  close(repo: string, number: number, reason?: CloseReason): void;
  reopen(repo: string, number: number): void;
  addSubIssue(repo: string, number: number, child: number): void;
  lock(repo: string, number: number): void;
  unlock(repo: string, number: number): void;
  pin(repo: string, number: number, pinned?: boolean): void;
  deleteIssue(repo: string, number: number): void;
  convertToDiscussion(repo: string, number: number): void;
  /** Answers the issue's number in the repository it went to. */
  transferIssue(repo: string, number: number, toRepo: string): number;
  deploy(repo: string, fields: Deployed): void;
  release(repo: string, tag: string, fields?: { name?: string; draft?: boolean }): void;
  /** Opens a pull request from a new branch that changes these files; answers its number. */
  openPull(repo: string, fields: { title: string; body?: string; files?: Record<string, string> }): number;
  mergePull(repo: string, number: number, how?: "squash"): void;
  /** Points a pull request at another branch, which is made from `main` when it is missing. */
  retargetPull(repo: string, number: number, base: string): void;
}

type Hands = { world: World; actor: Actor; at(repo: string): Repository; issueAt(repo: string, number: number): Issue };

/** The person with this login. */
export function personOf(world: World, login: string): Person {
  const account = world.accounts.get(login.toLowerCase());
  if (!account) throw new Error(`The playground has no user ${login}.`);
  const actor: Actor = { account, app: null };
  const at = (repo: string) => repositoryOf(world, repo);
  const hands: Hands = { world, actor, at, issueAt: (repo, number) => issueOf(at(repo), number) };
  return { ...talking(hands), ...sorting(hands), ...steering(hands), ...owningIn(world, actor), ...shipping(hands) };
}

function talking({ world, actor, at, issueAt }: Hands) {
  return {
    openIssue: (repo: string, issue: IssueFields) => openIssue(world, actor, { repository: at(repo), ...issue }).number,
    editIssue: (repo: string, number: number, fields: { title?: string; body?: string }) =>
      editIssue(world, actor, { issue: issueAt(repo, number), ...fields }),
    comment: (repo: string, number: number, body: string) =>
      createComment(world, actor, { issue: issueAt(repo, number), body }).id,
    editComment: (repo: string, id: number, body: string) =>
      editComment(world, actor, { comment: commentOf(world, at(repo), id), body }),
    deleteComment: (repo: string, id: number) => deleteComment(world, actor, commentOf(world, at(repo), id)),
    minimizeComment: (repo: string, id: number) => minimizeComment(world, actor, commentOf(world, at(repo), id)),
    react: (repo: string, commentId: number, content: string) => {
      react(world, actor, { to: commentOf(world, at(repo), commentId).reactions, content, repository: at(repo) });
    },
  };
}

function sorting({ world, actor, issueAt }: Hands) {
  return {
    addLabels: (repo: string, number: number, ...names: string[]) =>
      addLabels(world, actor, { issue: issueAt(repo, number), names }),
    removeLabel: (repo: string, number: number, name: string) =>
      removeLabel(world, actor, { issue: issueAt(repo, number), name }),
    assign: (repo: string, number: number, ...logins: string[]) =>
      assign(world, actor, { issue: issueAt(repo, number), logins }),
    unassign: (repo: string, number: number, ...logins: string[]) =>
      unassign(world, actor, { issue: issueAt(repo, number), logins }),
  };
}

function steering({ world, actor, at, issueAt }: Hands) {
  return {
    close: (repo: string, number: number, reason?: CloseReason) =>
      closeIssue(world, actor, { issue: issueAt(repo, number), reason }),
    addSubIssue: (repo: string, number: number, child: number) =>
      addSubIssue(world, actor, { parent: issueAt(repo, number), childId: issueAt(repo, child).id, replace: false }),
    reopen: (repo: string, number: number) => reopenIssue(world, actor, issueAt(repo, number)),
    lock: (repo: string, number: number) => lockIssue(world, actor, { issue: issueAt(repo, number) }),
    unlock: (repo: string, number: number) => unlockIssue(world, actor, issueAt(repo, number)),
    pin: (repo: string, number: number, pinned = true) =>
      (pinned ? pinIssue : unpinIssue)(world, actor, issueAt(repo, number)),
    convertToDiscussion: (repo: string, number: number) => convertIssue(world, actor, issueAt(repo, number)),
    deleteIssue: (repo: string, number: number) => deleteIssue(world, actor, issueAt(repo, number)),
    transferIssue: (repo: string, number: number, toRepo: string) =>
      transferIssue(world, actor, { issue: issueAt(repo, number), to: at(toRepo) }).number,
  };
}

function shipping({ world, actor, at }: Hands) {
  return {
    deploy: (repo: string, { transient = false, ...fields }: Deployed) => {
      requireRole(world, actor, { repository: at(repo), role: "write" });
      const made = { ref: "main", transient_environment: transient, ...fields };
      at(repo).deployments.push(createEntry(world, actor, made));
    },
    release: (repo: string, tag_name: string, fields: { name?: string; draft?: boolean } = {}) => {
      requireRole(world, actor, { repository: at(repo), role: "write" });
      at(repo).releases.push(createEntry(world, actor, { tag_name, ...fields }));
    },
    openPull: (
      repo: string,
      { files = {}, ...fields }: { title: string; body?: string; files?: Record<string, string> },
    ) => {
      const repository = at(repo);
      const head = `change-${repository.lastNumber + 1}`;
      createBranch(world, actor, { repository, name: head, sha: branchOf(repository).sha });
      for (const [path, text] of Object.entries(files))
        commitFile(world, actor, { repository, branch: head, path, text });
      return openPull(world, actor, { repository, head, ...fields }).number;
    },
    mergePull: (repo: string, number: number, how?: "squash") =>
      mergePull(world, actor, { issue: pullOf(at(repo), number), isSquashed: how === "squash" }),
    retargetPull: (repo: string, number: number, base: string) => {
      const repository = at(repo);
      if (!repository.branches.has(base))
        createBranch(world, actor, { repository, name: base, sha: branchOf(repository).sha });
      retargetPull(world, actor, { issue: pullOf(repository, number), base });
    },
  };
}
