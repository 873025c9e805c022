// How what is published is put into words: the plan's own format of an update, and titles that nobody typed.
import { DateTime } from "luxon";
import type { Message } from "./effects.ts";
import type { PublicIncident } from "./public-incident.ts";
import type { Indicator } from "./status-page.ts";
import type { Status } from "./timeline.ts";

/** An update as the plan writes it, wherever it is read outside the thread; without a text it gets a neutral one. */
export function updateMessage({ status, text, at }: { status: Status; text: string; at: DateTime | number }): Message {
  const posted = typeof at === "number" ? DateTime.fromMillis(at, { zone: "utc" }) : at;
  return { template: "status-update", data: { update: { status }, text, at: posted } };
}

/** What the public calls an incident: what its severity means, and the components that the page shows. */
export function titleMessage({ like, components }: Pick<PublicIncident, "like" | "components">): Message {
  return { template: "status-title", data: { incident: { like }, components: components.join(", ") } };
}

/** How one component stands. */
export function componentMessage(indicator: Indicator): Message {
  return { template: "status-component", data: { page: { indicator } } };
}

/** How everything stands. */
export function indicatorMessage(indicator: Indicator): Message {
  return { template: "status-indicator", data: { page: { indicator } } };
}
