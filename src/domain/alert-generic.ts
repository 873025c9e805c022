// Reads an alert of any other sender by the policy's paths.
import { type AlertNews, isWebAddress, momentOf } from "./alert.ts";
import type { AlertPolicy } from "./alert-policy.ts";

/** The alert's key and its news; undefined when it has no key. `now` in milliseconds. */
export function readGeneric(
  payload: unknown,
  policy: AlertPolicy,
  now: number,
): { key: string; news: AlertNews } | undefined {
  const key = textAt(payload, policy.generic.key);
  return key ? { key, news: newsOf(payload, policy, now) } : undefined;
}

function newsOf(payload: unknown, { generic, severityLabel, componentLabel }: AlertPolicy, now: number): AlertNews {
  const { resolved, ...paths } = generic;
  const at = (path: keyof typeof paths) => textAt(payload, paths[path]);
  const isFiring = !resolved.some((word) => word.toLowerCase() === at("status").toLowerCase());
  const status = isFiring ? "firing" : "resolved";
  const since = momentOf(at("since"), now);
  const name = at("title") || at("key");
  const labels = { [severityLabel]: at("severity"), [componentLabel]: at("component") };
  const link = isWebAddress(at("link")) ? at("link") : "";
  const said = Object.entries(labels).flatMap(([label, value]) => (value ? [[label, [value]]] : []));
  return {
    ...{ status, heardAt: now, since, newest: since, endedAt: now },
    ...{ title: name, text: at("text"), link },
    alerts: [{ name, what: "", isFiring, since, labels, links: {} }],
    ...{ firing: Number(isFiring), left: 0 },
    labels: Object.fromEntries(said),
    print: JSON.stringify([status, at("since"), labels, name]),
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
