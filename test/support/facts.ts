// Builders for the pure tests: an issue, a comment, an incident, the facts; each test says only what it is about.
import { DateTime } from "luxon";
import type { Claim } from "../../src/adapters/store/port.ts";
import type { Decision } from "../../src/app/decide.ts";
import type { Command } from "../../src/domain/command.ts";
import type { Effect, EffectOf } from "../../src/domain/effects.ts";
import type { CommandFacts, Facts } from "../../src/domain/facts.ts";
import { type Incident, incidentOf } from "../../src/domain/incident.ts";
import type { Comment, Issue, IssueEvent, Person } from "../../src/domain/issue.ts";
import { policyOf } from "../../src/domain/policy.ts";
import type { Role } from "../../src/domain/role.ts";
import { type Entry, insertEntry } from "../../src/domain/timeline.ts";

/** `at("14:30")` on the day of the response plan, or another; `14:30:05` too. */
export const at = (time: string, day = "2025-11-10"): DateTime => DateTime.fromISO(`${day}T${time}Z`, { zone: "utc" });

export const person = (login: string): Person => ({ login, isBot: login.endsWith("[bot]") });

/** `#7` by alice at 14:30, labelled `incident`. */
export const anIssue = (changes: Partial<Issue> = {}): Issue => ({
  id: 1,
  number: 7,
  nodeId: "I_7",
  repository: { owner: "acme", name: "shop" },
  url: "https://github.com/acme/shop/issues/7",
  title: "Checkout down",
  body: "",
  reporter: person("alice"),
  labels: ["incident"],
  assignees: [],
  isOpen: true,
  isLocked: false,
  createdAt: at("14:30"),
  updatedAt: at("14:30"),
  ...changes,
});

/** A comment by bob (or `by`) at 14:40 (or `at`), never edited. */
export function aComment(
  body: string,
  { by = "bob", at: time = at("14:40"), ...changes }: CommentChanges = {},
): Comment {
  const author = person(by);
  return { id: 1, body, author, isOurs: false, createdAt: time, updatedAt: time, editor: author, ...changes };
}
type CommentChanges = Partial<Comment> & { by?: string; at?: DateTime };

/** Something that bob (or `by`) did on GitHub at a time. */
export function anEvent(
  kind: IssueEvent["kind"],
  time: string,
  changes: Partial<IssueEvent> & { by?: string } = {},
): IssueEvent {
  const { by = "bob", ...rest } = changes;
  return { kind, at: at(time), actor: person(by), isOurs: by === "tocsin[bot]", ...rest };
}

type Timeless<E> = E extends Entry ? Omit<E, "at"> : never;

/** `entry("14:40", { kind: "note", text: "…" })`. */
export const entry = (time: string, what: Timeless<Entry>): Entry => ({ at: at(time), ...what }) as Entry;

/** How every incident begins; `severity: ""` when nobody has named one. */
export const declared = (severity = "P1", time = "14:30"): Entry[] => [
  entry(time, { kind: "declared", by: "alice" }),
  ...(severity ? [entry(time, { kind: "severity", to: severity, via: "label", by: "alice" })] : []),
];

/** An incident declared at 14:30, by default P1, with what happened since. */
export function anIncident(given: { severity?: string; timeline?: Entry[]; issue?: Partial<Issue> } = {}): Incident {
  const { severity, timeline = [], issue } = given;
  return incidentOf(anIssue(issue), timeline.reduce(insertEntry, declared(severity)));
}

/** What a decision may see: alice reports and may read, bob may triage, carol maintains, eve has no role. */
export function facts({ issue, roles, ...given }: FactsChanges = {}): Facts {
  const known: Record<string, Role> = roles ?? { alice: "read", bob: "triage", carol: "maintain", eve: "none" };
  const empty = { events: [], comments: [], timeline: [], policy: policyOf({}), now: at("14:30") };
  return { ...empty, ...given, issue: anIssue(issue), roles: new Map(Object.entries(known)) };
}
type FactsChanges = Partial<Omit<Facts, "issue" | "roles">> & { issue?: Partial<Issue>; roles?: Record<string, Role> };

/** The lane of issue 7 in acme/shop, as a worker has just taken it. */
export const A_CLAIM: Claim = {
  ...{ lane: "2#7", installation: 1, repository: "acme/shop", number: 7, urgency: 0, fence: 1, attempts: 0 },
  ...{ leaseUntil: Number.MAX_SAFE_INTEGER, memory: "", inbox: [] },
};

/** What a command may see: bob types at 14:40. */
const commandFacts = (given: Partial<CommandFacts> = {}): CommandFacts => ({
  incident: anIncident(),
  policy: policyOf({}),
  actor: "bob",
  at: at("14:40"),
  now: given.at ?? at("14:40"),
  comment: 5,
  role: "triage",
  isFull: false,
  clocks: [],
  commands: [],
  ...given,
});

/** Types a command: what it reads and decides. */
export const typed = <A>(command: Command<A>, rest: string, given: Partial<CommandFacts> = {}): Effect[] =>
  command.effect(commandFacts(given), command.parse(rest, commandFacts(given)));

/** For `toThrow`: a refusal for this reason. */
export const refusal = (reason: string, data: Record<string, unknown> = {}) => ({
  asymmetricMatch: (error: { name: string; reason: string; data: Record<string, unknown> }) =>
    error.name === "Refusal" &&
    error.reason === reason &&
    Object.entries(data).every(([key, value]) => error.data[key] === value),
  toString: () => `Refusal(${reason})`,
});

export const effectsOf = <K extends Effect["do"]>(effects: readonly Effect[], kind: K): EffectOf<K>[] =>
  effects.filter((effect): effect is EffectOf<K> => effect.do === kind);

/** What a decision would have the labels be. */
export const labelsOf = ({ effects }: Decision): readonly string[] =>
  [...effectsOf(effects, "label"), ...effectsOf(effects, "close")][0]?.labels ?? [];

/** A decision's timeline by kinds, without what only the machine needs. */
export const kindsOf = ({ timeline }: Decision): string[] =>
  timeline.map(({ kind }) => kind).filter((kind) => kind !== "said" && kind !== "answered");
