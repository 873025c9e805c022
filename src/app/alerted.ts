// What an alert's news means for its incident: entries of the timeline, and the body that shows it. Pure.
import type { DateTime } from "luxon";
import type { AlertNews } from "../domain/alert.ts";
import { alertBody } from "../domain/alert-body.ts";
import { afterTheEnd, hearAlert, momentAt, recover, recoversAt } from "../domain/alert-history.ts";
import { componentsOfNews, severityOfNews } from "../domain/alert-severity.ts";
import type { Effect } from "../domain/effects.ts";
import type { Facts } from "../domain/facts.ts";
import { type Incident, incidentOf } from "../domain/incident.ts";
import { rankOf } from "../domain/policy.ts";
import { judged } from "../domain/resolution.ts";
import { type Entry, insertEntry, isShown, latest } from "../domain/timeline.ts";

type Alerted = Pick<Facts, "issue" | "policy" | "now" | "alerts">;

/** The timeline with everything that the alert has said, and with the recovery that has lasted by now. */
export function withAlert(timeline: readonly Entry[], facts: Alerted): readonly Entry[] {
  const heard = (facts.alerts ?? []).reduce((before, news) => hear(before, news, facts), timeline);
  return recovered(heard, facts.now, facts);
}

/** When a recovery that is waited for counts. */
export function alertSettlesAt(timeline: readonly Entry[], { policy }: Pick<Facts, "policy">): DateTime | undefined {
  return recoversAt(timeline, policy.alerts.settle);
}

/** The body's own part, as the last firing news has it; what people wrote around it stays. */
export function alertEffects({ issue, policy, alerts = [] }: Alerted): Effect[] {
  const news = alerts.findLast(({ status }) => status === "firing");
  return news ? [{ do: "follow", issue, fresh: alertBody(news, policy) }] : [];
}

function hear(before: readonly Entry[], news: AlertNews, facts: Alerted): readonly Entry[] {
  const { issue, policy } = facts;
  const timeline = recovered(before, momentAt(news.heardAt), facts);
  const { ended } = incidentOf(issue, timeline);
  const heard = hearAlert(timeline, news, policy.alerts);
  if (news.status === "resolved") return heard;
  const isByItself = ended?.kind === "resolved" && ended.via === "alert";
  const means = ended && afterTheEnd(timeline, { news, endedAt: ended.at, isByItself }, policy.alerts);
  if (means === "repeat" || means === "new") return heard;
  const reopened: Entry[] = ended
    ? [{ kind: "reopened", at: after(momentAt(news.newest), ended.at, issue.closed?.at) }]
    : [];
  const open = reopened.reduce<readonly Entry[]>(insertEntry, heard);
  return raised(incidentOf(issue, open), news, facts).reduce<readonly Entry[]>(insertEntry, open);
}

/** Worse than before, unless a person has said how severe it is; and what it affects, unless a person has said that. */
function raised(incident: Incident, news: AlertNews, { policy }: Alerted): Entry[] {
  const at = after(momentAt(news.heardAt), incident.declaredAt);
  const { severity, severitySince, components } = incident;
  const to = severityOfNews(news, policy);
  const isOurs = !severitySince || ["alert", "default"].includes(severitySince.via);
  const isWorse = to && (!severity || rankOf(policy, to) < rankOf(policy, severity));
  const named = componentsOfNews(news, policy).filter((name) => !components.includes(name));
  const isTheirs = latest(incident.timeline, "affects")?.by !== undefined;
  return [
    ...(isOurs && isWorse ? [{ kind: "severity" as const, at, to, via: "alert" as const }] : []),
    ...(named.length > 0 && !isTheirs ? [{ kind: "affects" as const, at, components: [...components, ...named] }] : []),
  ];
}

/** A recovery that has lasted is noted, and resolves the incident if the policy says so: once, so that people may reopen it. */
function recovered(timeline: readonly Entry[], now: DateTime, { issue, policy }: Alerted): readonly Entry[] {
  const { settle, closeOnRecovery } = policy.alerts;
  const noted = recover(timeline, now, settle);
  const incident = incidentOf(issue, noted);
  const settledAt = recoversAt(timeline, settle);
  if (noted === timeline || !closeOnRecovery || incident.ended || !settledAt) return noted;
  const at = after(settledAt, timeline.findLast(isShown)?.at);
  const acknowledged: Entry[] = incident.acknowledged ? [] : [{ kind: "acknowledged", at, via: "resolution" }];
  const resolved: Entry = { kind: "resolved", at, via: "alert", ...judged(incident, policy) };
  return [...acknowledged, resolved].reduce<readonly Entry[]>(insertEntry, noted);
}

function after(at: DateTime, ...others: readonly (DateTime | undefined)[]): DateTime {
  return others.reduce<DateTime>((latest, other) => (other && other > latest ? other : latest), at);
}
