// Trouble that passes: an issue that GitHub does not find for a while, a reminder whose turn came before something else was said.
import { expect, test } from "vitest";
import type { Faults } from "../../src/playground/github/index.ts";
import { world } from "../support/world.ts";

const P1 = ["incident", "severity: P1"];
const refusing = (status: number, isMeant: (request: { method: string; path: string }) => boolean): Faults => ({
  before: (request) =>
    isMeant(request)
      ? { status, headers: { "content-type": "application/json" }, body: '{"message":"Not Found"}' }
      : undefined,
});

test("a 404 that passes is no deletion", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.advance("1m");
  w.stage.github.faults = refusing(404, ({ method, path }) => method === "GET" && path.endsWith(`/issues/${w.number}`));
  await w.comment("bob", "/impact all payments");
  await w.advance("2m");
  w.stage.github.faults = {};
  await w.advance("10m");
  expect(w.card()).toContain("all payments");
  await w.advance("50m");
  expect(w.labels()).toContain("sla: breached");
  w.skim();
});

test("what could not be said in its turn is said, though something else was said since", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.advance("59m");
  w.skim();
  w.stage.github.faults = refusing(502, ({ method, path }) => method === "POST" && path.endsWith("/comments"));
  await w.advance("1m");
  w.stage.github.faults = {};
  await w.comment("bob", "/ackk");
  expect(w.next()).toContain("/ack");
  await w.advance("5m");
  expect(w.next()).toContain("Nobody has acknowledged");
});
