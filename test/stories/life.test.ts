// What a whole P1 costs, from the declaration to the post-mortem done: calls that write, and how many notify somebody.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { filled } from "../support/post-mortem.ts";
import { world } from "../support/world.ts";

test("a P1 with three updates and a post-mortem with three actions", async () => {
  const w = await world();
  const { github } = w.stage;
  github.requests.length = 0;
  await w.open("Checkout down", { labels: ["incident", "severity: P1"] });
  await w.comment("bob", "/ack");
  for (const line of ["investigating we look", "identified the pool", "monitoring the pool was raised"]) {
    await w.advance("5m");
    await w.comment("bob", `/status ${line}`);
  }
  await w.comment("bob", "/resolve pool raised to 20");
  const report = w.number + 1;
  const draft = github.thread(REPOSITORY, report).body ?? "";
  const body = filled(draft)
    .replace("- [ ] Alert", "- [ ] Load test @bob 2025-11-30\n- [ ] Alert")
    .replace(/(\*\*Impact\*\*:).*/, "$1 all");
  await w.act("bob", (bob) => bob.editIssue(REPOSITORY, report, { body }));
  expect(github.thread(REPOSITORY, report + 3).title).toBeTruthy();
  await w.act("bob", (bob) => bob.close(REPOSITORY, report, "completed"));
  expect(w.isOpen()).toBe(false);
  expect(w.labels()).toContain("post-mortem: done");
  const writes = github.requests.filter(({ method, path }) => method !== "GET" && !path.endsWith("/access_tokens"));
  // Comments, opened issues and state changes mail people; labels, reactions and edits do not.
  const notifies = writes.filter(({ method, path }) => method === "POST" && /\/(comments|issues)$/.test(path));
  const closes = writes.filter(({ method, path }) => method === "PATCH" && /\/issues\/\d+$/.test(path));
  expect({ writes: writes.length, notifies: notifies.length + closes.length }).toMatchInlineSnapshot(`
    {
      "notifies": 7,
      "writes": 36,
    }
  `);
});
