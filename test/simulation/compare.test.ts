// Who asks for the next step of the ladder before the clock could call one gets that one: no difference, but everything else is.
import { expect, test } from "vitest";
import { differences } from "./compare.ts";
import type { Lived } from "./life.ts";

const [DUE, ASKED, LATER] = [0, 40_000, 3_600_000];

interface Told {
  readonly said: readonly (readonly [key: string, at: number])[];
  readonly entries: readonly string[];
}

/** Of one incident, #1: somebody asked for the next step at `ASKED`, and the app was away until `LATER`. */
function lifeWith({ said, entries }: Told): Lived {
  const one = { number: 1, state: "open", labels: [], assignees: [], clocks: [], under: [] };
  const act = { after: 0, by: "carol", on: 0, do: "comment", text: "/escalate" };
  return {
    world: {
      reading: { said: said.map(([key, at]) => ({ incident: 1, kind: "call", key, at })) },
      looks: [{ number: 1, at: LATER, seenAt: LATER, clock: LATER }],
      ahead: 0,
    },
    cast: { incidents: [1] },
    done: [{ act, at: ASKED, isDone: true, isHeard: true }],
    pictures: [{ ...one, entries }],
    endedAt: LATER,
  } as unknown as Lived;
}

const asked = (step: number): string => `{"at":"${ASKED}","by":"carol","kind":"escalated","step":${step},"reason":""}`;

test("the step that the clock could not call in time is the one that is asked for, and the next one is not", () => {
  const lived = lifeWith({ said: [["ladder:P0:0", LATER]], entries: [asked(0)] });
  const said = [["ladder:P0:0", DUE] as const, ["ladder:P0:1", ASKED] as const];
  expect(differences(lived, lifeWith({ said, entries: [asked(1)] }))).toEqual([]);
});

test("where it was the last one, the other world had none left to give", () => {
  const lived = lifeWith({ said: [["ladder:P0:2", LATER]], entries: [asked(2)] });
  expect(differences(lived, lifeWith({ said: [["ladder:P0:2", DUE]], entries: [] }))).toEqual([]);
});

test("whoever asks and is not noted is a difference", () => {
  const lived = lifeWith({ said: [["ladder:P0:0", LATER]], entries: [] });
  const said = [["ladder:P0:0", DUE] as const, ["ladder:P0:1", ASKED] as const];
  expect(differences(lived, lifeWith({ said, entries: [asked(1)] }))).toHaveLength(1);
});

test("a step too much is a difference", () => {
  const lived = lifeWith({ said: [["ladder:P0:2", LATER]], entries: [asked(2), asked(3)] });
  expect(differences(lived, lifeWith({ said: [["ladder:P0:2", DUE]], entries: [] }))).toHaveLength(1);
});
