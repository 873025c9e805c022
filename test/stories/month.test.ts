// The monthly report: one issue on the first working day, with the month's figures, whatever happened to the store.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

/** Every issue with the report's label: numbers count up without a gap. */
function reports({ stage: { github } }: World, repository = REPOSITORY) {
  const found: { title: string; body: string }[] = [];
  for (let number = 1; ; number += 1) {
    try {
      const { title, body, labels } = github.thread(repository, number);
      if (labels.includes("incident-report")) found.push({ title, body: body ?? "" });
    } catch {
      return found;
    }
  }
}

async function swept(w: World): Promise<void> {
  await w.stage.app.sweep();
  await w.stage.quiet();
}

/** A month with two incidents, taken up to the last minute before its report. */
async function november(options: Parameters<typeof world>[0] = {}): Promise<World> {
  const w = await world({ start: "2025-11-27T10:00:00Z", ...options });
  await w.open("Down", { labels: ["incident", "severity: P2"] });
  await w.advance("10m");
  await w.comment("bob", "/ack");
  await w.comment("bob", "/resolve");
  await w.open("Slow", { labels: ["incident", "severity: P3"] });
  await w.comment("bob", "/ack");
  await w.comment("bob", "/resolve");
  w.stage.clock.set(Date.parse("2025-12-01T08:59:00Z"));
  await swept(w);
  return w;
}

test("comes on the first working day at nine, once", async () => {
  const w = await november();
  expect(reports(w)).toEqual([]);
  await w.advance("1m");
  await swept(w);
  const [report, ...others] = reports(w);
  expect(others).toEqual([]);
  expect(report?.title).toBe("Incidents in November 2025: `acme/shop`");
  expect(report?.body).toContain("In November 2025 **2 incidents** were declared in `acme/shop`");
  expect(report?.body).toContain("| **P2** | 1 | 1 | 10 min | 10 min | 1 | 10 min | 10 min | 1 | 0 | 100 |");
  for (const length of ["10m", "24h", "240h"]) {
    await w.advance(length);
    await swept(w);
  }
  expect(reports(w)).toHaveLength(1);
});

test("is not opened again by somebody with an empty store", async () => {
  const w = await november();
  await w.advance("1m");
  await swept(w);
  await w.advance("5m");
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await swept(w);
  expect(reports(w)).toHaveLength(1);
});

test("whose opening had an unknown outcome is looked for before it is opened again", async () => {
  const w = await november();
  let failures = 0;
  const isOpening = ({ method, path }: { method: string; path: string }) =>
    method === "POST" && path.endsWith("/issues");
  w.stage.github.faults = {
    after: (request) => (isOpening(request) && failures++ === 0 ? { status: 502, headers: {}, body: "" } : undefined),
  };
  await w.advance("1m");
  await swept(w);
  await w.advance("2m");
  expect(failures).toBe(1);
  expect(reports(w)).toHaveLength(1);
});

test("that could not be opened is opened after it settled", async () => {
  const w = await november();
  let failures = 0;
  const isOpening = ({ method, path }: { method: string; path: string }) =>
    method === "POST" && path.endsWith("/issues");
  w.stage.github.faults = {
    before: (request) => (isOpening(request) && failures++ === 0 ? { status: 502, headers: {}, body: "" } : undefined),
  };
  await w.advance("1m");
  await swept(w);
  expect(reports(w)).toEqual([]);
  await w.advance("2m");
  expect(reports(w)).toHaveLength(1);
});

test("has nothing to say about a month without incidents, and is not wanted everywhere", async () => {
  const off = await november({ policy: "monthly_report: false\n" });
  await off.advance("1m");
  await swept(off);
  expect(reports(off)).toEqual([]);
  const quiet = await world({ start: "2025-12-01T09:00:00Z" });
  await swept(quiet);
  expect(reports(quiet)).toEqual([]);
});

test("goes to the repository that the policy names; where that is none, everything else goes on", async () => {
  const w = await november({ policy: "monthly_report: { repository: acme/reports }\n" });
  await w.advance("1m");
  await swept(w);
  expect(reports(w)).toEqual([]);
  w.stage.github.addRepository("acme/reports");
  await swept(w);
  await swept(w);
  expect(reports(w)).toEqual([]);
  expect(reports(w, "acme/reports")).toHaveLength(1);
});
