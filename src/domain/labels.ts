// The labels the app sets and understands, and what each looks like.
import type { Message } from "./effects.ts";
import type { Policy } from "./policy.ts";
import { STATUSES, type Status } from "./timeline.ts";

export interface LabelLook {
  readonly name: string;
  /** Six hex digits, as GitHub wants them. */
  readonly color: string;
  readonly description: Message;
}

const SLA_STATES = ["on track", "at risk", "breached", "met"] as const;
const POST_MORTEM_STATES = ["required", "in review", "overdue", "done", "waived"] as const;
type Managed =
  | `sla: ${(typeof SLA_STATES)[number]}`
  | `status: ${Status}`
  | `post-mortem: ${(typeof POST_MORTEM_STATES)[number]}`;
type Plain = "drill" | "security" | "post-mortem" | "action-item" | "action-digest" | "tocsin: configuration";

/** Labels of which an incident has at most one of each kind, under the names they have by default. */
const MANAGED: readonly Managed[] = [
  ...SLA_STATES.map((state) => `sla: ${state}` as const),
  ...STATUSES.map((status) => `status: ${status}` as const),
  ...POST_MORTEM_STATES.map((state) => `post-mortem: ${state}` as const),
];

/** How the labels look that are there whatever the policy says. */
const COLORS: Readonly<Record<Managed | Plain, string>> = {
  "sla: on track": "0e8a16",
  "sla: at risk": "fbca04",
  "sla: breached": "b60205",
  "sla: met": "c2e0c6",
  "status: investigating": "1d76db",
  "status: identified": "1d76db",
  "status: monitoring": "1d76db",
  "status: resolved": "1d76db",
  "post-mortem: required": "5319e7",
  "post-mortem: in review": "5319e7",
  "post-mortem: overdue": "5319e7",
  "post-mortem: done": "5319e7",
  "post-mortem: waived": "5319e7",
  "post-mortem": "5319e7",
  "action-item": "0e8a16",
  "action-digest": "0e8a16",
  "tocsin: configuration": "d93f0b",
  security: "000000",
  drill: "bfdadc",
};

/** Every name that a policy may change, besides those of severities. */
export const LABEL_NAMES: readonly string[] = Object.keys(COLORS);

/** What the policy calls a label of ours. */
export function labelIn({ labels }: Pick<Policy, "labels">, name: Managed | Plain): string {
  return labels[name] ?? name;
}

/** The label of a severity. */
export function severityLabel({ labels }: Pick<Policy, "labels">, severity: string): string {
  return labels[`severity: ${severity}`] ?? `severity: ${severity}`;
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** GitHub compares label names without regard to case. */
export function hasLabel(labels: readonly string[], name: string): boolean {
  return labels.some((label) => same(label, name));
}

/** The severity a label names (`severity: P1` or what the policy calls it, or `P1` alone), undefined when it names none. */
export function severityOfLabel(policy: Policy, label: string): string | undefined {
  const names = (name: string) => [severityLabel(policy, name), `severity: ${name}`, name];
  return policy.severities.find(({ name }) => hasLabel(names(name), label))?.name;
}

/** Labels of which the incident has exactly one (or none): ours to add and to take away, also under their former names. */
export function isManaged(policy: Policy, label: string): boolean {
  return (
    severityOfLabel(policy, label) !== undefined ||
    MANAGED.some((name) => hasLabel([name, labelIn(policy, name)], label))
  );
}

const SEVERITY_COLORS = ["b60205", "d93f0b", "fbca04", "c2e0c6"];

/** Every label the app may need in a repository, with its colour and the message that describes it. */
export function labelLooks(policy: Policy): LabelLook[] {
  const { monthlyReport } = policy;
  const look = (name: string, color: string, { of, what = "" }: { of: string; what?: string }): LabelLook => ({
    name,
    color,
    description: { template: "label", data: { of, what } },
  });
  const fixed = Object.entries(COLORS) as [Managed | Plain, string][];
  return [
    look(policy.trigger, "b60205", { of: "incident" }),
    ...policy.severities.map(({ name }, rank) =>
      look(severityLabel(policy, name), SEVERITY_COLORS[rank] ?? "c2e0c6", { of: "severity", what: name }),
    ),
    ...fixed.map(([name, color]) => look(labelIn(policy, name), color, { of: name })),
    ...(monthlyReport && !monthlyReport.repository ? [look(monthlyReport.label, "0e8a16", { of: "report" })] : []),
  ];
}
