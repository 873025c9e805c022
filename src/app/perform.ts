// Performs effects: the only place that causes any. Performing an effect twice leaves the same world.

import type { DateTime } from "luxon";
import type { Logger } from "pino";
import { outcomeOf } from "../adapters/github/outcome.ts";
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Claim, Store } from "../adapters/store/port.ts";
import type { Templates } from "../adapters/templates.ts";
import { keepTicks } from "../domain/card.ts";
import type { Effect, EffectOf, Message } from "../domain/effects.ts";
import type { Comment, Issue } from "../domain/issue.ts";
import { hasLabel } from "../domain/labels.ts";
import { printMarker, type Seal } from "../domain/marker.ts";
import type { Policy } from "../domain/policy.ts";
import type { Entry } from "../domain/timeline.ts";
import { type Memory, printState } from "./memory.ts";

export interface Tools {
  readonly github: GitHub;
  readonly store: Store;
  readonly templates: Templates;
  readonly seal: Seal;
  readonly log: Logger;
  /** How long an ambiguous write is left alone before we look whether it happened. */
  readonly settle: { milliseconds: number };
}

/** Everything one performance knows about its issue. */
export interface Scene {
  readonly claim: Claim;
  readonly issue: Issue;
  readonly policy: Policy;
  readonly timeline: readonly Entry[];
  readonly card?: Comment;
  readonly memory: Memory;
  readonly now: DateTime;
}

/** An earlier attempt may have been heard: nothing more is said on this issue until `until`. */
export class Hold extends Error {
  readonly until: DateTime;
  constructor(until: DateTime) {
    super(`held until ${until.toISO()}`);
    this.name = "Hold";
    this.until = until;
  }
}

/** Performs the effects in order and returns what is to be remembered. Throws Hold, or what GitHub's client throws. */
export async function perform(effects: readonly Effect[], scene: Scene, tools: Tools): Promise<Memory> {
  let memory: Memory = { ...scene.memory, timeline: scene.timeline };
  for (const effect of effects) {
    try {
      if (effect.do === "card") memory = await showCard(effect.card, { ...scene, memory }, tools);
      else await performOne(effect, scene, tools);
    } catch (error) {
      const outcome = error instanceof Hold ? undefined : outcomeOf(error, scene.now);
      if (outcome?.kind !== "permanent") throw error;
      // A locked thread, an archived repository, a permission that was taken away: nothing we do again would help.
      tools.log.warn({ lane: scene.claim.lane, effect: effect.do, status: outcome.status }, "GitHub refuses for good");
    }
  }
  return memory;
}

async function performOne(effect: Exclude<Effect, { do: "card" }>, scene: Scene, tools: Tools): Promise<void> {
  const place: Place = scene.claim;
  const { github } = tools;
  const { issue } = scene;
  switch (effect.do) {
    case "record":
    case "assign":
      // Taken up by the decision: on the timeline, and with the labels.
      return;
    case "react":
      return github.react(place, effect.comment, effect.with);
    case "say":
      await say(effect, scene, tools);
      return;
    case "label":
      return relabel(effect, issue, { place, github });
    case "close":
      return github.update(place, { state: "closed", reason: effect.reason, labels: effect.labels });
    case "reopen":
      return github.update(place, { state: "open", reason: "reopened" });
  }
}

/**
 * Adding labels is one call and harms nobody; only taking one of our own away writes the whole list. Labels and
 * somebody new to assign are one call as well.
 */
async function relabel(
  { labels, assign }: EffectOf<"label">,
  issue: Issue,
  { place, github }: { place: Place; github: GitHub },
): Promise<void> {
  const missing = labels.filter((label) => !hasLabel(issue.labels, label));
  const isSurplus = issue.labels.some((label) => !hasLabel(labels, label));
  const newcomers = assign.filter((login) => !hasLabel(issue.assignees, login));
  const isRelabelled = isSurplus || missing.length > 0;
  if (newcomers.length > 0 && !isRelabelled) await github.assign(place, newcomers);
  else if (newcomers.length > 0) await github.update(place, { labels, assignees: [...issue.assignees, ...newcomers] });
  else if (isSurplus) await github.setLabels(place, labels);
  else if (missing.length > 0) await github.addLabels(place, missing);
}

async function say(effect: EffectOf<"say">, scene: Scene, tools: Tools): Promise<void> {
  const { to, parts, mute = false, late = false } = effect;
  const message = { template: "comment", data: { to, parts, mute, late } };
  const text = (effect.keys ?? [effect.key]).join("\n");
  await post(
    {
      key: effect.key,
      body: `${render(message, scene, tools)}\n\n${printMarker({ kind: effect.kind, text }, scene.issue.nodeId, tools.seal)}`,
    },
    scene,
    tools,
  );
}

interface Posted {
  readonly comment: number;
  readonly isNew: boolean;
}

interface Post {
  readonly key: string;
  readonly body: string;
  /** Written again when somebody deleted it; a reminder is not, the card is. */
  readonly comesBack?: boolean;
}

/**
 * Posts a comment once: intent, POST, done. GitHub has no idempotency key, so after anything ambiguous the thread is
 * read again once it has settled; gathering reads it, and what stands there is not decided a second time.
 */
async function post(what: Post, { claim, now }: Scene, { store, github, settle }: Tools): Promise<Posted> {
  const { key, body } = what;
  const intent = await store.intend(claim, key, +now);
  const settledAt = now.plus(settle).minus(+now - intent.intendedAt);
  // Just written, GitHub's list may not show it yet.
  if (intent.state === "done" && (!what.comesBack || now < settledAt))
    return { comment: intent.result ?? 0, isNew: false };
  if (intent.state === "pending" && now < settledAt) throw new Hold(settledAt);
  if (intent.state !== "new") {
    await store.withdraw(claim, key);
    await store.intend(claim, key, +now);
  }
  try {
    const comment = await github.comment(claim, body);
    await store.confirm(claim, key, comment);
    return { comment, isNew: true };
  } catch (error) {
    if (outcomeOf(error, now).kind === "ambiguous") throw new Hold(now.plus(settle));
    await store.withdraw(claim, key);
    throw error;
  }
}

/** Brings the card up to date, or puts it there; edits notify nobody, and an unchanged card is not written. */
async function showCard(card: Message, scene: Scene, tools: Tools): Promise<Memory> {
  const { claim, memory, issue } = scene;
  const bodyAt = (revision: number) => {
    const text = keepTicks(render(card, scene, tools), scene.card?.body ?? "");
    return `${text}\n\n${printMarker({ kind: "card", text: printState({ revision, timeline: memory.timeline }) }, issue.nodeId, tools.seal)}`;
  };
  if (scene.card?.body === bodyAt(memory.revision)) return memory;
  const next = { ...memory, revision: memory.revision + 1 };
  const body = bodyAt(next.revision);
  const shown = scene.card
    ? { comment: scene.card.id, isNew: false }
    : await post({ key: "card", body, comesBack: true }, scene, tools);
  if (shown.isNew) {
    const unpinned = (error: unknown) =>
      tools.log.debug({ lane: claim.lane, error: String(error) }, "the card could not be pinned");
    await tools.github.pin(claim, shown.comment).catch(unpinned);
  } else await tools.github.editComment(claim, shown.comment, body);
  return { ...next, card: shown.comment };
}

function render(message: Message, { policy }: Scene, { templates }: Tools): string {
  return templates.render(message, { locale: policy.locale, timezone: policy.timezone });
}
