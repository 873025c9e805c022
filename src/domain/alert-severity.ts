// How severe an alert is, and what it says is affected, by the policy's labels.
import type { AlertNews } from "./alert.ts";
import { type Policy, rankOf } from "./policy.ts";

/** The most severe that any of its alerts is; undefined when none says so in a way that the policy knows. */
export function severityOfNews({ labels }: Pick<AlertNews, "labels">, policy: Policy): string | undefined {
  const { severities, severityLabel } = policy.alerts;
  const given = valuesIn(labels, severityLabel).map((value) => value.toLowerCase());
  const named = given.flatMap((value) => {
    const wanted = (severities.get(value) ?? value).toLowerCase();
    return policy.severities.find(({ name }) => name.toLowerCase() === wanted)?.name ?? [];
  });
  return named.toSorted((one, other) => rankOf(policy, one) - rankOf(policy, other))[0];
}

/** The components that its alerts name; where the policy names any, only those. */
export function componentsOfNews({ labels }: Pick<AlertNews, "labels">, { alerts, components }: Policy): string[] {
  const given = valuesIn(labels, alerts.componentLabel).filter((value) => /^[^\s,]{1,50}$/.test(value));
  const known = components.map(({ name }) => name);
  return given.filter((name) => known.length === 0 || known.includes(name)).slice(0, 10);
}

function valuesIn(labels: AlertNews["labels"], name: string): readonly string[] {
  return Object.hasOwn(labels, name) ? (labels[name] ?? []) : [];
}
