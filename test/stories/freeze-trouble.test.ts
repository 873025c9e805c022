// A freeze when things go wrong: lost stores, lost webhooks, lost answers, many pull requests. Nothing stays red.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { allRuns, FREEZE, P0, propose, resolve, verdict } from "../support/frozen.ts";
import { type World, world } from "../support/world.ts";

const isRun = ({ method, path }: { method: string; path: string }) => method !== "GET" && path.includes("/check-runs");

/** A new process that knows nothing, and what it finds. */
async function startAnew(w: World): Promise<void> {
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.stage.quiet();
  await w.advance("2m");
}

test("a restart with an empty store in the middle keeps it, writes nothing again, and lifts it at the end", async () => {
  const w = await world({ policy: FREEZE });
  const pulls = [await propose(w, "one"), await propose(w, "two")];
  await w.open("Down", { labels: P0 });
  await w.advance("10s");
  const written = w.stage.github.requests.filter(isRun).length;
  await startAnew(w);
  expect(pulls.map((pull) => verdict(w, pull))).toEqual([["failure"], ["failure"]]);
  expect(w.stage.github.requests.filter(isRun)).toHaveLength(written);
  await resolve(w);
  expect(pulls.map((pull) => verdict(w, pull))).toEqual([["success"], ["success"]]);
});

test("it lifts although the end was never told and the store is empty", async () => {
  const w = await world({ policy: FREEZE });
  const feature = await propose(w, "feature");
  await w.open("Down", { labels: P0 });
  await w.advance("1m");
  w.stage.github.faults = { drop: () => true };
  await w.act("alice", (alice, number) => alice.close(REPOSITORY, number, "not_planned"));
  w.stage.github.faults = {};
  expect(verdict(w, feature)).toEqual(["failure"]);
  await startAnew(w);
  expect(verdict(w, feature)).toEqual(["success"]);
});

test("while the new store does not know the incident yet, nothing is lifted", async () => {
  const w = await world({ policy: FREEZE });
  const feature = await propose(w, "feature");
  await w.open("Down", { labels: P0 });
  await w.advance("1m");
  let isHidden = true;
  w.stage.github.faults = {
    before: ({ path }) =>
      isHidden && path.includes(`/issues/${w.number}/timeline`) ? { status: 502, headers: {}, body: "" } : undefined,
  };
  await startAnew(w);
  expect(verdict(w, feature)).toEqual(["failure"]);
  isHidden = false;
  await w.advance("10m");
  expect(verdict(w, feature)).toEqual(["failure"]);
  await resolve(w);
  expect(verdict(w, feature)).toEqual(["success"]);
});

test("what no webhook told is found within ten minutes: a pull request opened, an incident deleted", async () => {
  const w = await world({ policy: FREEZE });
  const feature = await propose(w, "feature");
  await w.open("Down", { labels: P0 });
  await w.advance("10s");
  w.stage.github.faults = { drop: ({ event }) => event === "pull_request" };
  const untold = await propose(w, "untold");
  expect(verdict(w, untold)).toEqual([]);
  await w.advance("10m");
  expect(verdict(w, untold)).toEqual(["failure"]);
  await w.act("erin", (erin, number) => erin.deleteIssue(REPOSITORY, number));
  await w.advance("10m");
  expect([verdict(w, feature), verdict(w, untold)]).toEqual([["success"], ["success"]]);
});

test("webhooks that come twice show it once", async () => {
  const w = await world({ policy: FREEZE });
  w.stage.github.faults = { duplicate: () => true };
  const feature = await propose(w, "feature");
  await w.open("Down", { labels: P0 });
  await w.advance("10s");
  await resolve(w);
  expect(verdict(w, feature)).toEqual(["success"]);
});

test.each([
  ["before it was heard", "before"],
  ["after it was carried out", "after"],
] as const)("an answer that got lost %s shows it once", async (_, when) => {
  const w = await world({ policy: FREEZE });
  await w.stage.quiet();
  let early = 0;
  const loseEarly = (request: { method: string; path: string }) =>
    isRun(request) && early++ === 0 ? { status: 502, headers: {}, body: "" } : undefined;
  w.stage.github.faults = { [when]: loseEarly };
  const before = await propose(w, "before");
  await w.advance("2m");
  expect(early).toBeGreaterThan(0);
  expect(verdict(w, before)).toEqual(["success"]);
  w.stage.github.faults = {};
  await w.open("Down", { labels: P0 });
  await w.advance("10s");
  let lost = 0;
  const lose = (request: { method: string; path: string }) =>
    isRun(request) && lost++ === 0 ? { status: 502, headers: {}, body: "" } : undefined;
  w.stage.github.faults = { [when]: lose };
  const feature = await propose(w, "feature");
  await w.advance("2m");
  expect(verdict(w, feature)).toEqual(["failure"]);
  lost = 0;
  await resolve(w);
  await w.advance("2m");
  expect(lost).toBeGreaterThan(0);
  expect(verdict(w, feature)).toEqual(["success"]);
});

test("without the permission the incident goes on; once it is given, it is shown", async () => {
  const w = await world({ policy: FREEZE });
  const feature = await propose(w, "feature");
  const refused = {
    status: 403,
    headers: {},
    body: JSON.stringify({ message: "Resource not accessible by integration" }),
  };
  w.stage.github.faults = { before: ({ path }) => (path.includes("check-runs") ? refused : undefined) };
  await w.open("Down", { labels: P0 });
  await w.advance("1m");
  expect(w.labels()).toContain("sla: on track");
  expect(verdict(w, feature)).toEqual(["success"]);
  w.stage.github.faults = {};
  await w.advance("11m");
  expect(verdict(w, feature)).toEqual(["failure"]);
});

test("many pull requests take several passes and keep nobody waiting; all are lifted again", {
  timeout: 120_000,
}, async () => {
  const w = await world({ policy: FREEZE });
  const { github } = w.stage;
  github.faults = { drop: ({ event }) => event === "pull_request" || event === "push" };
  for (let count = 0; count < 130; count++)
    github.as("bob").openPull(REPOSITORY, { title: `${count}`, files: { [`${count}.ts`]: "x" } });
  await w.open("Down", { labels: P0 });
  await w.advance("6s");
  const first = allRuns(w).length;
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThanOrEqual(100);
  const typed = await w.comment("bob", "/ack");
  expect(w.reactions(typed)).toEqual(["eyes", "+1"]);
  expect(w.clock("Response")).toContain("met");
  await w.advance("5m");
  expect(allRuns(w).map(({ conclusion }) => conclusion)).toEqual(Array.from({ length: 130 }, () => "failure"));
  await resolve(w);
  await w.advance("5m");
  expect(allRuns(w).map(({ conclusion }) => conclusion)).toEqual(Array.from({ length: 130 }, () => "success"));
  expect(github.requests.filter(({ status }) => status === 403 || status === 429)).toEqual([]);
});
