// Loops: machines that answer every comment, our own words repeated, help that is full of commands. One trigger, one reply.
import { expect, test } from "vitest";
import { loadTemplates } from "../../src/adapters/templates.ts";
import { decide } from "../../src/app/decide.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import type { Comment } from "../../src/domain/issue.ts";
import { splitCommands } from "../../src/domain/split.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { aComment, at, declared, effectsOf, facts } from "../support/facts.ts";
import { samples } from "../support/samples.ts";

const templates = loadTemplates();
const context = { locale: "en", timezone: "UTC" } as const;

test("nothing that the app says is a command when somebody repeats it", () => {
  for (const locale of ["en", "fr"] as const)
    for (const message of samples(locale)) {
      const text = templates.render(message, { ...context, locale });
      const repeated = [text, `@bob said:\n\n${text}`, text.replaceAll("\n", "\r\n")];
      for (const one of repeated) expect(splitCommands(one), message.template).toEqual([]);
    }
});

/** What sets the app talking: every command as in its help, mistyped, without its text, and two at once. */
const TRIGGERS = COMMANDS.flatMap(({ name, example }) => [
  example,
  `/${name}`,
  `/${name.slice(0, -1)}q x`,
  `/${name} x\n/help`,
]);
/** Whoever repeats everything; `person` is somebody's machine with a person's account and an admin's rights. */
const ECHOES = [
  { by: "echo[bot]", isOurs: false },
  { by: "tocsin[bot]", isOurs: true },
  { by: "person", isOurs: false },
];
const ROUNDS = 40;

/** Plays one trigger among echoes; gives the events heard and the replies to each body that holds commands. */
function play(trigger: string): { events: number; replies: number; triggers: number } {
  let timeline: readonly Entry[] = declared("P2");
  let fresh: Comment[] = [aComment(trigger, { by: "bob", id: 1 })];
  let [id, events, replies, triggers] = [1, 0, 0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const now = at("14:40").plus({ minutes: 5 * round });
    const heard = fresh.map((comment) => ({ ...comment, createdAt: now, updatedAt: now }));
    const decision = decide(
      facts({ timeline: [...timeline], comments: heard, now, roles: { bob: "admin", person: "admin" } }),
    );
    timeline = decision.timeline;
    const says = effectsOf(decision.effects, "say").filter(({ kind }) => kind === "reply");
    events += heard.length;
    replies += says.length;
    triggers += heard.filter(({ editor }) => !editor?.isBot).flatMap(({ body }) => splitCommands(body)).length;
    const bodies = says.map(({ to, parts }) =>
      templates.render({ template: "comment", data: { to, parts, mute: false, late: false } }, context),
    );
    const repeated = bodies.length > 0 ? bodies : heard.map(({ body }) => body).slice(0, 1);
    fresh = repeated.flatMap((body) => ECHOES.map((echo) => aComment(body, { ...echo, id: ++id })));
  }
  return { events, replies, triggers };
}

test("ten thousand repeated comments, and never more replies than commands typed by people", () => {
  let total = 0;
  for (const trigger of TRIGGERS) {
    const { events, replies, triggers } = play(trigger);
    expect(replies, trigger).toBeLessThanOrEqual(triggers);
    total += events;
  }
  expect(total).toBeGreaterThanOrEqual(10_000);
});

test("machines that repeat our answers get none", () => {
  expect(play("/help").replies).toBe(1);
  expect(play("/sla explain").replies).toBe(1);
});
