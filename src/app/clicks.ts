// Answers a click in Slack as if its command had been typed: by the live role of the login that the policy names. Pure.
import { COMMANDS } from "../commands/index.ts";
import { type Click, refOfClick } from "../domain/click.ts";
import type { Effect, EffectOf } from "../domain/effects.ts";
import type { Facts } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import type { Policy } from "../domain/policy.ts";
import { type Role, reaches } from "../domain/role.ts";
import { type Entry, entriesOf } from "../domain/timeline.ts";

export interface Heard {
  readonly entries: readonly Entry[];
  readonly effects: readonly Effect[];
  /** The role could not be asked: the click waits for it. */
  readonly isWaiting?: boolean;
}

const NOTHING: Heard = { entries: [], effects: [] };

/** The GitHub login behind a Slack user; undefined when the policy names none. */
export function loginOf({ user }: Pick<Click, "user">, { slack }: Policy): string | undefined {
  return slack && Object.hasOwn(slack.users, user) ? slack.users[user] : undefined;
}

/** One click. What was clicked before counts once; what has been overtaken since does not count at all. */
export function hearClick(click: Click, incident: Incident, { policy, roles }: Pick<Facts, "policy" | "roles">): Heard {
  const ref = refOfClick(click);
  if (incident.timeline.some((entry) => entry.ref === ref) || click.at < incident.declaredAt) return NOTHING;
  const login = loginOf(click, policy);
  if (!login) return refused(click, { isUnknown: true });
  const role = roles.get(login);
  if (!role) return { ...NOTHING, isWaiting: true };
  const needed = neededFor(click, policy);
  if (!reaches(role, needed)) return refused(click, { needed, role });
  if (incident.ended) return refused(click, { isOver: true });
  return click.button === "ack" ? acknowledge(click, incident, login) : lead(click, incident, login);
}

function neededFor({ button }: Click, policy: Policy): Role {
  return policy.commands[button] ?? COMMANDS.find(({ name }) => name === button)?.permission ?? "admin";
}

function acknowledge(click: Click, { acknowledged }: Incident, by: string): Heard {
  if (acknowledged && acknowledged.at <= click.at) return NOTHING;
  return { ...NOTHING, entries: [{ kind: "acknowledged", at: click.at, by, ref: refOfClick(click), via: "slack" }] };
}

/** Who was named after the click leads, however late the click arrives. */
function lead(click: Click, { timeline }: Incident, by: string): Heard {
  const { at } = click;
  if (entriesOf(timeline, "role").some((entry) => entry.role === "lead" && entry.at >= at)) return NOTHING;
  const ref = refOfClick(click);
  return {
    entries: [{ kind: "role", role: "lead", who: by, at, by, ref, via: "slack" }],
    effects: [{ do: "assign", login: by }],
  };
}

type Reason = { readonly isUnknown?: true; readonly isOver?: true; readonly needed?: Role; readonly role?: Role };

function refused(click: Click, reason: Reason): Heard {
  const { user, channel, id } = click;
  const data = { isUnknown: false, isOver: false, needed: "", role: "", user, ...reason };
  const whisper: EffectOf<"whisper"> = {
    do: "whisper",
    key: id,
    user,
    channel,
    text: { template: "slack-refusal", data },
  };
  return { entries: [], effects: [whisper] };
}
