// Decides: facts in, effects out. Synchronous and pure; everything that happened is taken in the order it happened.
import type { DateTime } from "luxon";
import type { Click } from "../domain/click.ts";
import { earliest } from "../domain/clock.ts";
import type { Effect } from "../domain/effects.ts";
import type { Facts } from "../domain/facts.ts";
import { type Incident, incidentOf } from "../domain/incident.ts";
import type { Comment } from "../domain/issue.ts";
import { isOwed } from "../domain/post-mortem.ts";
import { reaches } from "../domain/role.ts";
import { hasWords } from "../domain/split.ts";
import { type Summary, summaryOf } from "../domain/summary.ts";
import { type Entry, insertEntry, latest } from "../domain/timeline.ts";
import { alertEffects, alertSettlesAt, withAlert } from "./alerted.ts";
import { answer, newCommands } from "./answer.ts";
import { calls } from "./calls.ts";
import { hearClick } from "./clicks.ts";
import { declare } from "./declare.ts";
import { withEvidence } from "./look-back.ts";
import { leave } from "./moved.ts";
import { type Happening, observe } from "./observe.ts";
import { readings } from "./readings.ts";
import { breaches, settle } from "./settle.ts";

export interface Decision {
  readonly timeline: readonly Entry[];
  /** In the order in which they are to be performed. */
  readonly effects: readonly Effect[];
  /** The next moment that matters; undefined when only people can change anything. */
  readonly wakeAt?: DateTime;
  /** Some comment could not be judged yet, because GitHub could not say who may do what. */
  readonly isWaiting: boolean;
  /** What pages show of it; undefined when it is not an incident, or goes on elsewhere. */
  readonly summary?: Summary;
}

/** How long to wait before a role that GitHub could not tell is asked for again. */
const ASK_AGAIN = { minutes: 1 };

/** How long before a post-mortem is read again that we may not read: a permission is given back by people. */
const READ_AGAIN = { minutes: 15 };

/** Reactions in one pass: before the work, and after it. */
const MOST_EYES = 10;
const MOST_ANSWERS = 40;

/** The decision about one issue; no effects and an empty timeline when it is not an incident. */
export function decide(facts: Facts): Decision {
  const declared = declare(facts).reduce(insertEntry, [...facts.timeline]);
  if (!latest(declared, "declared")) return { timeline: [], effects: [], isWaiting: false };
  if (latest(declared, "moved")) return leave(facts);
  const timeline = withEvidence(withAlert(declared, facts), facts);
  const played = play(facts, incidentOf(facts.issue, timeline));
  const asked = played.effects.filter((effect) => ["say", "assign", "open", "revert", "whisper"].includes(effect.do));
  const settled = settle(facts, played.incident, asked);
  const reactions = played.effects.filter((effect) => effect.do === "react");
  // Reactions are a courtesy: a flood of comments must not use up the calls that the incident needs.
  const before = reactions.filter((effect) => effect.with === "eyes").slice(0, MOST_EYES);
  const after = reactions.filter((effect) => effect.with !== "eyes").slice(-MOST_ANSWERS);
  const incident = incidentOf(facts.issue, settled.timeline);
  const isUnread = facts.isReportUnread && isOwed(incident, facts.policy);
  const wakeAt = earliest(
    settled.wakeAt,
    played.isWaiting ? facts.now.plus(ASK_AGAIN) : undefined,
    isUnread ? facts.now.plus(READ_AGAIN) : undefined,
    alertSettlesAt(settled.timeline, facts),
  );
  return {
    timeline: settled.timeline,
    effects: [
      ...before,
      ...alertEffects(facts),
      ...settled.effects.filter((effect) => !isUndoing(effect, facts, played)),
      ...after,
    ],
    wakeAt,
    isWaiting: played.isWaiting,
    summary: summaryOf(incident, facts.policy, readings(incident, facts)),
  };
}

/** We have closed it for words that wait for their author's role: it is not opened again before they are heard. */
function isUndoing(effect: Effect, { issue }: Facts, { isWaiting }: Played): boolean {
  const isReopening = effect.do === "reopen" || (effect.do === "say" && effect.kind === "guard");
  return isReopening && isWaiting && issue.closed?.isOurs === true;
}

interface Played {
  incident: Incident;
  effects: Effect[];
  /** A role could not be asked: some comment waits for its answer. */
  isWaiting: boolean;
}

/** Takes everything that happened, oldest first; a person's words before what the same second did to the issue. */
function play(facts: Facts, declared: Incident): Played {
  const played: Played = { incident: declared, effects: [], isWaiting: false };
  const spoken = facts.comments.map((comment) => ({ at: comment.updatedAt, comment }));
  const clicked = (facts.clicks ?? []).map((click) => ({ at: click.at, click }));
  const happened: { at: DateTime; comment?: Comment; click?: Click; happening?: Happening }[] = [
    ...spoken,
    ...clicked,
    ...[...observe(facts), ...calls(facts)].map((happening) => ({ at: happening.at, happening })),
  ];
  for (const { comment, click, happening } of happened.toSorted((a, b) => +a.at - +b.at)) {
    if (comment) hear(comment, facts, played);
    if (click) answerClick(click, facts, played);
    // What we did for words that still wait explains nothing before they are heard.
    if (happening && !(happening.isOurs && played.isWaiting)) record(played, happening.entries(played.incident), facts);
  }
  return played;
}

function answerClick(click: Click, facts: Facts, played: Played): void {
  const { entries, effects, isWaiting = false } = hearClick(click, played.incident, facts);
  played.isWaiting ||= isWaiting;
  played.effects.push(...effects);
  record(played, entries, facts);
}

function hear(comment: Comment, facts: Facts, played: Played): void {
  const commands = newCommands(comment, played.incident);
  const actor = commands.length > 0 ? comment.editor : comment.author;
  const counts = commands.length > 0 || canAcknowledge(comment, played.incident);
  if (!counts) return;
  if ((commands.length > 0 && comment.isEditorUnread) || (actor && !facts.roles.has(actor.login))) {
    played.isWaiting = true;
    return;
  }
  if (commands.length > 0) played.effects.push({ do: "react", comment: comment.id, with: "eyes" });
  const answers = commands.map((typed) => {
    const view = { facts, incident: played.incident, clocks: readings(played.incident, facts) };
    const given = answer(typed, comment, view);
    record(
      played,
      given.effects.flatMap((effect) => (effect.do === "record" ? [effect.entry] : [])),
      facts,
    );
    played.effects.push(...given.effects.filter((effect) => effect.do !== "record"));
    return given;
  });
  for (const [done, reaction] of [
    [false, "+1"],
    [true, "confused"],
  ] as const) {
    if (answers.some(({ isRefused }) => isRefused === done))
      played.effects.push({ do: "react", comment: comment.id, with: reaction });
  }
  if (canAcknowledge(comment, played.incident)) record(played, acknowledgedBy(comment, facts), facts);
}

/** The first words of a responder acknowledge; those of the reporter and of bots, and commands alone, never do. */
export function canAcknowledge({ author, createdAt, isOurs, body, on }: Comment, incident: Incident): boolean {
  if (on !== undefined || !hasWords(body)) return false;
  if (!author || author.isBot || isOurs || author.login === incident.issue.reporter?.login) return false;
  return !incident.acknowledged && !incident.ended && createdAt >= incident.declaredAt;
}

function acknowledgedBy({ id, author, createdAt }: Comment, facts: Facts): Entry[] {
  const role = (author && facts.roles.get(author.login)) ?? "none";
  if (!author || !reaches(role, "triage")) return [];
  return [{ kind: "acknowledged", at: createdAt, by: author.login, ref: `c${id}`, via: "comment" }];
}

function record(played: Played, entries: readonly Entry[], { policy }: Facts): void {
  for (const entry of entries) {
    const { incident } = played;
    // A promise that was broken by then was broken, whatever severity it is now.
    const broken = entry.kind === "severity" ? breaches(incident, { policy, now: entry.at }) : [];
    played.incident = incidentOf(incident.issue, [...broken, entry].reduce(insertEntry, [...incident.timeline]));
  }
}
