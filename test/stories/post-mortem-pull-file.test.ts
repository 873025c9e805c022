// Who writes the file of a post-mortem, and where: our parts, people's words, boxes, and somebody who is faster.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { filled, issue, merge, PATH, POLICY, push, resolved, textOf, writes } from "../support/pull-story.ts";
import { world } from "../support/world.ts";

test("our parts are renewed by a commit only when something in them changed; people's words stay", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  await push(told, `${textOf(w, branch)}\nMy own words.\n`);
  expect(writes(w, "/contents/")).toHaveLength(1);
  await w.comment("bob", "/tl 14:40 pool found exhausted");
  expect(writes(w, "/contents/")).toHaveLength(2);
  expect(textOf(w, branch)).toContain("14:40 - pool found exhausted");
  expect(textOf(w, branch)).toContain("My own words.");
});

test("whoever writes at the same moment is not overwritten", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  const { github } = w.stage;
  github.faults = {
    before(request) {
      if (request.method !== "PUT" || !request.path.includes("/contents/")) return undefined;
      github.faults = {};
      github.as("carol").comment(REPOSITORY, w.number, "just a moment");
      const text = `${textOf(w, branch)}\nFaster than you.\n`;
      github.as("bob").putFile(REPOSITORY, PATH, { text, branch });
      return undefined;
    },
  };
  await w.comment("bob", "/tl 14:40 pool found exhausted");
  expect(textOf(w, branch)).toContain("Faster than you.");
  expect(textOf(w, branch)).toContain("14:40 - pool found exhausted");
});

test("action items become issues; box and issue follow each other while it is open, and the box is left alone after", async () => {
  const told = await resolved();
  const { world: w, branch, pull } = told;
  await push(told, filled(textOf(w, branch)));
  const [pool, alert] = [pull + 1, pull + 2];
  expect(issue(w, pool)).toMatchObject({ title: "Raise the pool to 20", labels: ["action-item"], assignees: ["bob"] });
  expect(textOf(w, branch)).toContain(`- [ ] Raise the pool to 20 @bob 2025-11-20 #${pool}`);
  await push(told, textOf(w, branch).replace("- [ ] Raise the pool", "- [x] Raise the pool"));
  expect(issue(w, pool).state).toBe("closed");
  await merge(told);
  expect(w.isOpen()).toBe(false);
  await w.act("carol", (carol) => carol.close(REPOSITORY, alert, "completed"));
  expect(issue(w, alert).state).toBe("closed");
  expect(textOf(w)).toContain("- [ ] Alert on pool usage");
});

test("a file of the same day and title is somebody else's: the number goes behind the name", async () => {
  const w = await world({ policy: POLICY });
  await w.act("bob", (bob) => bob.putFile(REPOSITORY, PATH, "Somebody else's."));
  await w.open("Checkout: down!", { labels: ["incident", "severity: P1"] });
  await w.comment("bob", "/ack\n/resolve");
  expect(textOf(w, `post-mortem/${w.number}`, PATH.replace(".md", `-${w.number}.md`))).toContain("# Incident Report");
  expect(textOf(w, `post-mortem/${w.number}`)).toBe("Somebody else's.");
});
