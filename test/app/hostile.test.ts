// Hostile text behind every command: what is said and written down because of it holds nothing that GitHub would act on.
import { expect, test } from "vitest";
import { loadTemplates } from "../../src/adapters/templates.ts";
import { answer, commandRows } from "../../src/app/answer.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { rowOf } from "../../src/domain/card.ts";
import type { Command } from "../../src/domain/command.ts";
import type { Effect, Message } from "../../src/domain/effects.ts";
import { incidentOf } from "../../src/domain/incident.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { splitCommands } from "../../src/domain/split.ts";
import { STATES } from "../support/authority.ts";
import { aComment, anIssue, at, facts } from "../support/facts.ts";
import { FLOODS, HOSTILE } from "../support/hostile.ts";
import { quickly } from "../support/quickly.ts";
import { read } from "../support/reader.ts";

const templates = loadTemplates();
const LADDER = { escalate: [{ after: "0m", notify: ["@erin"] }] };
const policy = policyOf({ severities: { P1: LADDER, P2: LADDER } });
const subIssues = [anIssue({ id: 12, number: 12, nodeId: "I_12" })];
const pulls = new Map([[12, { id: "PR_12", isMerged: true }]]);
const views = Object.fromEntries(
  Object.entries(STATES).map(([name, timeline]) => {
    const known = facts({ policy, timeline, subIssues, now: at("14:40"), roles: { bob: "admin" }, pulls });
    return [name, { facts: known, incident: incidentOf(known.issue, timeline), clocks: [] }];
  }),
);

/** What a command with this behind it is answered in a state. */
function ask(command: Command, rest: string, state: string) {
  const view = views[state] ?? expect.unreachable();
  return answer({ name: command.name, rest }, aComment(`/${command.name} ${rest}`), view);
}

const refusals = (effects: readonly Effect[]) =>
  effects
    .flatMap((effect) => (effect.do === "say" ? effect.parts : []))
    .filter((one) => one.template.startsWith("ref"));

/** The first state in which the command's own example is not refused; that of a complete post-mortem is refused everywhere. */
const stateOf = new Map(
  COMMANDS.map((command) => {
    const rest = command.example.replace(/^\S+ ?/, "");
    const found = Object.keys(STATES).find((state) => refusals(ask(command, rest, state).effects).length === 0);
    return [command, found ?? "resolved"];
  }),
);

/** Everything that GitHub is given to show because of these effects. */
function messagesOf(effects: readonly Effect[]): Message[] {
  return effects.flatMap((effect) => {
    if (effect.do === "open" || effect.do === "revert") return [effect.body];
    if (effect.do === "say") {
      const { to, parts, mute = false, late = false } = effect;
      return [{ template: "comment", data: { to, parts, mute, late } }];
    }
    return effect.do === "record" && effect.entry.kind !== "answered" && effect.entry.kind !== "said"
      ? [rowOf(effect.entry)]
      : [];
  });
}

/** Whom the effects mention on purpose, and the incident that an action item or a duplicate names. */
const MEANT = ["mention @bob", "mention @erin", "reference #7", "reference #12"];

/** All that is said and written down when every command has this behind it. */
function saidBehind(rest: string, locale: "en" | "fr"): string[] {
  const effects = COMMANDS.flatMap((command) => ask(command, rest, stateOf.get(command) ?? "open").effects);
  const texts = messagesOf(effects).map((message) => `- ${templates.render(message, { locale, timezone: "UTC" })}`);
  return [...new Set(texts)];
}

/** What was read once, because what stands behind the command does not show in it. */
const alreadyRead = new Set<string>();

/** What GitHub would act on, besides what is meant; `/duplicate 12` means #12. */
function strange(texts: readonly string[], rest = ""): string[] {
  const fresh = texts.filter((text) => !alreadyRead.has(text));
  for (const text of fresh) alreadyRead.add(text);
  const named = /^#?(\d{1,9})$/.exec(rest)?.[1];
  const meant = [...MEANT, `reference #${Number(named)}`];
  return read(fresh.join("\n\n---\n\n")).finds.filter((find) => !meant.includes(find));
}

/** As it reaches the command: what stands behind its name on the line, read by the splitter. */
const restOf = (value: string) => splitCommands(`/impact ${value}`)[0]?.rest ?? "";

test(`${HOSTILE.length} texts behind ${COMMANDS.length} commands`, () => {
  expect(HOSTILE.length * COMMANDS.length).toBeGreaterThanOrEqual(40_000);
  for (const [index, value] of HOSTILE.entries()) {
    const rest = restOf(value);
    const said = quickly(JSON.stringify(value), () => saidBehind(rest, index % 2 ? "fr" : "en"));
    expect(strange(said, rest), JSON.stringify(value)).toEqual([]);
  }
}, 120_000);

test.each(FLOODS)("a flood of %s behind every command keeps nobody waiting", (name, value) => {
  for (const text of [value, `x\n/ack\n${value}`, `\`\`\`\n${value}`, `> ${value}`]) {
    const typed = quickly(name, () => splitCommands(`/impact ${text}`));
    expect(typed.length).toBeLessThanOrEqual(20);
    for (const { rest } of typed.slice(0, 2)) {
      expect(strange(quickly(name, () => saidBehind(rest, "en")))).toEqual([]);
    }
    // The commands must stand what the splitter would never let through, too.
    for (const command of COMMANDS)
      quickly(`${name} behind /${command.name}`, () => ask(command, text, stateOf.get(command) ?? "open"));
  }
});

test("every command is asked in a state in which it may do something", () => {
  const rows = commandRows(policy).map(({ name }) => name);
  const done = COMMANDS.filter((command) => {
    const rest = command.example.replace(/^\S+ ?/, "");
    return refusals(ask(command, rest, stateOf.get(command) ?? "").effects).length === 0;
  });
  expect(rows.filter((name) => !done.some((command) => command.name === name))).toEqual(["postmortem"]);
});
