// Reads an alert of any other sender by the policy's paths.
import { type AlertNews, isWebAddress, momentOf } from "./alert.ts";
import type { AlertPolicy } from "./alert-policy.ts";

/** The alert's key and its news; undefined when it has no key. `now` in milliseconds. */
export function readGeneric(
  payload: unknown,
  policy: AlertPolicy,
  now: number,
): { key: string; news: AlertNews } | undefined {
  const { resolved, ...paths } = policy.generic;
  const at = (path: keyof typeof paths) => textAt(payload, paths[path]);
  const [key, title, link, start] = [at("key"), at("title"), at("link"), at("since")];
  if (!key) return undefined;
  const status = resolved.some((word) => word.toLowerCase() === at("status").toLowerCase()) ? "resolved" : "firing";
  const since = momentOf(start, now);
  const labels = { [policy.severityLabel]: at("severity"), [policy.componentLabel]: at("component") };
  const source = isWebAddress(link) ? link : "";
  const links: Record<string, string> = source ? { source } : {};
  const alert = {
    name: title,
    what: "",
    isFiring: status === "firing",
    since,
    labels,
    links,
  };
  const values = Object.entries(labels).flatMap(([name, value]) => (value ? [[name, [value]]] : []));
  return {
    key,
    news: {
      status,
      heardAt: now,
      since,
      newest: since,
      endedAt: now,
      title: title || key,
      text: at("text"),
      link: source,
      alerts: [alert],
      firing: status === "firing" ? 1 : 0,
      left: 0,
      labels: Object.fromEntries(values),
      print: JSON.stringify([status, start, labels, title]),
    },
  };
}

/** Text, a number or a truth at the path, at most 1,000 characters; "" when there is none. */
function textAt(payload: unknown, path: string): string {
  const found = path.split(".").reduce<unknown>((value, key) => {
    const isThere = typeof value === "object" && value !== null && Object.hasOwn(value, key);
    return isThere ? (value as Record<string, unknown>)[key] : undefined;
  }, payload);
  return ["string", "number", "boolean"].includes(typeof found) ? String(found).slice(0, 1000) : "";
}
