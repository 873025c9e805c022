// Settles: what the world should look like for an incident as it is now, and when to look again. Pure.
import type { DateTime } from "luxon";
import { CLOCKS } from "../clocks/index.ts";
import { cardOf } from "../domain/card.ts";
import { earliest } from "../domain/clock.ts";
import type { Effect, EffectOf } from "../domain/effects.ts";
import type { Facts, Reading } from "../domain/facts.ts";
import { type Incident, incidentOf } from "../domain/incident.ts";
import { hasLabel, isManaged, labelIn, severityLabel } from "../domain/labels.ts";
import { isOwed, reportNumber } from "../domain/post-mortem.ts";
import { missingIn } from "../domain/report/review.ts";
import { notReverted } from "../domain/rollback.ts";
import { type Entry, type EntryOf, entriesOf, insertEntry, latest } from "../domain/timeline.ts";
import { commandRows } from "./answer.ts";
import { brake, type Openness } from "./brake.ts";
import { follow, reportIn } from "./follow.ts";
import { lookBack } from "./look-back.ts";
import { mails } from "./mails.ts";
import { isClosing, isTriggerLost, unclearUntil } from "./observe.ts";
import { type Moment, nextMoment, readings } from "./readings.ts";
import { remind } from "./remind.ts";
import { refugeOf, secure } from "./security.ts";
import { slackView } from "./slack-view.ts";

export interface Settled {
  readonly timeline: readonly Entry[];
  readonly effects: Effect[];
  readonly wakeAt?: DateTime;
}

/** The effects that bring GitHub from what it is to what it should be; `asked` is what commands want done besides. */
export function settle(facts: Facts, played: Incident, asked: readonly Effect[]): Settled {
  const followed = follow(played, facts);
  const now = withEntries(played, followed.entries);
  const breached = withEntries(now, breaches(now, facts));
  const isMoving = refugeOf(breached, facts) !== undefined;
  // What is due now is said where the incident goes on.
  const reminder = remind(breached, facts, isMoving ? [] : undefined);
  const reminded = withEntries(breached, reminder.entries);
  const opens = [...asked, ...followed.effects].filter(isOpening);
  const says = [...replies(asked, facts), ...notReverted(reminded), ...guarded(reminded, facts), ...reminder.says];
  const assign = asked.flatMap((effect) => (effect.do === "assign" ? effect.login : []));
  const clocks = readings(reminded, facts);
  const labels = reminded.isSilent ? facts.issue.labels : labelsOf(reminded, facts, clocks);
  const braked = brake(openness(reminded, facts, { labels, assign }), facts);
  const incident = withEntries(reminded, braked.entries);
  const { policy, others = [], surroundings } = facts;
  const card = cardOf(incident, policy, { clocks, commands: commandRows(policy), others, surroundings });
  return {
    timeline: incident.timeline,
    effects: [
      ...braked.effects,
      ...braked.entries.map((entry): Effect => ({ do: "yield", what: "what" in entry ? entry.what : "" })),
      ...opens,
      ...followed.effects.filter((effect) => effect.do !== "open"),
      ...(facts.copies ?? []).map((comment): Effect => ({ do: "remove", comment })),
      // Before what is said: a comment that GitHub keeps us waiting for calls nobody by mail.
      ...mails(incident, facts),
      ...[...says, ...secure(incident, facts)].map((effect) => mutedIn(incident, effect)),
      // What is opened has no number yet: the card is then written in the pass right after, with it.
      { do: "card", card },
      ...(isMoving ? [] : lookBack(incident, facts)),
      // After everything on GitHub: what Slack shows is what GitHub has.
      ...slackView(incident, { ...facts, clocks }),
      ...asked.filter((effect) => effect.do === "whisper"),
    ],
    wakeAt: isMoving || opens.length > 0 ? facts.now : wakingAt(incident, facts, braked.until),
  };
}

/** A reply may stand in the thread without being remembered: the pass that wrote it was cut off. */
function replies(asked: readonly Effect[], { timeline }: Facts): Effect[] {
  const before = new Set(entriesOf(timeline, "said").flatMap(({ keys }) => keys));
  return asked.filter((effect) => effect.do === "say" && !before.has(effect.key));
}

/** What opens something has its number, which the card shows, only afterwards. */
function isOpening(effect: Effect): boolean {
  return effect.do === "open" || effect.do === "revert";
}

function wakingAt(incident: Incident, facts: Facts, until: DateTime | undefined): DateTime | undefined {
  return earliest(nextMoment(incident, facts), until, unclearUntil(facts));
}

/** Whoever closes an incident that still owes its post-mortem is told why it is open again, once. */
export function guarded(
  incident: Incident,
  { issue, policy, events = [] }: Pick<Facts, "issue" | "policy"> & Partial<Pick<Facts, "events">>,
): EffectOf<"say">[] {
  const { ended } = incident;
  // Open again it may be by our own doing, before something failed and this was said.
  const isUndone = events.some(({ kind, isOurs, at }) => kind === "reopened" && isOurs && ended && at >= ended.at);
  if (!(issue.closed || isUndone) || !isOwed(incident, policy) || incident.said.has("guard")) return [];
  const by = issue.closed ? issue.closed.by?.login : ended?.kind === "resolved" && ended.via === "closed" && ended.by;
  const data = { report: reportNumber(incident) };
  const to = by && !by.endsWith("[bot]") ? [`@${by}`] : [];
  return [{ do: "say", kind: "guard", key: "guard", to, parts: [{ template: "guard", data }] }];
}

/** In an exercise everything is said, and nobody is mentioned but whoever asked something. */
function mutedIn(incident: Incident, effect: Effect): Effect {
  return effect.do === "say" && effect.kind !== "reply" ? { ...effect, mute: incident.isDrill } : effect;
}

function withEntries(incident: Incident, entries: readonly Entry[]): Incident {
  return entries.length === 0
    ? incident
    : incidentOf(incident.issue, entries.reduce(insertEntry, [...incident.timeline]));
}

const RESPONSE = CLOCKS.filter(({ name }) => name === "response");

/** A broken promise of response is written down at the moment it was broken, also when it was kept too late. */
export function breaches(incident: Incident, facts: Moment): EntryOf<"breached">[] {
  return readings(incident, facts, RESPONSE).flatMap(({ clock, state, due }) => {
    const isKnown = entriesOf(incident.timeline, "breached").some(
      (entry) => entry.clock === clock && due && +entry.at === +due,
    );
    return state === "breached" && due && !isKnown ? [{ kind: "breached" as const, clock, at: due }] : [];
  });
}

/** Every label the issue should have: what people put there, and of each managed kind exactly the right one. */
function labelsOf(incident: Incident, facts: Facts, clocks: readonly Reading[]): string[] {
  const { issue, policy } = facts;
  const response = clocks.find(({ clock }) => clock === "response");
  const wanted = [
    incident.severity && severityLabel(policy, incident.severity),
    response && response.state !== "stopped" && labelIn(policy, `sla: ${response.state}`),
    incident.status && labelIn(policy, `status: ${incident.status}`),
    postMortemState(incident, facts, clocks),
    incident.isDrill && labelIn(policy, "drill"),
    incident.isSecurity && labelIn(policy, "security"),
    isTriggerLost(facts) === "renamed" && policy.trigger,
  ].filter((label): label is string => Boolean(label));
  const kept = issue.labels.filter((label) => !isManaged(policy, label) || hasLabel(wanted, label));
  return [...kept, ...wanted.filter((label) => !hasLabel(kept, label))];
}

/** `post-mortem: …`, while one is owed and after it was done or waived. */
function postMortemState(incident: Incident, facts: Facts, clocks: readonly Reading[]): string | undefined {
  const clock = clocks.find((one) => one.clock === "post-mortem");
  if (!clock) return undefined;
  const { policy } = facts;
  if (clock.done)
    return labelIn(policy, latest(incident.timeline, "waived") ? "post-mortem: waived" : "post-mortem: done");
  if (clock.state === "breached") return labelIn(policy, "post-mortem: overdue");
  const inReview = labelIn(policy, "post-mortem: in review");
  if (facts.isReportUnread && hasLabel(facts.issue.labels, inReview)) return inReview;
  const report = reportIn(incident, facts);
  const isInReview = report && missingIn({ incident, policy, report }).length === 0;
  return isInReview ? inReview : labelIn(policy, "post-mortem: required");
}

/** Labels, and with them open or closed: an incident that is over is closed, unless a post-mortem is still owed. */
function openness(
  incident: Incident,
  facts: Facts,
  { labels, assign }: { labels: readonly string[]; assign: readonly string[] },
): Openness[] {
  const { ended } = incident;
  const { issue, policy } = facts;
  if (ended && issue.isOpen && !isOwed(incident, policy)) {
    const reason = ended.kind === "resolved" ? "completed" : ended.kind === "duplicate" ? "duplicate" : "not_planned";
    return [{ do: "close", reason, labels }];
  }
  const relabel: Openness = { do: "label", labels, assign };
  const isReopened = (latest(incident.timeline, "reopened")?.at ?? 0) >= (issue.closed?.at ?? 0);
  const shouldBeOpen = ended ? isOwed(incident, policy) : isReopened || !isClosing(facts);
  return shouldBeOpen && !issue.isOpen ? [{ do: "reopen" }, relabel] : [relabel];
}
