// GitHub cannot say for a while what somebody may do: their words hold the bell for about a minute, and then it rings.
import { expect, test } from "vitest";
import { LADDER, type World, world } from "../support/world.ts";

/** An incident whose response is due in ten seconds, when bob takes it; GitHub does not tell his role for so many seconds. */
async function takenLate(seconds: number): Promise<World> {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: ["incident", "severity: P0"] });
  expect(w.next()).toContain("@erin");
  await w.advance("14m");
  await w.advance("50s");
  failFor(seconds, w);
  await w.comment("bob", "/ack");
  return w;
}

function failFor(seconds: number, w: World): void {
  const over = w.stage.clock.now().plus({ seconds });
  w.stage.github.faults = {
    before: ({ path }) =>
      path.includes("/permission") && w.stage.clock.now() < over
        ? { status: 502, headers: { "content-type": "application/json" }, body: '{"message":"Server Error"}' }
        : undefined,
  };
}

test("nobody is called for what somebody took in time, when their role could not be asked for twenty seconds", async () => {
  const w = await takenLate(20);
  await w.advance("5m");
  expect(w.card()).toContain("14:44 - Acknowledged by `bob`");
});

test("after more than a minute the bell rings, whoever typed something", async () => {
  const w = await takenLate(600);
  await w.advance("55s");
  await w.advance("30s");
  expect(w.next()).toContain("@acme/cto");
  await w.advance("15m");
  expect(w.card()).toContain("14:44 - Acknowledged by `bob`");
});

test("whoever cannot be asked may do nothing, however long they wait", async () => {
  const w = await world();
  await w.open("Down", { labels: ["incident", "severity: P1"] });
  failFor(600, w);
  await w.comment("dave", "/severity P3");
  await w.advance("5m");
  expect(w.labels()).toContain("severity: P1");
});
