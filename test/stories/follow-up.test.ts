// Action items that are not done: said once a week, and on the card of the next incident that they would have prevented.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

/** An incident of Monday 2025-11-10 with an action due on Wednesday, which nobody does. */
async function forgotten(w: World): Promise<void> {
  await w.open("API slow", { labels: ["incident", "severity: P3"] });
  await w.comment("bob", "/ack\n/affects api\n/action alert on pool usage @carol 2025-11-12\n/resolve");
}

const find = (w: World, label: string) => {
  for (let number = 1; number < 10; number += 1) {
    try {
      const thread = w.stage.github.thread(REPOSITORY, number);
      if (thread.labels.includes(label)) return thread;
    } catch {
      return undefined;
    }
  }
  return undefined;
};

async function swept(w: World): Promise<void> {
  await w.stage.app.sweep();
  await w.stage.quiet();
}

test("a new incident of the same component says what was due, and since when", async () => {
  const w = await world();
  await forgotten(w);
  await w.advance("480h");
  await w.open("API down", { labels: ["incident", "severity: P2"] });
  await w.comment("alice", "/affects API checkout");
  expect(w.card()).toContain("**This was due 17 days ago in #1:** alert on pool usage");
  await w.open("Login slow", { labels: ["incident", "severity: P3"] });
  await w.comment("alice", "/affects login");
  expect(w.card()).not.toContain("alert on pool usage");
});

test("overdue items are said in one digest a week, from Monday morning on, until they are done", async () => {
  const w = await world();
  await forgotten(w);
  await w.advance("120h");
  await swept(w);
  expect(find(w, "action-digest")).toBeUndefined();
  await w.advance("42h30m");
  await swept(w);
  expect(find(w, "action-digest")?.body).toContain("@carol");
  expect(find(w, "action-digest")?.body).toContain("#2 alert on pool usage");
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await swept(w);
  await swept(w);
  expect(find(w, "action-digest")?.comments).toHaveLength(0);
  await w.advance("168h");
  await swept(w);
  expect(find(w, "action-digest")?.comments).toHaveLength(1);
  await w.act("carol", (carol) => carol.close(REPOSITORY, 2, "completed"));
  await w.advance("168h");
  await swept(w);
  expect(find(w, "action-digest")?.comments).toHaveLength(1);
});
