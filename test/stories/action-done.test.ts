// How an action item came to its end, and where items go when GitHub takes no more issues under an incident.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { filled } from "../support/post-mortem.ts";
import { type World, world } from "../support/world.ts";

const CI = { "ci.yml": "on: push" };

/** An incident with an action of its own; the action's number. */
async function withAction(w: World): Promise<number> {
  await w.open("API slow", { labels: ["incident", "severity: P3"] });
  await w.comment("bob", "/ack\n/action alert on pool usage @carol 2025-11-12");
  return w.number + 1;
}

test("closed by a merged pull request it is done by that pull request", async () => {
  const w = await world();
  const action = await withAction(w);
  let pull = 0;
  await w.act("bob", (bob) => {
    pull = bob.openPull(REPOSITORY, { title: "Alert", body: `Fixes #${action}`, files: CI });
    bob.mergePull(REPOSITORY, pull);
  });
  expect(w.card()).toContain(`Action done by #${pull}: #${action} alert on pool usage`);
});

test("closed by hand it is closed without a change, and open again when it is reopened", async () => {
  const w = await world({ policy: "locale: fr" });
  const action = await withAction(w);
  await w.advance("10m");
  await w.act("carol", (carol) => carol.close(REPOSITORY, action, "completed"));
  expect(w.card()).toContain(`14:40 - Action fermée sans modification : #${action} alert on pool usage`);
  await w.advance("10m");
  await w.act("carol", (carol) => carol.reopen(REPOSITORY, action));
  expect(w.card()).toContain(`14:50 - Action ouverte : #${action} alert on pool usage`);
});

test("when it ended is when GitHub saw it closed, not when we looked", async () => {
  const w = await world();
  const action = await withAction(w);
  await w.advance("10m");
  w.stage.github.faults = { drop: () => true };
  await w.act("carol", (carol) => carol.close(REPOSITORY, action, "completed"));
  w.stage.github.faults = {};
  await w.advance("30m");
  await w.comment("bob", "/tl seen");
  expect(w.card()).toContain(`14:40 - Action closed without a change: #${action}`);
});

test("a GitHub that does not say what closed it leaves it at done", async () => {
  const w = await world();
  const action = await withAction(w);
  const body = JSON.stringify({ message: "Not Found" });
  w.stage.github.faults = {
    before: ({ path }) => (path.endsWith("/graphql") ? { status: 404, headers: {}, body } : undefined),
  };
  await w.act("carol", (carol) => carol.close(REPOSITORY, action, "completed"));
  expect(w.card()).toContain(`Action done: #${action} alert on pool usage`);
});

/** Fills what is left under the incident by hand. */
function crowd(w: World, upTo: number): void {
  const { github } = w.stage;
  const carol = github.as("carol");
  for (let count = 0; count < upTo; count += 1) {
    const number = carol.openIssue(REPOSITORY, { title: `Task ${count}` });
    carol.addSubIssue(REPOSITORY, w.number, number);
  }
}

test("at a hundred issues the further items stay boxes, and that is said once", async () => {
  const w = await world();
  await w.open("Checkout down", { labels: ["incident", "severity: P1"] });
  await w.comment("bob", "/ack\n/lead\n/impact all\n/resolve pool raised");
  const report = w.number + 1;
  const { github } = w.stage;
  crowd(w, 98);
  const body = filled(github.thread(REPOSITORY, report).body ?? "");
  await w.act("bob", (bob) => bob.editIssue(REPOSITORY, report, { body }));
  const boxes = () =>
    (github.thread(REPOSITORY, report).body ?? "").split("\n").filter((line) => line.startsWith("- [ ]"));
  expect(boxes()).toEqual([
    `- [ ] Raise the pool to 20 @bob 2025-11-20 #${report + 99}`,
    "- [ ] Alert on pool usage @carol 2025-11-25",
  ]);
  const said = () =>
    github.thread(REPOSITORY, report).comments.filter(({ body: text }) => text.includes("no more than 100 issues"));
  expect(said()).toHaveLength(1);
  expect(said()[0]?.body).toContain("@bob");
  await w.advance("1m");
  await w.act("bob", (bob) =>
    bob.editIssue(REPOSITORY, report, { body: `${github.thread(REPOSITORY, report).body}\nx\n` }),
  );
  expect(said()).toHaveLength(1);
  await w.comment("bob", "/action one more @bob 2025-11-30");
  expect(w.next()).toContain("Write the action as a box in the post-mortem instead");
  await w.act("bob", (bob) => bob.close(REPOSITORY, report, "completed"));
  expect(w.labels()).toContain("post-mortem: done");
});
