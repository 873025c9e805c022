// A sweep tells how many installations it could not look at: the heartbeat must not beat over one that is left alone.
import { DateTime } from "luxon";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { findIncidents, sweep } from "../../src/app/sweep.ts";

const NOW = DateTime.utc(2026, 3, 2, 9);

type Reason = Error & { status?: number };
const refusal = (status: number, message: string): Reason => Object.assign(new Error(message), { status });

/** Two installations with a repository each; the second one's cannot be listed if there is a reason. */
async function swept(reason?: Reason) {
  const store = await openStore({ dataDir: ":memory:" });
  onTestFinished(() => store.close());
  const logged: unknown[] = [];
  const github = {
    installations: async () => [1, 2],
    async repositories(installation: number) {
      if (installation === 2 && reason) throw reason;
      return [{ id: 10 * installation, repository: `acme/shop-${installation}` }];
    },
  };
  const log = { error: (fields: unknown) => void logged.push(fields) };
  const parts = { github, store, clock: { now: () => NOW }, log } as unknown as Parameters<typeof sweep>[0];
  const failed = await sweep(parts);
  const claims = await store.claim({ now: +NOW, leaseUntil: +NOW + 1, limit: 10 });
  return { failed, lanes: claims.map(({ lane }) => lane).toSorted(), logged };
}

test("a sweep that saw everything failed nowhere", async () => {
  expect(await swept()).toEqual({ failed: 0, lanes: ["10", "20"], logged: [] });
});

test("an installation that cannot be listed is counted and logged, and stops no other", async () => {
  const reason = refusal(502, "Bad Gateway");
  expect(await swept(reason)).toEqual({ failed: 1, lanes: ["10"], logged: [{ installation: 2, err: reason }] });
});

test("a 403 that is no suspension counts", async () => {
  const reason = refusal(403, "Resource not accessible by integration");
  expect((await swept(reason)).failed).toBe(1);
});

test("an installation that was suspended since it was listed is no failure", async () => {
  const reason = refusal(403, "This installation has been suspended");
  expect(await swept(reason)).toEqual({ failed: 0, lanes: ["10"], logged: [] });
});

test("what GitHub dates is looked for by GitHub's clock, though ours is two hours ahead", async () => {
  const store = await openStore({ dataDir: ":memory:" });
  onTestFinished(() => store.close());
  let now = NOW;
  const github = now.minus({ hours: 2 });
  const asked: number[] = [];
  const parts = {
    store,
    clock: { now: () => now },
    github: {
      issuesWith: async () => [],
      changedSince: async (_place: unknown, since: number) => {
        asked.push(since);
        return { list: [], at: +now - (+NOW - +github) };
      },
    },
  } as unknown as Parameters<typeof findIncidents>[2];
  const claim = { lane: "10", installation: 1, repository: "acme/shop", number: 0, memory: "" };
  const find = async () => {
    claim.memory = await findIncidents(claim as Parameters<typeof findIncidents>[0], "incident", parts);
    now = now.plus({ minutes: 10 });
  };
  for (const _sweep of [1, 2, 3, 4]) await find();
  // Whatever happened since GitHub's time of the look before is in the list.
  for (const [index, since] of asked.entries()) expect(since).toBeLessThan(+github.plus({ minutes: 10 * index }));
  expect(asked.slice(1)).toEqual(asked.slice(1).map((_, index) => +github.plus({ minutes: 10 * (index + 1) - 60 })));
  expect(asked).toHaveLength(3);
});
