// What an Alertmanager tells of one group, and the route by which it comes.

export const ROUTE = { name: "shop", repository: "acme/shop", token: "a-token-of-the-benchmark" };

/** JSON text; groups are told apart by their number. */
export function webhook(group: number): string {
  const labels = { alertname: "HostDown", severity: "warning", instance: `host-${group}` };
  const annotations = { summary: "the host does not answer", runbook_url: "https://runbooks.example/host-down" };
  const times = { startsAt: "2025-11-10T14:28:00Z", endsAt: "0001-01-01T00:00:00Z" };
  return JSON.stringify({
    ...{ receiver: "tocsin", status: "firing", version: "4", truncatedAlerts: 0 },
    alerts: [{ status: "firing", labels, annotations, ...times, generatorURL: "https://prometheus.example/graph" }],
    ...{ groupLabels: labels, commonLabels: labels, commonAnnotations: annotations },
    ...{ externalURL: "https://alertmanager.example", groupKey: `{}:{instance="host-${group}"}` },
  });
}
