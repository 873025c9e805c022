// Receives a webhook: decides whether it concerns us and which lanes it wakes. Nothing is read from GitHub here.
import type { Delivery } from "../adapters/store/port.ts";
import { hasLabel } from "../domain/labels.ts";
import { parseOf } from "../domain/marker.ts";
import { DEFAULT_POLICY, NOT_URGENT, type Policy, rankOf } from "../domain/policy.ts";
import { parseBranch } from "../domain/pull.ts";
import { severityOfIssue } from "../domain/severity.ts";
import { contentOf } from "./content-key.ts";
import { isEcho } from "./echo.ts";
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
  /** The repository's policy, once this process has read it. */
  policyOf(repository: string): Policy | undefined;
  expirePolicy(repository: string): void;
}

/** After which a repository may be reached, or be reached again, or under another name, or by other people. */
const MET: Record<string, readonly string[]> = {
  installation: ["created", "unsuspend", "new_permissions_accepted"],
  installation_repositories: ["added"],
  repository: ["renamed", "transferred", "unarchived", "privatized", "publicized"],
};

/** The deliveries that a webhook becomes; none when it does not concern us. */
export function receive({ id, event, payload }: Incoming, receiver: Receiver): Delivery[] {
  if (event === "issues" || event === "issue_comment") return issueDelivery({ id, event, payload }, receiver);
  if (event === "push") return pushDelivery({ id, event, payload }, receiver);
  if (event === "pull_request") return pullDelivery({ id, event, payload }, receiver);
  if (event === "label") return labelDelivery(id, payload, receiver);
  const isMet = MET[event]?.includes(payload.action ?? "");
  const { id: key, full_name } = payload.repository ?? {};
  const one = event === "repository" && key && full_name ? [{ id: key, full_name }] : [];
  const met = isMet ? [...one, ...(payload.repositories ?? []), ...(payload.repositories_added ?? [])] : [];
  return met.map((repository) => repositoryDelivery(id, payload.installation?.id ?? 0, repository));
}

/** A label that got another name; the issues that wear it are told nothing. */
function labelDelivery(
  id: string,
  { changes, repository, installation, sender }: Payload,
  { ours }: Receiver,
): Delivery[] {
  const formerLabel = changes?.name?.from;
  if (!formerLabel || !repository?.id || !repository.full_name || sender?.login === ours) return [];
  const met = repositoryDelivery(id, installation?.id ?? 0, { id: repository.id, full_name: repository.full_name });
  return [{ ...met, body: printNotice({ formerLabel }) }];
}

/** A push may change the configuration, a post-mortem that is being written, or one that was merged already. */
function pushDelivery({ id, payload }: Incoming, receiver: Receiver): Delivery[] {
  const { repository, installation, sender } = payload;
  const files = (payload.commits ?? []).flatMap((one) => [
    ...(one?.added ?? []),
    ...(one?.modified ?? []),
    ...(one?.removed ?? []),
  ]);
  const isPolicy = files.some((file) => /^\.github\/tocsin(?:(?:-oncall)?\.yml$|\/)/.test(file));
  if (isPolicy && repository?.full_name) receiver.expirePolicy(repository.full_name);
  if (!repository?.id || !repository.full_name || !installation?.id || sender?.login === receiver.ours) return [];
  const branch = (payload.ref ?? "").replace(/^refs\/heads\//, "");
  const number = parseBranch(branch);
  if (number) return [lookDelivery(id, number, payload)];
  // People may have given it any name; only what is remembered of the incidents knows.
  const reports = branch === repository.default_branch ? files.filter((file) => file.endsWith(".md")) : [];
  const { id: key, full_name } = repository;
  return isPolicy || reports.length > 0
    ? [{ ...repositoryDelivery(id, installation.id, { id: key, full_name }), body: printNotice({ reports }) }]
    : [];
}

/** What may change whether a post-mortem is done, or where it is. */
const PULL_ACTIONS = ["synchronize", "edited", "closed", "reopened"];

/** The branch says whose post-mortem a pull request is; a branch of a fork says nothing. */
function pullDelivery({ id, payload }: Incoming, receiver: Receiver): Delivery[] {
  const { action = "", pull_request: pull, repository, sender } = payload;
  const number = pull?.head?.repo?.id === repository?.id ? parseBranch(pull?.head?.ref ?? "") : undefined;
  // What we open ourselves needs a verdict where a rule may require one; nothing else of it is news.
  if (sender?.login === receiver.ours)
    return receiver.policyOf(repository?.full_name ?? "")?.freeze ? proposalDelivery(id, payload) : [];
  const report = number && PULL_ACTIONS.includes(action) ? [lookDelivery(id, number, payload)] : [];
  return [...report, ...proposalDelivery(id, payload)];
}

/** What may change the files of a pull request. */
const PROPOSED = ["opened", "synchronize", "reopened", "edited"];

/** Whether it touches the configuration no webhook says: a worker looks, after everything else. */
function proposalDelivery(id: string, payload: Payload): Delivery[] {
  const { action = "", pull_request: pull, repository, installation } = payload;
  if (!PROPOSED.includes(action) || !pull?.number || !repository?.id || !installation?.id) return [];
  const one = lookDelivery(`${id}:check`, pull.number, payload);
  return [{ ...one, body: printNotice({ isPull: true }), urgency: NOT_URGENT }];
}

/** Look at this incident again. */
function lookDelivery(id: string, number: number, { repository, installation }: Payload): Delivery {
  return {
    id,
    contentKey: id,
    lane: `${repository?.id}#${number}`,
    installation: installation?.id ?? 0,
    repository: repository?.full_name ?? "",
    number,
    body: printNotice({}),
  };
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

/** What happened on an issue of the incident: its comments count, its own events are read from GitHub. */
function aside(payload: Payload, ours: string) {
  return payload.comment
    ? { ...cutDown(payload, ours), on: payload.issue?.number }
    : { isEdited: payload.action === "edited" };
}

/** Nobody has said yet how bad it is: behind those of whom it is known that nothing is worse. */
const UNKNOWN_SEVERITY = 1;

/** How severe the issue says it is, before anybody has looked; a flood of small ones must not hide a great one. */
function urgencyOf({ labels, title = "", body }: NonNullable<Payload["issue"]>, policy: Policy): number {
  const names = (labels ?? []).flatMap((label) => label?.name ?? []);
  const severity = severityOfIssue({ labels: names, title, body: body ?? "" }, policy);
  return severity ? rankOf(policy, severity.to) : UNKNOWN_SEVERITY;
}

function issueDelivery({ id, event, payload }: Incoming, receiver: Receiver): Delivery[] {
  const { issue, repository, installation, label, changes } = payload;
  if (!issue?.number || !repository?.id || !repository.full_name || !installation?.id) return [];
  // Not every label comes along when an issue is transferred.
  const worn = [...(issue.labels ?? []), ...(changes?.old_issue?.labels ?? [])];
  const labels = [...worn.map((one) => one?.name ?? ""), label?.name ?? ""];
  const policy = receiver.policyOf(repository.full_name);
  const trigger = policy?.trigger;
  // Until this process has read the repository's policy any label may be the one; the lane finds out.
  const mayBe = trigger === undefined && labels.some(Boolean) ? issue.number : undefined;
  const isIncident = trigger !== undefined && hasLabel(labels, trigger);
  // A pull request is no incident, whatever its labels.
  const own = issue.pull_request ? undefined : isIncident ? issue.number : mayBe;
  // A post-mortem or an action item says in its body whose it is; the number only wakes, and proves nothing.
  const number = isIncident && own ? own : (parseOf(issue.body ?? "") ?? own);
  if (!number) return [];
  // What we did ourselves changes nothing that we do not know; only somebody else deleting or editing our words does.
  if (payload.sender?.login === receiver.ours && !isEcho({ id, event, payload }, receiver.ours)) return [];
  return [
    {
      id,
      contentKey: contentOf({ id, event, payload }),
      lane: `${repository.id}#${number}`,
      installation: installation.id,
      repository: repository.full_name,
      number,
      urgency: number === issue.number ? urgencyOf(issue, policy ?? DEFAULT_POLICY) : undefined,
      body: printNotice(number === issue.number ? cutDown(payload, receiver.ours) : aside(payload, receiver.ours)),
    },
  ];
}
