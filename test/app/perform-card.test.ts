// The card's body: as much of the state as a comment holds, and what happens when nothing makes it fit.
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createSeal } from "../../src/adapters/seal.ts";
import { type Memory, NO_MEMORY, parseState } from "../../src/app/memory.ts";
import { showCard } from "../../src/app/perform-card.ts";
import type { Scene, Tools } from "../../src/app/post.ts";
import { parseMarker } from "../../src/domain/marker.ts";
import { policyOf } from "../../src/domain/policy.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { aComment, anIssue, at, entry } from "../support/facts.ts";

const seal = createSeal("a secret");
const hash = (text: string) => createHash("sha256").update(text).digest("base64url");
const answers = (count: number): Entry[] =>
  Array.from({ length: count }, (_, i) =>
    entry("14:30", { kind: "answered", comment: 1000 + i, line: hash(String(i)) }),
  );

/** Shows a card that stands in the thread already; `text` is what people see of it. */
async function shown(timeline: readonly Entry[], text = "the card") {
  const bodies: string[] = [];
  const errors: unknown[] = [];
  const memory: Memory = { ...NO_MEMORY, revision: 7, card: 1, timeline };
  const scene = { claim: { lane: "acme/shop#7" }, issue: anIssue(), policy: policyOf({}), memory, now: at("15:00") };
  const tools = {
    seal,
    templates: { render: () => text },
    log: { error: (what: unknown) => errors.push(what) },
    github: { editComment: async (_: unknown, __: number, body: string) => bodies.push(body) },
  };
  const next = await showCard(
    { template: "card", data: {} },
    { ...scene, card: aComment("old") } as unknown as Scene,
    tools as unknown as Tools,
  );
  const [body = ""] = bodies;
  const state = parseMarker(body, anIssue().nodeId, seal);
  return { next, memory, body, errors, timeline: state && parseState(state.text).timeline };
}

test("texts are shortened only as far as they must be, and never in what is remembered", async () => {
  const note = (text: string) => entry("14:31", { kind: "note", text, by: "bob" });
  const short = await shown([note(`${"x".repeat(5000)}.`)]);
  expect(short.timeline).toEqual(short.memory.timeline);
  const long = Array.from({ length: 40 }, (_, i) => note(`${hash(`${i}`).repeat(2)}${"😀".repeat(20_000)}`));
  // Half a character at the end would be refused: one less.
  const { timeline, next, body } = await shown(long);
  expect(timeline?.map((one) => one.kind === "note" && one.text.length)).toEqual(Array(40).fill(199));
  expect(timeline?.every((one) => one.kind === "note" && one.text.isWellFormed())).toBe(true);
  expect(body.length).toBeLessThanOrEqual(65_000);
  expect(next.timeline).toBe(long);
});

test("when not even that fits, the oldest answers are left out of the card", async () => {
  const many = [entry("14:30", { kind: "declared", by: "alice" }), ...answers(3000)];
  const { timeline, next } = await shown(many);
  expect(timeline).toEqual([many[0], ...many.slice(-200)]);
  expect(next).toMatchObject({ revision: 8, timeline: many });
});

test("a card that nothing makes fit stays as it is, and an error says so", async () => {
  const { next, memory, body, errors } = await shown([], "x".repeat(65_000));
  expect(next).toBe(memory);
  expect(body).toBe("");
  expect(errors).toHaveLength(1);
});
