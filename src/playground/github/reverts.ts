// Reverting a merged pull request: a branch with its changes undone, and a pull request from there; or not, where they clash.
import { branchOf, headOf } from "./branches.ts";
import { commitFile, createBranch } from "./contents.ts";
import { changesOf, openPull } from "./pulls.ts";
import { Refusal } from "./refusals.ts";
import { fullNameOf } from "./repositories.ts";
import { type Actor, requireRole } from "./roles.ts";
import type { Issue, Pull, Repository, World } from "./world.ts";

type PullIssue = Issue & { pull: Pull };

function unprocessable(message: string): Refusal {
  return new Refusal(200, { message, type: "UNPROCESSABLE" });
}

/** Opens the pull request that undoes another one, under GitHub's own title unless it has one. */
export function revertPull(
  world: World,
  actor: Actor,
  { issue, title, body }: { issue: PullIssue; title?: string; body?: string },
): Issue {
  const { repository, pull, number } = issue;
  requireRole(world, actor, { repository, role: "write" });
  if (pull.mergedAt === null) throw unprocessable("Pull request is not merged");
  const base = branchOf(repository, pull.base);
  const { begun, files } = headOf(issue);
  const changed = changesOf(issue).map(({ path }) => path);
  if (changed.length === 0 || changed.some((path) => base.files.get(path) !== files.get(path)))
    throw unprocessable("This pull request could not be reverted automatically");
  const head = freeName(repository, `revert-${number}-${pull.head}`);
  createBranch(world, actor, { repository, name: head, sha: base.sha });
  for (const path of changed)
    commitFile(world, actor, {
      repository,
      branch: head,
      path,
      text: begun.get(path) ?? null,
      message: `Revert #${number}`,
    });
  const usual = { title: `Revert "${issue.title}"`, body: `Reverts ${fullNameOf(repository)}#${number}` };
  return openPull(world, actor, {
    repository,
    head,
    base: pull.base,
    title: title ?? usual.title,
    body: body ?? usual.body,
  });
}

function freeName({ branches }: Repository, wanted: string): string {
  if (!branches.has(wanted)) return wanted;
  for (let count = 1; ; count++) if (!branches.has(`${wanted}-${count}`)) return `${wanted}-${count}`;
}
