// Webhooks come in any order, late, twice or not at all; the incident that comes of them is the same.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { LADDER, world } from "../support/world.ts";

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

test("in all 120 orders of five webhooks, each delivered twice, one card, one severity label and one call", async () => {
  const w = await world({ policy: LADDER });
  const { github, app, clock, quiet } = w.stage;
  github.faults = { drop: () => true };
  for (const order of permutations([0, 1, 2, 3, 4])) {
    // A minute apart, so that GitHub's limits of content per minute and hour are never the reason.
    clock.set(+clock.now() + 3 * 60_000);
    const sent = github.deliveries.length;
    await w.open("Down", { labels: ["incident", "bug", "severity: P1"], body: "down" });
    await w.act("alice", (alice, number) => alice.editIssue(REPOSITORY, number, { body: "really down" }));
    const webhooks = github.deliveries.slice(sent);
    expect(webhooks.map(({ event, action }) => `${event} ${action}`)).toEqual([
      "issues opened",
      "issues labeled",
      "issues labeled",
      "issues labeled",
      "issues edited",
    ]);
    for (const index of [...order, ...order]) {
      const { event, payload } = webhooks[index] ?? expect.unreachable();
      await app.accept({ id: crypto.randomUUID(), event, payload });
      if (index === 2) await quiet();
    }
    await quiet();
    expect(w.labels()).toEqual(["bug", "incident", "severity: P1", "sla: on track"]);
    expect(w.next()).toContain("@bob");
    expect(w.clock("Response")).toContain(clock.now().plus({ hours: 1 }).toFormat("HH:mm 'UTC'"));
    expect(github.thread(REPOSITORY, w.number).comments).toHaveLength(2);
    // Over, so that its clocks stay out of the next round.
    await w.act("alice", (alice, number) => alice.close(REPOSITORY, number, "not_planned"));
    const { event, payload } = github.deliveries.at(-1) ?? expect.unreachable();
    await app.accept({ id: crypto.randomUUID(), event, payload });
    await quiet();
  }
});
