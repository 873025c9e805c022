// The playground without its page: the same story always ends the same, and a link says no more than a story.
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Act, LOGINS } from "../../../src/playground/browser/acts.ts";
import { parseLink, printLink, type Story } from "../../../src/playground/browser/link.ts";
import { clocksAt, createPlay, lastAbout, type Play } from "../../../src/playground/browser/play.ts";
import { SCENARIOS } from "../../../src/playground/browser/scenarios.ts";

const complaints: unknown[][] = [];
const play = (story: Story): Promise<Play> => createPlay(story, (...said) => complaints.push(said));
const scenario = (id: string) => SCENARIOS.find((one) => one.id === id) ?? { id: "missing", acts: [] };

/** What is seen of a play: every thread, to the letter. */
const seen = ({ issues, clock }: Play) => JSON.stringify([clock.now(), ...issues()]);

const LIFE: readonly Act[] = [
  ["open", "alice", "Checkout is down", ""],
  ["say", "alice", 1, "/sev P0"],
  ["wait", 15],
  ["say", "bob", 1, "/ack\n/impact nobody can pay"],
  ["next"],
  ["label", "carol", 1, "security"],
  ["say", "bob", 1, "/resolve the cache was full"],
  ["close", "dave", 1, "completed"],
  ["wait", 2880],
];

describe("a play", () => {
  let first: Play;
  beforeAll(async () => {
    first = await play({ scenario: scenario("start"), acts: LIFE });
  });

  test("ends the same however often it is played, also when it goes through a link", async () => {
    const link = printLink(first.story());
    const story = parseLink(link);
    expect(story).toEqual({ scenario: scenario("start"), acts: LIFE });
    const again = await play(story as Story);
    expect(seen(again)).toBe(seen(first));
    expect(first.issues().get(1)?.labels).toContain("post-mortem: overdue");
  });

  test("keeps every decision, with the clocks as they were promised", () => {
    const about = lastAbout(1, first.decisions);
    const clocks = about ? clocksAt(first.clock.now(), about) : [];
    const states = clocks.map(({ clock, state }) => [clock, state]);
    expect(states).toEqual(
      expect.arrayContaining([
        ["response", "breached"],
        ["post-mortem", "breached"],
      ]),
    );
    expect(first.decisions.some(({ effects }) => effects.some((effect) => effect.do === "open"))).toBe(true);
  });

  test("goes on after GitHub has refused something, and says so", async () => {
    const other = await play({ scenario: scenario("quiet"), acts: [] });
    expect(await other.act(["close", "dave", 1, "completed"])).toMatch(/^403 /);
    expect(await other.act(["say", "bob", 1, "/resolve"])).toBeUndefined();
    expect(other.issues().get(1)?.state).toBe("closed");
  });

  test("obeys a configuration that is committed in it, and tells what is wrong with one", async () => {
    const { act, issues, policy } = await play({ scenario: scenario("start"), acts: [] });
    expect(await act(["policy", "dave", "locale: fr\n"])).toMatch(/^403 /);
    expect(await act(["policy", "erin", "locale: fr\n"])).toBeUndefined();
    expect(policy()).toBe("locale: fr\n");
    await act(["open", "alice", "[P1] Panne", ""]);
    expect(issues().get(1)?.comments[0]?.body).toContain("P1 haute");
    await act(["policy", "erin", "locale: latin\n"]);
    expect(issues().get(2)?.labels).toContain("tocsin: configuration");
  });

  test.each(SCENARIOS)("$id: the app has no trouble in it, nor afterwards", async (one) => {
    const acts: Act[] = [["open", "erin", "[P1] Another", ""], ["next"], ["wait", 120]];
    const { issues } = await play({ scenario: one, acts });
    expect([...issues().values()].at(-1)?.labels).toContain("severity: P1");
    expect(complaints).toEqual([]);
  });
});

describe("a link", () => {
  const number = fc.integer({ min: 1, max: 999 });
  const who = fc.constantFrom(...LOGINS);
  const text = fc.string({ unit: "binary", maxLength: 200 });
  const act: fc.Arbitrary<Act> = fc.oneof(
    fc.tuple(fc.constant("say" as const), who, number, text),
    fc.tuple(fc.constant("open" as const), who, text, text),
    fc.tuple(fc.constant("wait" as const), number),
    fc.constant<Act>(["next"]),
  );

  test("says every story, whatever people typed", () => {
    fc.assert(
      fc.property(fc.constantFrom(...SCENARIOS), fc.array(act, { maxLength: 20 }), (from, acts) => {
        const link = printLink({ scenario: from, acts });
        expect(link).toMatch(/^[\w~-]+$/);
        expect(parseLink(link)).toEqual({ scenario: from, acts });
      }),
    );
  });

  test("is short: a life of nine acts fits into a chat message", () => {
    expect(printLink({ scenario: scenario("start"), acts: LIFE }).length).toBeLessThan(400);
  });

  /** A link to acts that no page would have made. */
  const forged = (acts: unknown) => printLink({ scenario: scenario("start"), acts: acts as Act[] });

  test.each([
    ["nothing", ""],
    ["no scenario of ours", "constructor"],
    ["a name that only begins like one", "start.x"],
    ["no base64", "start~%%%"],
    ["not packed", "start~AAAA"],
    ["cut off", printLink({ scenario: scenario("start"), acts: LIFE }).slice(0, -9)],
    ["not a list", forged({})],
    ["an unknown act", forged([["eval", "alert(1)"]])],
    ["a stranger", forged([["say", "mallory", 1, "x"]])],
    ["too long a time", forged([["wait", 1e9]])],
    ["too long a time in parts", forged(Array.from({ length: 25 }, () => ["wait", 44_000]))],
    ["too many acts", forged(Array.from({ length: 501 }, () => ["next"]))],
    ["too long a text", forged([["say", "bob", 1, "x".repeat(20_001)]])],
    ["far more than a link may hold", forged([["say", "bob", 1, "x".repeat(50_000_000)]])],
  ])("that holds %s is none", (_, fragment) => {
    expect(parseLink(fragment)).toBeUndefined();
  });

  test("that is anything at all never throws", () => {
    fc.assert(fc.property(fc.string(), (rest) => void parseLink(`start~${rest}`)));
  });
});
