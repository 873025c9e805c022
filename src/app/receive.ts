// Receives a webhook: decides whether it concerns us and which lanes it wakes. Nothing is read from GitHub here.
import type { Delivery } from "../adapters/store/port.ts";
import { lineKey } from "../domain/split.ts";
import { cutDown, type Payload, printNotice } from "./notice.ts";

export interface Incoming {
  /** GitHub's delivery GUID. */
  readonly id: string;
  readonly event: string;
  readonly payload: Payload;
}

export interface Receiver {
  /** The app's own login. */
  readonly ours: string;
  triggerOf(repository: string): string;
  expirePolicy(repository: string): void;
}

/** The deliveries that a webhook becomes; none when it does not concern us. */
export function receive({ id, event, payload }: Incoming, receiver: Receiver): Delivery[] {
  if (event === "issues" || event === "issue_comment") return issueDelivery({ id, event, payload }, receiver);
  if (event === "push") {
    const files = (payload.commits ?? []).flatMap(({ added, modified, removed }) => [
      ...(added ?? []),
      ...(modified ?? []),
      ...(removed ?? []),
    ]);
    if (files.includes(".github/tocsin.yml") && payload.repository?.full_name)
      receiver.expirePolicy(payload.repository.full_name);
    return [];
  }
  const isMet =
    (event === "installation" && ["created", "unsuspend"].includes(payload.action ?? "")) ||
    (event === "installation_repositories" && payload.action === "added");
  const met = isMet ? [...(payload.repositories ?? []), ...(payload.repositories_added ?? [])] : [];
  return met.map((repository) => repositoryDelivery(id, payload.installation?.id ?? 0, repository));
}

/** Wakes the repository's own lane: labels are made, open incidents are found. */
function repositoryDelivery(id: string, installation: number, repository: { id: number; full_name: string }): Delivery {
  return {
    id: `${id}:${repository.id}`,
    contentKey: `${id}:${repository.id}`,
    lane: String(repository.id),
    installation,
    repository: repository.full_name,
    number: 0,
    body: printNotice({ isRepository: true }),
  };
}

function issueDelivery({ id, event, payload }: Incoming, receiver: Receiver): Delivery[] {
  const { issue, repository, installation, comment, action, label } = payload;
  if (!issue?.number || !repository?.id || !repository.full_name || !installation?.id || issue.pull_request) return [];
  const trigger = receiver.triggerOf(repository.full_name).toLowerCase();
  const named = [...(issue.labels ?? []).map((one) => one?.name), label?.name];
  if (!named.some((name) => name?.toLowerCase() === trigger)) return [];
  // What we did ourselves changes nothing that we do not know; only somebody else deleting or editing our words does.
  if (payload.sender?.login === receiver.ours) return [];
  const body = comment
    ? lineKey({ name: String(comment.id), rest: comment.body ?? "" })
    : `${label?.name ?? ""}/${payload.assignee?.login ?? ""}`;
  return [
    {
      id,
      contentKey: [
        event,
        action,
        issue.node_id,
        issue.updated_at,
        comment?.updated_at,
        body,
        payload.sender?.login,
      ].join(" "),
      lane: `${repository.id}#${issue.number}`,
      installation: installation.id,
      repository: repository.full_name,
      number: issue.number,
      body: printNotice(cutDown(payload, receiver.ours)),
    },
  ];
}
