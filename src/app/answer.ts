// Answers the commands of a comment: dispatch, permission, refusal. Pure; every command asks for its role here.
import type { DateTime } from "luxon";
import { COMMANDS } from "../commands/index.ts";
import { type Command, needRole } from "../domain/command.ts";
import type { Effect } from "../domain/effects.ts";
import { record } from "../domain/effects.ts";
import type { CommandFacts, CommandRow, Facts, Reading } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import type { Comment } from "../domain/issue.ts";
import { nearest } from "../domain/nearest.ts";
import type { Policy } from "../domain/policy.ts";
import { MOST_SUB_ISSUES } from "../domain/post-mortem.ts";
import { Refusal } from "../domain/refusal.ts";
import { lineKey, splitCommands, type TypedCommand } from "../domain/split.ts";
import { type EntryOf, entriesOf } from "../domain/timeline.ts";
import { reportIn } from "./follow.ts";

/** What may be typed on the post-mortem and on action items; anything else there is about them, not about the incident. */
const ELSEWHERE = ["postmortem", "pm", "action", "sla", "help"];

/** The commands of a comment that have not been answered yet; what bots write or edit has none. */
export function newCommands(comment: Comment, incident: Incident): TypedCommand[] {
  const isByBot = comment.isOurs || comment.author?.isBot || comment.editor?.isBot;
  if (isByBot || comment.updatedAt < incident.declaredAt) return [];
  const answered = new Set(
    entriesOf(incident.timeline, "answered")
      // Refused because nobody knew who had edited it: now that it is known, it is answered.
      .filter((entry) => entry.comment === comment.id && (entry.by !== "" || !comment.editor))
      .map((entry) => entry.line),
  );
  const isHere = ({ name }: TypedCommand) => comment.on === undefined || ELSEWHERE.includes(name);
  return splitCommands(comment.body).filter((typed) => isOurs(typed) && isHere(typed) && !answered.has(lineKey(typed)));
}

/** The table of commands in the policy's language and with its permissions. */
export function commandRows(policy: Policy): CommandRow[] {
  const [worst, mildest] = [policy.severities[0]?.name, policy.severities.at(-1)?.name];
  return COMMANDS.map(({ name, short, usage, summary, permission }) => ({
    name,
    short: short ?? "",
    usage: usage[policy.locale].replace("P0..P3", worst === mildest ? `${worst}` : `${worst}..${mildest}`),
    summary: summary[policy.locale],
    permission: policy.commands[name] ?? permission,
  }));
}

export interface Answer {
  readonly effects: Effect[];
  readonly isRefused: boolean;
}

/** Answers one command: what it decides, or the refusal. */
export function answer(
  typed: TypedCommand,
  comment: Comment,
  view: { facts: Facts; incident: Incident; clocks: readonly Reading[] },
): Answer {
  const { facts, incident, clocks } = view;
  const actor = comment.editor?.login ?? "";
  const at: DateTime = comment.updatedAt;
  const role = facts.roles.get(actor) ?? "none";
  const report = reportIn(incident, facts);
  const { policy, now, pulls } = facts;
  const typedBy = { actor, role, at, comment: comment.id, on: comment.on };
  const commandFacts: CommandFacts = {
    incident,
    ...{ policy, now, pulls },
    ...typedBy,
    report,
    isFull: (facts.subIssues?.length ?? 0) >= MOST_SUB_ISSUES,
    isReportUnread: facts.isReportUnread,
    clocks,
    commands: commandRows(policy),
  };
  const receipt = { at, by: actor, kind: "answered", comment: comment.id, line: lineKey(typed) } as const;
  try {
    const effects = decideCommand(typed, commandFacts);
    return { effects: [...effects.map((effect) => ownReply(effect, receipt.line)), record(receipt)], isRefused: false };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { effects: refused(error, comment, { incident, receipt }), isRefused: true };
  }
}

type Receipt = EntryOf<"answered"> & { readonly by: string };

function refused(
  { reason, data }: Refusal,
  { id, author, on }: Comment,
  { incident, receipt }: { incident: Incident; receipt: Receipt },
): Effect[] {
  const { by, line, at } = receipt;
  // Where nobody knows whose words they are by now, whoever wrote the comment is told.
  const told = by || (author?.login ?? "");
  if (!told || wasRefusedLately(incident, by, at)) return [record({ ...receipt, refused: true })];
  const part = { template: `refusals/${reason}`, data: { ...data } };
  const key = `refusal:${id}:${line}`;
  return [
    { do: "say", kind: "reply", key, to: [`@${told}`], parts: [part], on },
    record({ ...receipt, refused: true, replied: true }),
  ];
}

/** Two lines of one comment that ask for the same kind of answer get two. */
function ownReply(effect: Effect, line: string): Effect {
  return effect.do === "say" && effect.kind === "reply" ? { ...effect, key: `${effect.key}:${line}` } : effect;
}

function decideCommand(typed: TypedCommand, facts: CommandFacts): Effect[] {
  if (facts.actor === "") throw new Refusal("edited-unseen");
  const command = commandNamed(typed.name);
  if (!command)
    throw new Refusal("did-you-mean", {
      given: `/${typed.name}`,
      nearest: `/${nearest(typed.name, words()) ?? "help"}`,
    });
  const needed = facts.policy.commands[command.name] ?? command.permission;
  needRole(facts, command.name, needed);
  return command.effect(facts, command.parse(typed.rest, facts));
}

function commandNamed(name: string): Command | undefined {
  return COMMANDS.find((command) => command.name === name || command.short === name);
}

function words(): string[] {
  return COMMANDS.flatMap(({ name, short }) => (short ? [name, short] : [name]));
}

/** Ours, or so close to ours that it was meant; the words of other bots get nothing. */
function isOurs({ name }: TypedCommand): boolean {
  return commandNamed(name) !== undefined || nearest(name, words()) !== undefined;
}

/** One reply per person, issue and hour; after that the reaction says enough. */
function wasRefusedLately(incident: Incident, actor: string, at: DateTime): boolean {
  return entriesOf(incident.timeline, "answered").some(
    (entry) => entry.replied && entry.by === actor && entry.at > at.minus({ hours: 1 }),
  );
}
