// Where the first severity comes from: a label, the issue form, the title, the policy, in this order.
import type { Issue } from "./issue.ts";
import { severityOfLabel } from "./labels.ts";
import { type Policy, rankOf } from "./policy.ts";

export interface NamedSeverity {
  readonly to: string;
  readonly via: "label" | "form" | "title" | "default";
}

/** The severity that the issue itself names; undefined when somebody has to say. */
export function severityOfIssue(
  issue: Pick<Issue, "labels" | "title" | "body">,
  policy: Policy,
): NamedSeverity | undefined {
  const named = severityOfLabels(issue.labels, policy);
  if (named) return { to: named, via: "label" };
  const form = matching(policy, severityField(issue.body));
  if (form) return { to: form, via: "form" };
  const brackets = [...issue.title.matchAll(/\[([A-Za-z0-9_-]{1,20})\]/g)];
  const title = brackets.flatMap(([, word]) => matching(policy, word) ?? [])[0];
  if (title) return { to: title, via: "title" };
  return policy.defaultSeverity ? { to: policy.defaultSeverity, via: "default" } : undefined;
}

/** The most severe of the labels; undefined when none names a severity. */
export function severityOfLabels(labels: readonly string[], policy: Policy): string | undefined {
  const named = labels.flatMap((label) => severityOfLabel(policy, label) ?? []);
  return named.toSorted((a, b) => rankOf(policy, a) - rankOf(policy, b))[0];
}

/**
 * The answer under the issue form's *Severity* heading (GitHub writes `### Label`, an empty line, the value; nothing
 * chosen is `_No response_`). French forms say *Sévérité* or *Gravité*.
 */
function severityField(body: string): string | undefined {
  const lines = body.split(/\r?\n/);
  const heading = lines.findIndex((line) => /^### (severity|sévérité|gravité)\s*$/i.test(line.trimEnd()));
  if (heading < 0) return undefined;
  return lines
    .slice(heading + 1)
    .find((line) => line.trim() !== "")
    ?.trim();
}

/** `P1`, `p1`, `P1 (High)` and `P1 - major function down` all mean P1. */
function matching(policy: Policy, text: string | undefined): string | undefined {
  const word = /^\**([A-Za-z][A-Za-z0-9_-]*)/.exec(text ?? "")?.[1]?.toLowerCase();
  return policy.severities.find(({ name }) => name.toLowerCase() === word)?.name;
}
