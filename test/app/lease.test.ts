// A process that was stopped in the middle (paused, swapped out) comes back after its lease: somebody else has taken the
// lane over meanwhile, so what it had begun must not be written any more.
import { DateTime } from "luxon";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import type { Claim, Store } from "../../src/adapters/store/port.ts";
import { StaleClaim } from "../../src/adapters/store/stale-claim.ts";
import { perform } from "../../src/app/perform.ts";
import { post, type Scene, type Tools } from "../../src/app/post.ts";
import type { Effect } from "../../src/domain/effects.ts";
import { anIssue, at } from "../support/facts.ts";

const NOW = at("15:00");
const LEASE = 30_000;

/** A lane that is ours, and a clock that stands still unless a test says otherwise. */
async function claimed() {
  const store = await openStore({ dataDir: ":memory:" });
  onTestFinished(() => store.close());
  await store.wake({ lane: "1#7", installation: 1, repository: "acme/shop", number: 7 }, 0);
  const [claim] = await store.claim({ now: +NOW, leaseUntil: +NOW + LEASE, limit: 1 });
  const time = { now: +NOW };
  const clock = { now: () => DateTime.fromMillis(time.now, { zone: "utc" }) };
  return { store, claim: claim as Claim, time, clock };
}

/** A store in which writing down the intent takes as long as the process is stopped. */
const stoppedIn = (store: Store, stop: () => void): Store => ({
  ...store,
  intend: async (...args) => {
    const intent = await store.intend(...args);
    stop();
    return intent;
  },
});

test.each([
  ["a millisecond before the lease ends", LEASE - 1, 1],
  ["when the lease has ended", LEASE, 0],
  ["two minutes later", 120_000, 0],
])("back %s after %i ms, a post is written %i times", async (_when, pause, times) => {
  const { store, claim, time, clock } = await claimed();
  let written = 0;
  const write = async () => ++written;
  const tools = { store: stoppedIn(store, () => (time.now += pause)), settle: { milliseconds: 60_000 }, clock };
  const posted = post({ key: "breach", write }, { claim, now: NOW }, tools as unknown as Tools);
  if (times === 0) await expect(posted).rejects.toThrow(StaleClaim);
  else await posted;
  expect(written).toBe(times);
});

test("back too late, no other effect is performed either", async () => {
  const { store, claim, time, clock } = await claimed();
  const done: string[] = [];
  const github = {
    react: async () => {
      done.push("react");
      time.now += LEASE;
    },
    setLabels: async () => done.push("labels"),
  };
  const effects: Effect[] = [
    { do: "react", comment: 1, with: "+1" },
    { do: "label", labels: [], assign: [] },
  ];
  const scene = { claim, issue: anIssue({ labels: ["incident"] }), memory: { timeline: [] }, timeline: [], now: NOW };
  const tools = { store, github, clock, log: { warn: () => undefined } };
  const performed = perform(effects, scene as unknown as Scene, tools as unknown as Tools);
  await expect(performed).rejects.toThrow(StaleClaim);
  expect(done).toEqual(["react"]);
});
