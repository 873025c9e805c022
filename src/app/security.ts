// Decides what a security incident says and does besides: the warning, the call, the draft, the register, the move. Pure.
import { noticesOf } from "../domain/breach.ts";
import { peopleAt } from "../domain/called.ts";
import type { Effect, EffectOf, Message } from "../domain/effects.ts";
import type { Facts, Surroundings } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import type { Policy } from "../domain/policy.ts";
import { registered } from "../domain/register.ts";
import { latest } from "../domain/timeline.ts";

/** Where it is about to go on, unseen. Not in an exercise, which must leave nothing behind that cannot be taken back. */
export function refugeOf(incident: Incident, { surroundings }: Facts): Surroundings["refuge"] {
  const { isPublic, refuge } = surroundings ?? { isPublic: false };
  return incident.isSecurity && isPublic && !incident.isDrill && !incident.isSilent ? refuge : undefined;
}

/** Nothing, unless the incident is one of security. Level-triggered: what was said is not said again. */
export function secure(incident: Incident, facts: Facts): Effect[] {
  const { surroundings, policy } = facts;
  if (!surroundings || incident.isSilent) return [];
  const isMoving = refugeOf(incident, facts) !== undefined;
  const { isPublic, draft } = surroundings;
  const part = isPublic ? undefined : registered(incident, draft);
  return [
    ...sayOf([...(isPublic ? warning(incident, isMoving) : []), ...(isMoving ? [] : call(incident, policy))], incident),
    ...(isPublic ? [] : sayOf(drafted(incident), incident)),
    ...(part ? [{ do: "register", part } as const] : []),
    ...(isMoving ? [{ do: "move", surroundings } as const] : []),
  ];
}

interface Said {
  readonly kind: "security" | "notification";
  readonly key: string;
  readonly to: readonly (string | undefined)[];
  readonly part: Message;
}

/** One comment for all of it that was not said before. */
function sayOf(wanted: readonly Said[], { said }: Incident): EffectOf<"say">[] {
  const fresh = wanted.filter(({ key }) => !said.has(key));
  const [first] = fresh;
  if (!first) return [];
  const to = [...new Set(fresh.flatMap((one) => one.to).filter((target) => target !== undefined))];
  const { kind, key } = first;
  return [{ do: "say", kind, key, keys: fresh.map((one) => one.key), to, parts: fresh.map(({ part }) => part) }];
}

const mention = (login: string | undefined): string | undefined => login && `@${login}`;

/** Whoever marked it and whoever reported it hear that everybody can read this. */
function warning({ timeline, isSecurity, issue: { reporter } }: Incident, isMoving: boolean): Said[] {
  const mark = latest(timeline, "security");
  if (!isSecurity || !mark) return [];
  const to = [mention(mark.by), reporter?.isBot ? undefined : mention(reporter?.login)];
  const part = { template: "security-public", data: { isMoving } };
  return [{ kind: "security", key: `security-public:${Math.floor(mark.at.toSeconds())}`, to, part }];
}

/** The ladder of security is called; where the incident was carried to, also with what is left to do in public. */
function call({ timeline, isSecurity, issue }: Incident, policy: Policy): Said[] {
  const mark = latest(timeline, "security");
  const carried = latest(timeline, "carried");
  const ladder = mark ? peopleAt(policy.security.escalate, policy, mark.at) : [];
  if (!isSecurity || !mark || (ladder.length === 0 && !carried)) return [];
  const { from = "", number = 0, comments = [], issues = [] } = carried ?? {};
  const there = `${/^https?:\/\/[^/]+/.exec(issue.url)?.[0] ?? ""}/${from}/issues`;
  const left = [
    ...issues.map((one) => ({ name: `#${one}`, url: `${there}/${one}` })),
    ...comments.map((id, index) => ({ name: String(index + 1), url: `${there}/${number}#issuecomment-${id}` })),
  ];
  const part = { template: "security-call", data: { by: mark.by ?? "", from, number, left } };
  const to = [...ladder, ...(carried ? [mention(mark.by)] : [])];
  return [{ kind: "security", key: `security-call:${Math.floor(mark.at.toSeconds())}`, to, part }];
}

/** The draft of the notification, once, for people to fill in where it stands. */
function drafted(incident: Incident): Said[] {
  const aware = latest(incident.timeline, "aware");
  const { roles, issue, declaredAt, impact = "", components } = incident;
  const notices = noticesOf(incident);
  if (!aware || notices.length === 0) return [];
  const { since } = aware;
  const due = notices.find(({ name }) => name === "authority")?.due ?? "";
  const data = { since, due, declaredAt, title: issue.title, impact, components };
  const to = [roles.comms, roles.lead, aware.by].map(mention);
  return [{ kind: "notification", key: "notification", to, part: { template: "notification", data } }];
}
