// Reads the form that Slack posts when somebody clicks: one payload, JSON, of which we need a few fields.
import type { IncomingClick } from "../app/click-delivery.ts";
import { BUTTONS } from "../domain/click.ts";

interface Payload {
  type?: unknown;
  user?: { id?: unknown } | null;
  channel?: { id?: unknown } | null;
  actions?: { action_id?: unknown; action_ts?: unknown; value?: unknown }[];
}

/** Undefined when it is no click on one of our buttons. */
export function readClick(body: string): IncomingClick | undefined | "unreadable" {
  const payload = parse(new URLSearchParams(body).get("payload") ?? "") as Payload | undefined;
  if (!payload) return "unreadable";
  const [action] = Array.isArray(payload.actions) ? payload.actions : [];
  const button = BUTTONS.find((one) => action?.action_id === `tocsin-${one}`);
  const [user, channel, time] = [payload.user?.id, payload.channel?.id, action?.action_ts].map((one) =>
    typeof one === "string" ? one : "",
  );
  const lane = readLane(action?.value);
  if (payload.type !== "block_actions" || !button || !user || !channel || !lane) return undefined;
  if (!/^\d{1,12}\.\d{1,9}$/.test(time ?? "")) return undefined;
  return { lane, seconds: Number(time), click: { button, user, channel, id: `${user}.${button}.${time}` } };
}

function readLane(value: unknown): IncomingClick["lane"] | undefined {
  const { lane, installation, repository, number } = (parse(String(value)) ?? {}) as Partial<IncomingClick["lane"]>;
  const isOurs = typeof lane === "string" && /^\d+#\d+$/.test(lane) && typeof repository === "string";
  if (!isOurs || !Number.isSafeInteger(installation) || !Number.isSafeInteger(number)) return undefined;
  return { lane, repository, installation: Number(installation), number: Number(number) };
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
