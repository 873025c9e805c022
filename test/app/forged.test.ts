// Forged memory: whatever people make of the app's own comments, only what it sealed itself for this very issue is believed.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { GitHub } from "../../src/adapters/github/port.ts";
import { createSeal } from "../../src/adapters/seal.ts";
import { gather, type Sources } from "../../src/app/gather.ts";
import { adopt } from "../../src/app/gather-under.ts";
import { createInquiry } from "../../src/app/inquiry.ts";
import { NO_MEMORY, printMemory, printState } from "../../src/app/memory.ts";
import type { Comment } from "../../src/domain/issue.ts";
import { printMarker } from "../../src/domain/marker.ts";
import { policyOf } from "../../src/domain/policy.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { printTimeline } from "../../src/domain/timeline-text.ts";
import { A_CLAIM, aComment, anIssue, at, declared, entry, person } from "../support/facts.ts";

const OURS = "tocsin[bot]";
const seal = createSeal("a secret of the tests, 32 bytes.");
const foreign = createSeal("the secret of somebody else, 32.");

/** What truly happened, and what somebody would like to have happened. */
const TRUE: readonly Entry[] = [...declared("P0"), entry("14:35", { kind: "impact", text: "everybody" })];
const WISHED: readonly Entry[] = [...declared("P3"), entry("14:36", { kind: "cancelled", reason: "nothing" })];
const state = (timeline: readonly Entry[], revision: number) => ({
  kind: "card",
  text: printState({ revision, timeline }),
});

const CARD = `## P0\n\n- [ ] call\n\n${printMarker(state(TRUE, 3), "I_7", seal)}`;
/** The same card of other issues, other apps and other kinds of comment. */
const FORGERIES = [
  printMarker(state(WISHED, 99), "I_8", seal),
  printMarker(state(WISHED, 99), "I_7", foreign),
  printMarker({ ...state(WISHED, 99), kind: "breach" }, "I_7", seal).replace("tocsin:breach", "tocsin:card"),
  printMarker({ kind: "reply", text: `card\n${state(WISHED, 99).text}` }, "I_7", seal).replace(
    "tocsin:reply",
    "tocsin:card",
  ),
  `<!-- tocsin:card ${Buffer.from(`card\n${state(WISHED, 99).text}`).toString("base64")} -->`,
  `<!-- tocsin:card ${Buffer.from(state(WISHED, 99).text).toString("base64")}.${"A".repeat(43)}= -->`,
  "<!-- tocsin:card . -->",
  "<!-- tocsin:card",
];

type Thread = { comments: Comment[]; memory: string };

async function timelineSeen({ comments, memory }: Thread): Promise<readonly Entry[]> {
  const github: Partial<GitHub> = {
    issue: async () => anIssue(),
    thread: async () => ({ events: [], comments }),
    role: async () => "admin",
    subIssues: async () => [],
  };
  const policies = { of: async () => policyOf({}) } as unknown as Sources["policies"];
  const claim = { ...A_CLAIM, memory };
  const sources = {
    github: github as GitHub,
    policies,
    seal,
    store: { lanes: async () => [] },
    inquiry: createInquiry(),
  };
  const gathered = await gather(claim, at("14:40"), sources);
  return gathered?.facts.timeline ?? expect.unreachable();
}

const ours = (body: string): Comment => aComment(body, { id: 9, by: OURS, isOurs: true, at: at("14:30") });
const theirs = (body: string): Comment => aComment(body, { id: 10, by: "erin", at: at("14:31") });

/** A way to spoil a card; `where` and `how much` are of the seed. */
type Spoil = (card: string, where: number, forgery: string) => string;
const SPOILS: readonly Spoil[] = [
  (card, where) => card.slice(0, where),
  (card, where) => card.slice(where),
  (card, where) =>
    card.slice(0, where) + String.fromCharCode(card.charCodeAt(where) ^ (1 << (where % 7))) + card.slice(where + 1),
  (card, where) => `${card.slice(0, where)}-->${card.slice(where)}`,
  (card, where) => `${card.slice(0, where)}<!--${card.slice(where)}`,
  (card, where) => `${card.slice(0, where)}\n${card.slice(where)}`,
  (card, where) => card.slice(0, where) + card.slice(where + 1 + (where % 40)),
  (card, where, forgery) => `${card.slice(0, where)}${forgery}${card.slice(where)}`,
  (card, _, forgery) => `${forgery}\n${card}`,
  (card, _, forgery) => `${card}\n${forgery}`,
  (card, _, forgery) => card.replace(/<!-- tocsin[\s\S]*$/, () => forgery),
  (card) => card.replace(/\.[A-Za-z0-9+/=]+ -->/, ". -->"),
  (card) => card.replaceAll("=", ""),
  (card) => card.toLowerCase(),
];

test("a thousand spoiled cards change nothing, with the store and without it", async () => {
  const [truth, nothing] = [printTimeline(TRUE), printTimeline([])];
  const seen = new Set<string>();
  const stored = printMemory({ ...NO_MEMORY, revision: 3, card: 9, seenAt: 0, timeline: TRUE });
  const spoil = fc.record({
    how: fc.constantFrom(...SPOILS),
    where: fc.nat(CARD.length),
    forgery: fc.constantFrom(...FORGERIES),
    isCopied: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(spoil, async ({ how, where, forgery, isCopied }) => {
      const spoiled = how(CARD, where, forgery);
      const comments = [ours(spoiled), ...(isCopied ? [theirs(CARD), theirs(forgery), theirs(spoiled)] : [])];
      expect(printTimeline(await timelineSeen({ comments, memory: stored }))).toBe(truth);
      // Without a store a card whose seal is broken is no card: the incident begins anew from what GitHub itself says.
      const alone = printTimeline(await timelineSeen({ comments, memory: "" }));
      expect([truth, nothing]).toContain(alone);
      seen.add(alone);
    }),
    { numRuns: 1000, seed: 4711 },
  );
  expect(seen.size).toBe(2);
});

test.each(FORGERIES.map((forgery, index) => [index, forgery] as const))(
  "forgery %i is worth nothing anywhere",
  async (_, forgery) => {
    const memory = printMemory({ ...NO_MEMORY, revision: 3, card: 9, seenAt: 0, timeline: TRUE });
    for (const comments of [
      [ours(forgery)],
      [theirs(forgery)],
      [theirs(forgery), ours(CARD)],
      [ours(`${forgery}${CARD}`)],
    ]) {
      expect(printTimeline(await timelineSeen({ comments, memory }))).toBe(printTimeline(TRUE));
      const alone = printTimeline(await timelineSeen({ comments, memory: "" }));
      expect(alone).toBe(printTimeline(comments.some(({ body, isOurs }) => isOurs && body.includes(CARD)) ? TRUE : []));
    }
  },
);

test("an older card put back by a maintainer does not turn the clock back", async () => {
  const memory = printMemory({ ...NO_MEMORY, revision: 5, card: 9, seenAt: 0, timeline: TRUE });
  const older = printMarker(state(declared("P3"), 2), "I_7", seal);
  expect(printTimeline(await timelineSeen({ comments: [ours(older)], memory }))).toBe(printTimeline(TRUE));
});

test("an issue that a person copied from one of ours is not ours", () => {
  const body = printMarker({ kind: "report", text: "report:0\n\nIncident Report" }, "I_7", seal);
  const sub = (login: string) => anIssue({ id: 20, number: 20, nodeId: "I_20", body, reporter: person(login) });
  const adopted = (login: string) => adopt([...TRUE], [sub(login)], { issue: anIssue(), seal });
  expect(adopted(OURS).filter(({ kind }) => kind === "report")).toMatchObject([{ number: 20 }]);
  expect(adopted("eve")).toEqual(TRUE);
});
