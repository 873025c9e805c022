// Reactions to issues and to comments.
import { requiredText } from "../fields.ts";
import { paged } from "../pages.ts";
import { react, unreact } from "../reactions.ts";
import { type Answer, numberIn, type RepositoryCall, type Row } from "../router.ts";
import { reactionShape } from "../shapes/issue.ts";
import type { Reaction } from "../world.ts";
import { commentIn } from "./comments.ts";
import { issueIn } from "./issues.ts";

type Target = (call: RepositoryCall) => { reactions: Reaction[] };

function list(call: RepositoryCall, target: Target): Answer {
  const content = call.query.get("content");
  const found = target(call).reactions.filter((one) => content === null || one.content === content);
  return paged(call, found, (reaction) => reactionShape(call.world, reaction));
}

function create(call: RepositoryCall, target: Target): Answer {
  const content = requiredText(call.body, "content", "Reaction");
  const { reaction, created } = react(call.world, call.actor, {
    to: target(call).reactions,
    content,
    repository: call.repository,
  });
  return { status: created ? 201 : 200, body: reactionShape(call.world, reaction) };
}

function remove(call: RepositoryCall, target: Target): Answer {
  unreact(call.actor, { from: target(call).reactions, id: numberIn(call, "reaction") });
  return { status: 204 };
}

function rows(path: string, target: Target): Row<RepositoryCall>[] {
  return [
    { method: "GET", path: `${path}/reactions`, permission: "issues:read", run: (call) => list(call, target) },
    { method: "POST", path: `${path}/reactions`, permission: "issues:write", run: (call) => create(call, target) },
    {
      method: "DELETE",
      path: `${path}/reactions/:reaction`,
      permission: "issues:write",
      run: (call) => remove(call, target),
    },
  ];
}

export const reactionRows: Row<RepositoryCall>[] = [
  ...rows("/issues/comments/:comment", commentIn),
  ...rows("/issues/:number", issueIn),
];
