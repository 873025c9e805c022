// Performs effects: the only place that causes any. Performing an effect twice leaves the same world.
import { outcomeOf } from "../adapters/github/outcome.ts";
import type { GitHub, Place } from "../adapters/github/port.ts";
import { StaleClaim } from "../adapters/store/stale-claim.ts";
import type { Effect, EffectOf } from "../domain/effects.ts";
import type { Issue } from "../domain/issue.ts";
import { hasLabel } from "../domain/labels.ts";
import { replaceOwnedParts } from "../domain/report/document.ts";
import { type Entry, insertEntry } from "../domain/timeline.ts";
import { markedComment } from "./marked.ts";
import type { Memory } from "./memory.ts";
import { showCard } from "./perform-card.ts";
import { lookBack } from "./perform-look-back.ts";
import { mail } from "./perform-mail.ts";
import { move } from "./perform-move.ts";
import { open } from "./perform-open.ts";
import { revise } from "./perform-pull.ts";
import { register } from "./perform-register.ts";
import { revert } from "./perform-revert.ts";
import { slack, whisper } from "./perform-slack.ts";
import { Hold, needLease, post, render, type Scene, signed, type Tools } from "./post.ts";

export interface Performed {
  readonly memory: Memory;
  /** GitHub would not have something done: asking again at once would ask for ever. */
  readonly isRefused: boolean;
}

/** Performs the effects in order and returns what is to be remembered. Throws Hold, or what GitHub's client throws. */
export async function perform(effects: readonly Effect[], scene: Scene, tools: Tools): Promise<Performed> {
  let memory: Memory = { ...scene.memory, timeline: scene.timeline };
  let [isRefused, isOpened] = [false, false];
  for (const effect of effects) {
    try {
      needLease(scene.claim, tools.clock);
      if (effect.do === "open" || effect.do === "revert") {
        const now = { ...scene, memory };
        const opened = effect.do === "open" ? await open(effect, now, tools) : await revert(effect, now, tools);
        memory = opened ? { ...memory, timeline: insertEntry(memory.timeline, opened) } : memory;
        isOpened = true;
        // The card is written in the next pass, which follows at once and knows the new number.
      } else if (effect.do === "move") {
        memory = await move(effect, { ...scene, memory }, tools);
        isOpened = true;
      } else if (effect.do === "card")
        memory = isOpened ? memory : await showCard(effect.card, { ...scene, memory }, tools);
      else await performOne(effect, { ...scene, memory }, tools);
    } catch (error) {
      const isCourtesy = effect.do === "react" && !(error instanceof StaleClaim);
      const outcome = error instanceof Hold ? undefined : outcomeOf(error, scene.now);
      if (!isCourtesy && outcome?.kind !== "permanent") throw error;
      // A locked thread, an archived repository, a permission that was taken away: asking again at once would not help.
      isRefused ||= !isCourtesy;
      if (effect.do === "say") memory = withoutEntries(memory, effect.entries);
      tools.log.warn(
        { lane: scene.claim.lane, effect: effect.do, outcome, err: error },
        "left out: GitHub refuses it, or its limits do",
      );
    }
  }
  return { memory, isRefused };
}

/** What could not be said is still to be said. */
function withoutEntries(memory: Memory, entries: readonly Entry[] = []): Memory {
  return { ...memory, timeline: memory.timeline.filter((entry) => !entries.includes(entry)) };
}

/** What changes nothing of what is remembered. */
type Plain = Exclude<Effect, { do: "card" | "open" | "revert" | "move" }>;

async function performOne(effect: Plain, scene: Scene, tools: Tools): Promise<void> {
  const place: Place = scene.claim;
  const { github } = tools;
  switch (effect.do) {
    case "record":
    case "assign":
      // Taken up by the decision: on the timeline, and with the labels.
      return;
    case "react":
      return github.react(place, effect.comment, effect.with);
    case "remove":
      return github.deleteComment(place, effect.comment);
    case "say":
      return say(effect, scene, tools);
    case "label":
      return relabel(effect, scene.issue, { place, github });
    case "close":
      return github.update(place, { state: "closed", reason: effect.reason, labels: effect.labels });
    case "reopen":
      return github.update(place, { state: "open", reason: "reopened" });
    case "yield":
      return tools.log.warn({ lane: scene.claim.lane, what: effect.what }, "somebody undoes this at once; giving in");
    case "follow":
      return follow(effect, scene, tools);
    case "note":
      return note(effect, scene, tools);
    case "mail":
    case "slack":
    case "whisper":
      return reach(effect, scene, tools);
    case "look-back":
      return lookBack(effect, scene, tools);
    case "revise":
      return revise(effect, scene, tools);
    case "register":
      return register(effect, scene, tools);
    default:
      effect satisfies never;
  }
}

/** What leaves GitHub, each by a queue of its own. */
function reach(effect: EffectOf<"mail" | "slack" | "whisper">, scene: Scene, tools: Tools): Promise<void> {
  if (effect.do === "mail") return mail(effect, scene, tools);
  return effect.do === "slack" ? slack(effect, scene, tools) : whisper(effect, scene, tools);
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
  const { kind, key, keys, on, to, parts, mute = false, late = false } = effect;
  const body = await signed(
    { template: "comment", data: { to, parts, mute, late } },
    { kind, text: (keys ?? [key]).join("\n") },
    [scene, tools],
  );
  const place = { ...scene.claim, number: on ?? scene.claim.number };
  // The thread of an action item is not gathered: only here it is known what was said there, and then lost with the
  // answer or with the store.
  const find = on === undefined ? undefined : () => findSaid(key, place, [scene, tools]);
  const since = +scene.issue.createdAt;
  await post({ key, waits: true, write: () => tools.github.comment(place, body), find, since }, scene, tools);
}

async function findSaid(
  key: string,
  place: Place,
  [{ issue }, { github, seal }]: [Scene, Tools],
): Promise<number | undefined> {
  const { comments } = await github.thread(place);
  const marked = comments.flatMap((comment) => markedComment(comment, [issue.nodeId], seal));
  return marked.find(({ marker }) => marker.text.split("\n").includes(key))?.comment.id;
}

/** One comment elsewhere that always says how things stand. */
async function note({ key, on, to, part, present }: EffectOf<"note">, scene: Scene, tools: Tools): Promise<void> {
  const data = { to, parts: [part], mute: false, late: false };
  const body = await signed({ template: "comment", data }, { kind: "review", text: key }, [scene, tools]);
  const place = { ...scene.claim, number: on };
  if (present?.body === body) return;
  const shown = present
    ? { result: present.id, isNew: false }
    : await post({ key, comesBack: true, write: () => tools.github.comment(place, body) }, scene, tools);
  if (!shown.isNew) await tools.github.editComment(place, shown.result, body);
}

/** Brings one of the incident's own issues to what it should be; what people wrote in it stays. */
async function follow({ issue, isOpen, body, fresh }: EffectOf<"follow">, scene: Scene, tools: Tools): Promise<void> {
  const wanted = replaceOwnedParts(body ?? issue.body, fresh ? await render(fresh, scene, tools) : "");
  const state =
    isOpen === undefined || isOpen === issue.isOpen ? undefined : isOpen ? ("open" as const) : ("closed" as const);
  if (wanted === issue.body && !state) return;
  const reason = state && (state === "open" ? "reopened" : "completed");
  const change = { ...(state && { state }), ...(reason && { reason }), ...(wanted !== issue.body && { body: wanted }) };
  await tools.github.update({ ...scene.claim, number: issue.number }, change);
}
