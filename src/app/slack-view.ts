// What Slack should show of an incident: its message, the thread's updates, and whom the ladder calls there. Pure.
import type { EffectOf } from "../domain/effects.ts";
import type { Facts, Reading } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import { updateMessage } from "../domain/status-message.ts";
import { entriesOf } from "../domain/timeline.ts";

/** What is older is not news any more, and is not said in a channel a day late. */
const NEWS = { hours: 24 };

type Seen = Pick<Facts, "policy" | "now"> & { readonly clocks: readonly Reading[] };

/** Nothing where the policy names no channel and no step calls anybody there. */
export function slackView(incident: Incident, { policy, now, clocks }: Seen): EffectOf<"slack">[] {
  const { issue, timeline } = incident;
  const calls = incident.isDrill || incident.ended || incident.isSilent ? [] : callsOf(incident, now);
  if (!policy.slack && calls.length === 0) return [];
  const fresh = entriesOf(timeline, "update").filter(({ at }) => at.plus(NEWS) > now);
  const updates = fresh.map(({ ref, at, status, text }) => ({
    key: `update:${ref ?? +at}`,
    text: updateMessage({ status, text, at }),
  }));
  const buttons =
    incident.ended || incident.isSilent
      ? []
      : incident.acknowledged
        ? ["lead" as const]
        : ["ack" as const, "lead" as const];
  return [
    {
      do: "slack",
      channel: policy.slack?.channel,
      card: { template: "slack-card", data: cardData(incident, clocks) },
      buttons,
      updates,
      calls,
      url: issue.url,
    },
  ];
}

export function referenceOf({ issue }: Pick<Incident, "issue">): string {
  return `${issue.repository.owner}/${issue.repository.name}#${issue.number}`;
}

function cardData(incident: Incident, clocks: readonly Reading[]) {
  const { issue, severity = "", acknowledged, roles, ended, isDrill, status = "" } = incident;
  const running = clocks.flatMap(({ clock, due, state }) => (due && state !== "met" ? [{ clock, due, state }] : []));
  return {
    title: issue.title,
    severity,
    isDrill,
    isOver: ended !== undefined,
    by: acknowledged?.by ?? "",
    isAcknowledged: acknowledged !== undefined,
    lead: roles.lead ?? "",
    published: { status },
    clocks: ended ? [] : running,
  };
}

function callsOf(incident: Incident, now: Facts["now"]) {
  const { issue, timeline, severity = "" } = incident;
  const heard = new Set(entriesOf(timeline, "unheard").map(({ key, to }) => key + to));
  const data = { severity, reference: referenceOf(incident), title: issue.title };
  return entriesOf(timeline, "escalated")
    .filter(({ at }) => at.plus(NEWS) > now)
    .flatMap(({ called, severity: name, step }) =>
      called
        .filter((to) => to.startsWith("slack:"))
        .map((to) => ({ key: `ladder:${name}:${step}`, to, text: { template: "mail-call-subject", data } })),
    )
    .filter(({ key, to }) => !heard.has(key + to));
}
