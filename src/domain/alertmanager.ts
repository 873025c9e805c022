// Reads what an Alertmanager sends to a webhook receiver, version 4 of its format.
import { z } from "zod";
import {
  type AlertNews,
  fewPairs,
  isWebAddress,
  MOST_SHOWN,
  momentOf,
  type ShownAlert,
  valuesOf,
  webAddresses,
} from "./alert.ts";

const pairs = z.record(z.string(), z.string()).default({});

const alertSchema = z.object({
  status: z.enum(["firing", "resolved"]),
  labels: pairs,
  annotations: pairs,
  // A wrong date must not lose an alert.
  startsAt: z.unknown(),
  endsAt: z.unknown(),
  generatorURL: z.string().default(""),
});

const webhookSchema = z.object({
  version: z.literal("4"),
  groupKey: z.string().min(1).max(20_000),
  truncatedAlerts: z.number().int().nonnegative().default(0),
  status: z.enum(["firing", "resolved"]),
  groupLabels: pairs,
  commonLabels: pairs,
  commonAnnotations: pairs,
  externalURL: z.string().default(""),
  alerts: z.array(alertSchema).min(1).max(20_000),
});

type Webhook = z.infer<typeof webhookSchema>;
type AlertJson = z.infer<typeof alertSchema>;

/** The group's key and its news; undefined for anything but a webhook of version 4. `now` in milliseconds. */
export function readAlertmanager(payload: unknown, now: number): { key: string; news: AlertNews } | undefined {
  const webhook = webhookSchema.safeParse(payload).data;
  return webhook && { key: webhook.groupKey, news: newsOf(webhook, now) };
}

function newsOf(webhook: Webhook, now: number): AlertNews {
  const { status, alerts, groupLabels, commonLabels, commonAnnotations, truncatedAlerts, externalURL } = webhook;
  // One alert alone has all its labels in common with itself.
  const known = alerts.length > 1 ? commonLabels : groupLabels;
  const firing = alerts.filter((alert) => alert.status === "firing");
  const counted = firing.length > 0 ? firing : alerts;
  const starts = counted.map(({ startsAt }) => momentOf(startsAt, now));
  const sorted = [...firing, ...alerts.filter((alert) => alert.status !== "firing")];
  return {
    status,
    heardAt: now,
    since: starts.reduce((one, other) => Math.min(one, other)),
    newest: starts.reduce((one, other) => Math.max(one, other)),
    endedAt: alerts.map(({ endsAt }) => momentOf(endsAt, now)).reduce((one, other) => Math.max(one, other)),
    title: titleOf(webhook),
    text: (commonAnnotations["description"] ?? "").slice(0, 1000),
    link: isWebAddress(externalURL) ? externalURL : "",
    alerts: sorted.slice(0, MOST_SHOWN).map((alert) => shown(alert, known, now)),
    firing: firing.length,
    left: Math.max(0, alerts.length - MOST_SHOWN) + truncatedAlerts,
    labels: valuesOf([commonLabels, ...counted.map(({ labels }) => labels)]),
    print: printOf(webhook),
  };
}

/** Two Alertmanagers list the same alerts in orders of their own. */
function printOf({ status, alerts, truncatedAlerts }: Webhook): string {
  return [
    status,
    truncatedAlerts,
    ...alerts.map((one) => JSON.stringify([one.status, one.labels, one.startsAt])).sort(),
  ].join("\n");
}

/** `HostDown (instance=db1): it does not answer`; whatever of it all alerts have in common. */
function titleOf({ groupLabels, commonLabels, commonAnnotations, alerts }: Webhook): string {
  const name = commonLabels["alertname"] ?? alerts[0]?.labels["alertname"] ?? "";
  const summary = commonAnnotations["summary"] ?? (alerts.length === 1 ? alerts[0]?.annotations["summary"] : "") ?? "";
  const group = Object.entries(groupLabels).flatMap(([label, value]) =>
    label === "alertname" ? [] : `${label}=${value}`,
  );
  const named = group.length > 0 ? `${name} (${group.join(", ")})` : name;
  return [named, summary].filter(Boolean).join(": ").slice(0, 400);
}

function shown(alert: AlertJson, known: Readonly<Record<string, string>>, now: number): ShownAlert {
  const { status, labels, annotations, startsAt, generatorURL } = alert;
  const own = Object.entries(labels).filter(([name]) => name !== "alertname" && !Object.hasOwn(known, name));
  return {
    name: (labels["alertname"] ?? "").slice(0, 200),
    what: own
      .map(([name, value]) => `${name}=${value}`)
      .join(", ")
      .slice(0, 200),
    isFiring: status === "firing",
    since: momentOf(startsAt, now),
    labels: fewPairs(labels),
    links: webAddresses({ ...annotations, ...(generatorURL && { source: generatorURL }) }),
  };
}
