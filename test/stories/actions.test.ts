// Action items under people's hands: whatever they edit, tick, close and reopen, nothing they wrote is lost, and in the
// end box and issue agree.
import fc from "fast-check";
import { expect, test } from "vitest";
import { readActionItems } from "../../src/domain/report/document.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { filled } from "../support/post-mortem.ts";
import { world } from "../support/world.ts";

const ACTS = fc.array(
  fc.record({
    what: fc.constantFrom("tick", "close", "reopen", "write", "reword", "note", "move"),
    which: fc.nat({ max: 1 }),
    quietly: fc.boolean(),
    words: fc.stringMatching(/^[a-z]{3,12}$/),
  }),
  { minLength: 1, maxLength: 12 },
);

test("random edits by people between the app's own lose nothing, and box and issue agree once all is quiet", async () => {
  const w = await world();
  const { github, quiet, clock } = w.stage;
  await fc.assert(
    fc.asyncProperty(ACTS, async (acts) => {
      await w.open("Checkout down", { labels: ["incident", "severity: P1"] });
      await w.comment("bob", "/ack\n/lead\n/impact all of it\n/resolve");
      const report = w.number + 1;
      const bob = github.as("bob");
      const body = () => github.thread(REPOSITORY, report).body ?? "";
      bob.editIssue(REPOSITORY, report, { body: filled(body()) });
      await quiet();
      const items = [report + 1, report + 2];
      const written: string[] = [];
      for (const { what, which, quietly, words } of acts) {
        clock.set(+clock.now() + 60_000);
        const item = items[which] ?? report;
        const text = body();
        const line = text.split("\n").find((one) => one.endsWith(`#${item}`)) ?? "";
        if (what === "tick")
          bob.editIssue(REPOSITORY, report, {
            body: text.replace(
              line,
              line.replace(/\[(.)\]/, (_, box) => (box === " " ? "[x]" : "[ ]")),
            ),
          });
        if (what === "close") bob.close(REPOSITORY, item, "completed");
        if (what === "reopen") bob.reopen(REPOSITORY, item);
        if (what === "reword")
          bob.editIssue(REPOSITORY, report, { body: text.replace(line, line.replace("] ", `] ${words} `)) });
        if (what === "move")
          bob.editIssue(REPOSITORY, report, {
            body: text.replace(`${line}\n`, "").replace("## Action Items\n", `## Action Items\n\n${line}`),
          });
        if (what === "write") bob.editIssue(REPOSITORY, report, { body: `${text}\n${words}\n` });
        if (what === "note") bob.comment(REPOSITORY, w.number, `/tl ${words}`);
        if (what === "write" || what === "reword") written.push(words);
        if (!quietly) await quiet();
      }
      await quiet();
      for (const words of written) expect(body()).toContain(words);
      for (const { issue, isDone } of readActionItems(body())) {
        if (issue) expect(github.thread(REPOSITORY, issue).state, `#${issue}`).toBe(isDone ? "closed" : "open");
      }
      bob.comment(REPOSITORY, w.number, "/reopen so that its clocks end");
      await quiet();
      bob.comment(REPOSITORY, w.number, "/cancel next one");
      await quiet();
      // GitHub's limit of content an hour must not be what ends the test.
      clock.set(+clock.now() + 3_600_000);
    }),
    { numRuns: 25 },
  );
});
