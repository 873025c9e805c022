// Authority: every command by everybody, whatever the permission endpoint answers and however the words came to stand there.
import { describe, expect, test } from "vitest";
import type { GitHub } from "../../src/adapters/github/port.ts";
import { type CommentJson, readComment } from "../../src/adapters/github/shapes.ts";
import { createSeal } from "../../src/adapters/seal.ts";
import type { Claim } from "../../src/adapters/store/port.ts";
import { loadTemplates } from "../../src/adapters/templates.ts";
import { type Decision, decide } from "../../src/app/decide.ts";
import { gather, type Sources } from "../../src/app/gather.ts";
import type { Inquiry } from "../../src/app/inquiry.ts";
import { NO_MEMORY, printMemory } from "../../src/app/memory.ts";
import { receive } from "../../src/app/receive.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import type { Command } from "../../src/domain/command.ts";
import type { Effect } from "../../src/domain/effects.ts";
import { incidentOf } from "../../src/domain/incident.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { draftReport } from "../../src/domain/report/draft.ts";
import { ROLES, type Role } from "../../src/domain/role.ts";
import { ANSWERS, type Answer, ask, type Cell, cells, expected, PERSONAS, STATES } from "../support/authority.ts";
import { A_CLAIM, anIssue, at } from "../support/facts.ts";
import { filled } from "../support/post-mortem.ts";

const OURS = "tocsin[bot]";
const NOW = at("14:45");
const LADDER = { escalate: [{ after: "0m", notify: ["@erin"] }] };
const FILE = { severities: { P0: LADDER, P1: LADDER, P2: LADDER } };
const POLICY = policyOf(FILE);
const NOBODY = { login: "nobody", type: "User" };
const ROOT = { login: "root", type: "User" };
const ADMIN = PERSONAS.find(({ name }) => name === "admin") ?? expect.unreachable();
/** A post-mortem in which nothing is missing. */
const REPORT = (() => {
  const { message } = draftReport(incidentOf(anIssue(), STATES["resolved"] ?? []), POLICY);
  const draft = loadTemplates().render(message, { locale: "en", timezone: "UTC" });
  return filled(draft.replace(/(\*\*Impact\*\*:).*/, "$1 all"));
})();
const unused = () => Promise.reject(new Error("nobody should have asked for this"));

type Case = Pick<Cell, "persona" | "way"> & { line: string; state: string; answer: Answer; policy?: typeof POLICY };

/** The comment as the thread shows it, and the webhook's sender if it was edited. */
function wordsOf({ persona, way, line }: Case): { comment: CommentJson; sender?: { login: string; type: string } } {
  const isEdit = way !== "created";
  const author = way === "edit of an admin's" ? ROOT : way === "edit of a nobody's" ? NOBODY : persona.user;
  const updated = isEdit ? "2025-11-10T14:41:00Z" : "2025-11-10T14:40:00Z";
  const comment = { id: 5, body: line, user: author, created_at: "2025-11-10T14:40:00Z", updated_at: updated };
  return { comment, sender: isEdit ? (persona.user ?? undefined) : undefined };
}

/** The lane as the store hands it out: what is remembered, and the webhook if there was one. */
function claimOf(given: Case): Claim {
  const { comment, sender } = wordsOf(given);
  const payload = {
    ...{ action: "edited", comment, sender, installation: { id: 1 }, repository: { id: 2, full_name: "acme/shop" } },
    issue: { number: 7, node_id: "I_7", labels: [{ name: "incident" }] },
  };
  const receiver = { ours: OURS, policyOf: () => POLICY, expirePolicy: () => undefined };
  const inbox = sender ? receive({ id: "d", event: "issue_comment", payload }, receiver) : [];
  const memory = printMemory({ ...NO_MEMORY, revision: 1, timeline: STATES[given.state] ?? [], seenAt: +at("14:39") });
  return { ...A_CLAIM, memory, inbox };
}

/** Who cannot be asked is asked again first (role-unread.test.ts); this is what comes after that. */
const IMPATIENT: Inquiry = { ask: (_question, answer) => answer.catch(() => "unread" as const) };

function sourcesOf(given: Case, hasComment = true): Sources {
  const { comment } = wordsOf(given);
  const issue = anIssue();
  const github: Partial<GitHub> = {
    issue: async (place) => (place.number === 7 ? issue : undefined),
    thread: async ({ number }) => ({
      events: [],
      comments: number === 7 && hasComment ? [readComment(comment, OURS)] : [],
    }),
    role: (_, login) => (login === given.persona.user?.login ? ask(given.persona, given.answer) : ask(ADMIN, "ok")),
    about: async () => ({ id: 2, isPublic: false }),
    revertible: async () => ({ id: "PR_12", isMerged: true }),
    subIssues: async () => [anIssue({ id: 12, number: 12, nodeId: "I_12", labels: ["post-mortem"], body: REPORT })],
  };
  const policies = { of: async () => given.policy ?? POLICY, expire() {}, problemsIn: () => [], known: () => POLICY };
  return {
    github: new Proxy(github, { get: (there, name) => Reflect.get(there, name) ?? unused }) as GitHub,
    policies: policies as unknown as Sources["policies"],
    seal: createSeal("a secret of the tests, 32 bytes."),
    store: { lanes: async () => [] },
    inquiry: IMPATIENT,
  };
}

/** One pass over the lane; without the comment it shows what would happen anyway. */
async function pass(given: Case, hasComment = true): Promise<Decision> {
  const claim = claimOf(given);
  const gathered = await gather(hasComment ? claim : { ...claim, inbox: [] }, NOW, sourcesOf(given, hasComment));
  return decide(gathered?.facts ?? expect.unreachable());
}

const isReply = (effect: Effect) => effect.do === "say" && effect.kind === "reply";
const isRefusal = (effect: Effect) =>
  effect.do === "say" && effect.parts.some(({ template }) => template.startsWith("refusals/"));
const seen = (effects: readonly Effect[]) => JSON.stringify(effects.filter(({ do: what }) => what !== "react"));
/** Without the time to which a card is up to date, and what was left at that time. */
const timeless = (name: string, value: unknown) => (name === "asOf" || name === "left" ? undefined : value);
/** What a decision changes: everything but reactions, replies and the note that it was answered. */
const changes = ({ effects, timeline }: Decision) => {
  const done = effects.filter((effect) => effect.do !== "react" && !isReply(effect));
  return JSON.stringify([done, timeline.filter(({ kind }) => kind !== "answered")], timeless);
};

const quiet = new Map<string, Promise<Decision>>();
/** What happens in a state without anybody's words. */
const anyway = (given: Case) => {
  const key = `${given.state} ${given.policy ? "raised" : ""}`;
  const known = quiet.get(key) ?? pass(given, false);
  quiet.set(key, known);
  return known;
};

/** The first state in which an admin's example of the command does something. */
async function stateFor(command: Command): Promise<string> {
  for (const state of Object.keys(STATES)) {
    const given: Case = { persona: ADMIN, way: "created", answer: "ok", line: command.example, state };
    const { effects, ...decision } = await pass(given);
    const isDone = seen(effects) !== seen((await anyway(given)).effects) && !effects.some(isRefusal);
    if (isDone && !decision.isWaiting) return state;
  }
  return expect.unreachable(`no state in which ${command.example} does anything`);
}

async function check(cell: Cell, given: Case): Promise<void> {
  const what = `${given.line} by ${cell.persona.name}, ${cell.way}, endpoint ${cell.answer}`;
  const [without, decision] = [await anyway(given), await pass(given)];
  const outcome = expected(cell);
  const reactions = decision.effects.flatMap((effect) => (effect.do === "react" ? effect.with : []));
  if (outcome === "runs") {
    expect(seen(decision.effects), what).not.toBe(seen(without.effects));
    expect(decision.effects.some(isRefusal), what).toBe(false);
    expect(reactions, what).toEqual(["eyes", "+1"]);
    return;
  }
  expect(changes(decision), what).toBe(changes(without));
  const replies = decision.effects.filter(isReply);
  expect(replies.every(isRefusal), what).toBe(true);
  expect(replies.length, what).toBeLessThanOrEqual(outcome === "refused" ? 1 : 0);
  expect(reactions, what).toEqual(outcome === "refused" ? ["eyes", "confused"] : []);
  expect(decision.isWaiting, what).toBe(outcome === "waits");
  if (outcome !== "waits") return expect(decision.wakeAt, what).toEqual(without.wakeAt);
  // It is asked again within a minute, and no deadline of the incident's own is met later for it.
  expect(+(decision.wakeAt ?? Infinity), what).toBeLessThanOrEqual(
    Math.min(+NOW.plus({ minutes: 1 }), +(without.wakeAt ?? Infinity)),
  );
  await check({ ...cell, answer: "ok" }, { ...given, answer: "ok" });
}

const RAISED: Record<string, Role> = {
  ...Object.fromEntries(COMMANDS.map(({ name }) => [name, "maintain"])),
  resolve: "admin",
};

describe.each([
  ["the commands' own roles", {}],
  ["raised roles", RAISED],
])("with %s", (_, raised: Record<string, Role>) => {
  const policy = Object.keys(raised).length > 0 ? policyOf({ ...FILE, commands: raised }) : undefined;
  const all = Map.groupBy(cells(raised), ({ command }) => command);
  test.each([...all].map(([command, own]) => [command.name, own.length, command, own] as const))(
    "/%s: %i cells",
    async (_name, _count, command, own) => {
      const state = await stateFor(command);
      for (const { persona, way, answer, ...cell } of own)
        await check({ ...cell, persona, way, answer }, { persona, way, answer, line: command.example, state, policy });
    },
  );
});

test("a command that does what another does asks for that one's role, too", async () => {
  const policy = policyOf({ ...FILE, commands: { resolve: "admin" } });
  const words = {
    line: "/status resolved it works again",
    state: "open",
    answer: "ok",
    way: "created",
    policy,
  } as const;
  for (const persona of PERSONAS.filter(({ isBot }) => !isBot)) {
    const decision = await pass({ ...words, persona });
    expect(
      decision.timeline.some(({ kind }) => kind === "resolved"),
      persona.name,
    ).toBe(persona.name === "admin");
  }
});

test("waiving a post-mortem takes its own role, whatever the command asks for", async () => {
  const words = { line: "/pm waive a drill", state: "resolved", answer: "ok", way: "created" } as const;
  for (const [file, least] of [
    [{}, "maintain"],
    [{ postmortem: "read" }, "maintain"],
    [{ "postmortem waive": "admin" }, "admin"],
  ] as const)
    for (const persona of PERSONAS.filter(({ name }) => (ROLES as readonly string[]).includes(name))) {
      const decision = await pass({ ...words, persona, policy: policyOf({ ...FILE, commands: file }) });
      const may = ROLES.indexOf(persona.name as Role) >= ROLES.indexOf(least);
      expect(
        decision.timeline.some(({ kind }) => kind === "waived"),
        `${persona.name}, ${least}`,
      ).toBe(may);
    }
});

test("the axes are what they say", () => {
  expect(cells()).toHaveLength(COMMANDS.length * PERSONAS.length * ANSWERS.length * 4);
  expect(new Set(PERSONAS.map(({ name }) => name)).size).toBe(PERSONAS.length);
});
