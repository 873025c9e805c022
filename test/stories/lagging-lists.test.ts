// GitHub's lists show late what was written, and a webhook is lost meanwhile: what was said is heard all the same.
import { expect, test } from "vitest";
import { world } from "../support/world.ts";

test("words that neither a webhook told nor the list showed are heard with the next look", async () => {
  const w = await world();
  await w.open("Down", { labels: ["incident", "severity: P2"] });
  await w.advance("1m");
  w.stage.github.faults = { listLag: 30_000, drop: ({ body }) => body.includes("half of the payments") };
  await w.comment("bob", "/impact half of the payments");
  await w.advance("5s");
  await w.comment("carol", "/timeline the graphs are flat");
  expect(w.card()).toContain("the graphs are flat");
  expect(w.card()).not.toContain("half of the payments");
  await w.advance("1m");
  w.stage.github.faults = {};
  await w.comment("carol", "/timeline still flat");
  expect(w.card()).toContain("**Impact**: half of the payments");
});
