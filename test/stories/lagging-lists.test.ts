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

test("a severity that we put on by default is nobody's, also when GitHub does not show yet that we did", async () => {
  const w = await world({ policy: "default_severity: P2" });
  const carded = async () => {
    await w.open("Down", { labels: ["incident"] });
    await w.advance("1m");
    return /Severity .* by .*/.exec(w.card())?.[0];
  };
  expect(await carded()).toBe("Severity **P2** by default (`alice`)");
  let isLost = false;
  w.stage.github.faults = {
    listLag: 30_000,
    after: ({ method, path }) => {
      if (isLost || method !== "POST" || !path.endsWith("/labels")) return undefined;
      isLost = true;
      return { status: 502, headers: {}, body: "" };
    },
  };
  await w.advance("1m");
  expect(await carded()).toBe("Severity **P2** by default (`alice`)");
  expect(isLost).toBe(true);
});
