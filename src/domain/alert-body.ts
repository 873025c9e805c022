// What the body of an issue shows of its alert, as data for its template.
import type { AlertNews, ShownAlert } from "./alert.ts";
import { momentAt } from "./alert-history.ts";
import type { Message } from "./effects.ts";
import type { Policy } from "./policy.ts";

/** Addresses are long, and there is one table; GitHub's longest body is 65,536 characters. */
const MOST_LINKS = 4;

/** The part of the body that follows the alert; `previous` is the incident it opened before, 0 for none. */
export function alertBody(news: AlertNews, policy: Policy, previous = 0): Message {
  const { text, link: url, firing, left: more, alerts } = news;
  const rows = alerts.map((alert) => rowOf(alert, policy));
  return { template: "alert-issue", data: { text, url, firing, more, rows, previous } };
}

function rowOf({ name, what, isFiring, since, labels, links }: ShownAlert, { alerts }: Policy) {
  const severity = Object.hasOwn(labels, alerts.severityLabel) ? labels[alerts.severityLabel] : "";
  return { name, what, isFiring, since: momentAt(since), severity, links: linksOf(links, alerts.links) };
}

/** Those that the policy names, and where the alert comes from. */
function linksOf(links: ShownAlert["links"], wanted: Policy["alerts"]["links"]) {
  const found = [...Object.entries(wanted), ["source", "source"] as const].flatMap(([name, annotation]) => {
    const url = Object.hasOwn(links, annotation) ? links[annotation] : undefined;
    return url ? [{ name, url }] : [];
  });
  return found.slice(0, MOST_LINKS);
}
