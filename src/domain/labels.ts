// The labels the app sets and understands, and what each looks like.
import type { Policy } from "./policy.ts";
import { STATUSES } from "./timeline.ts";

export interface LabelLook {
  readonly name: string;
  /** Six hex digits, as GitHub wants them. */
  readonly color: string;
  readonly description: string;
}

const SLA_STATES = ["on track", "at risk", "breached", "met"] as const;
export type SlaState = (typeof SLA_STATES)[number];
export const POST_MORTEM_STATES = ["required", "in review", "overdue", "done", "waived"] as const;

export const severityLabel = (name: string): string => `severity: ${name}`;
export const slaLabel = (state: SlaState): string => `sla: ${state}`;
export const statusLabel = (status: string): string => `status: ${status}`;
export const postMortemLabel = (state: (typeof POST_MORTEM_STATES)[number]): string => `post-mortem: ${state}`;
export const DRILL_LABEL = "drill";
export const POST_MORTEM_LABEL = "post-mortem";
export const ACTION_LABEL = "action-item";
export const DIGEST_LABEL = "action-digest";
export const NOTICE_LABEL = "tocsin: configuration";

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** GitHub compares label names without regard to case. */
export function hasLabel(labels: readonly string[], name: string): boolean {
  return labels.some((label) => same(label, name));
}

/** The severity a label names (`severity: P1`, or `P1` alone), undefined when it names none. */
export function severityOfLabel(policy: Policy, label: string): string | undefined {
  return policy.severities.find(({ name }) => same(label, severityLabel(name)) || same(label, name))?.name;
}

/** Labels of which the incident has exactly one (or none): ours to add and to take away. */
export function isManaged(policy: Policy, label: string): boolean {
  return (
    severityOfLabel(policy, label) !== undefined ||
    SLA_STATES.some((state) => same(label, slaLabel(state))) ||
    STATUSES.some((status) => same(label, statusLabel(status))) ||
    POST_MORTEM_STATES.some((state) => same(label, postMortemLabel(state)))
  );
}

const SEVERITY_COLORS = ["b60205", "d93f0b", "fbca04", "c2e0c6"];
const SLA_COLORS: Record<SlaState, string> = {
  "on track": "0e8a16",
  "at risk": "fbca04",
  breached: "b60205",
  met: "c2e0c6",
};

/** Every label the app may need in a repository, with colour and description. */
export function labelLooks(policy: Policy): LabelLook[] {
  const { monthlyReport } = policy;
  const severities = policy.severities.map(({ name }, rank) => ({
    name: severityLabel(name),
    color: SEVERITY_COLORS[rank] ?? "c2e0c6",
    description: `Incident severity ${name}`,
  }));
  const sla = SLA_STATES.map((state) => ({
    name: slaLabel(state),
    color: SLA_COLORS[state],
    description: `Response clock: ${state}`,
  }));
  const status = STATUSES.map((one) => ({
    name: statusLabel(one),
    color: "1d76db",
    description: `Incident status: ${one}`,
  }));
  const postMortem = POST_MORTEM_STATES.map((state) => ({
    name: postMortemLabel(state),
    color: "5319e7",
    description: `Post-mortem: ${state}`,
  }));
  return [
    { name: policy.trigger, color: "b60205", description: "A managed incident" },
    ...severities,
    ...sla,
    ...status,
    ...postMortem,
    { name: POST_MORTEM_LABEL, color: "5319e7", description: "A post-mortem" },
    { name: ACTION_LABEL, color: "0e8a16", description: "A follow-up of an incident" },
    { name: DIGEST_LABEL, color: "0e8a16", description: "Follow-ups that are overdue, once a week" },
    { name: NOTICE_LABEL, color: "d93f0b", description: "Something is wrong with .github/tocsin.yml" },
    { name: "security", color: "000000", description: "A security incident" },
    { name: DRILL_LABEL, color: "bfdadc", description: "An exercise" },
    ...(monthlyReport && !monthlyReport.repository
      ? [{ name: monthlyReport.label, color: "0e8a16", description: "A month's incidents in figures" }]
      : []),
  ];
}
