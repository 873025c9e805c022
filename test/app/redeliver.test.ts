// Asking again for lost deliveries: how often, and what one refusal costs the others.
import { DateTime, type DurationLikeObject } from "luxon";
import { expect, test } from "vitest";
import type { Attempt } from "../../src/adapters/github/port.ts";
import { redeliver } from "../../src/app/redeliver.ts";

const START = DateTime.fromISO("2025-11-10T14:30:00Z", { zone: "utc" });

const FAILED: Omit<Attempt, "id" | "guid"> = { event: "issues", action: "labeled", isDelivered: false };

interface Setting {
  readonly refused?: readonly string[];
  readonly mostPerLook?: number;
  /** By how much our clock is ahead of GitHub's. */
  readonly ahead?: DurationLikeObject;
}

/** A GitHub that logs a failed attempt for every request up to its limit, and a store, both as plain data. */
function aLog(guids: readonly string[], { refused = [], mostPerLook = Infinity, ahead = {} }: Setting = {}) {
  const notes = new Map<string, string>();
  const warnings: unknown[] = [];
  const asked: string[] = [];
  const sweeps: number[] = [];
  let now = START;
  let thisLook = 0;
  let attempts = guids.map((guid, id) => ({ ...FAILED, id, guid, at: +now }));
  const parts = {
    clock: { now: () => now.plus(ahead) },
    log: { warn: (what: unknown) => warnings.push(what) },
    store: {
      recall: async (key: string) => notes.get(key) ?? "",
      remember: async (key: string, text: string) => void notes.set(key, text),
    },
    github: {
      deliveries: async (since: number) => ({ list: attempts.filter(({ at }) => at >= since), at: +now }),
      redeliver: async (id: number) => {
        const guid = attempts.find((attempt) => attempt.id === id)?.guid ?? "";
        asked.push(guid);
        thisLook += 1;
        if (thisLook > mostPerLook)
          throw Object.assign(new Error("secondary rate limit"), {
            status: 403,
            response: { headers: { "retry-after": "60" } },
          });
        if (refused.includes(guid)) throw Object.assign(new Error("gone"), { status: 404 });
        attempts = [{ ...FAILED, id: attempts.length, guid, at: +now }, ...attempts];
      },
    },
  };
  return {
    asked,
    sweeps,
    warnings,
    notes,
    tell: (guid: string, what: Partial<Attempt> = {}) =>
      void attempts.unshift({ ...FAILED, id: attempts.length, guid, at: +now, ...what }),
    async look() {
      now = now.plus({ minutes: 5 });
      thisLook = 0;
      return redeliver(parts, async () => void sweeps.push(+now));
    },
  };
}

test("what never succeeds is asked for five times, however long the app goes on looking", async () => {
  const log = aLog(["never"]);
  const taken = [];
  for (let look = 0; look < 12; look += 1) taken.push(await log.look());
  expect(taken).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
  expect(log.asked).toHaveLength(5);
  expect(log.notes.get("redeliveries")).toBe("[]");
});

test("one that GitHub refuses costs the others nothing, is counted, and is logged", async () => {
  const log = aLog(["a", "b", "c"], { refused: ["a", "b"] });
  expect(await log.look()).toBe(1);
  expect(log.asked).toEqual(["a", "b", "c"]);
  expect(log.warnings).toHaveLength(2);
  expect(Number(log.notes.get("redelivered"))).toBe(+START.plus({ minutes: 5 }));
  expect(new Map(JSON.parse(log.notes.get("redeliveries") ?? ""))).toEqual(
    new Map([
      ["a", 1],
      ["b", 1],
      ["c", 1],
    ]),
  );
});

test("a flood is left to a sweep, and only the youngest are asked for", async () => {
  const log = aLog(Array.from({ length: 7000 }, (_, index) => `g${index}`));
  expect(await log.look()).toBe(120);
  expect(log.asked).toEqual(Array.from({ length: 120 }, (_, index) => `g${index}`));
  expect(log.sweeps).toHaveLength(1);
});

test("at GitHub's limit it stops, counts nothing that was not taken, and goes on from the same place", async () => {
  const guids = Array.from({ length: 9 }, (_, index) => `lost ${index}`);
  const log = aLog(guids, { mostPerLook: 4 });
  expect(await log.look()).toBe(4);
  expect(log.asked).toHaveLength(5);
  const taken = [];
  // However many looks it takes, what failed long ago is not out of sight.
  for (let look = 0; look < 20; look += 1) taken.push(await log.look());
  for (const guid of guids) expect(log.asked, guid).toContain(guid);
});

test("with our clock two hours ahead of GitHub's, what fails between two looks is asked for all the same", async () => {
  const log = aLog([], { ahead: { hours: 2 } });
  await log.look();
  log.tell("meanwhile");
  expect(await log.look()).toBe(1);
  expect(log.asked).toEqual(["meanwhile"]);
});

const DELETED = { event: "issue_comment", action: "deleted" };

test("a new store asks once for every comment that was deleted, whoever was told of it before", async () => {
  const log = aLog([]);
  log.tell("deleted", { ...DELETED, isDelivered: true });
  log.tell("edited", { ...DELETED, action: "edited", isDelivered: true });
  await log.look();
  await log.look();
  expect(log.asked).toEqual(["deleted"]);
});

test("in a flood what no sweep can find is asked for first", async () => {
  const log = aLog(Array.from({ length: 7000 }, (_, index) => `g${index}`));
  await log.look();
  for (let index = 0; index < 200; index += 1) log.tell(`late ${index}`, index === 3 ? DELETED : {});
  await log.look();
  expect(log.asked[120]).toBe("late 3");
});
