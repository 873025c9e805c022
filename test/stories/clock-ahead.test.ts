// The machine's clock is ahead of GitHub's: what GitHub dates by its own is found all the same, and nothing is opened twice.
import { Duration } from "luxon";
import { expect, onTestFinished, test } from "vitest";
import { createStage, REPOSITORY, type Stage } from "../../src/playground/stage.ts";
import { alertIssues, ROUTES, told, webhook } from "../support/alerts.ts";
import { watchedLog } from "../support/canaries.ts";
import { world } from "../support/world.ts";

const AHEAD = 50 * 60_000;
const AN_HOUR = Duration.fromObject({ hours: 1 });

/** The first issue that the app opens is dated by a GitHub whose clock is behind, and the answer is lost. */
function loseIssue({ github, clock }: Stage): void {
  let isLost = false;
  const isMeant = ({ method, path }: { method: string; path: string }) =>
    !isLost && method === "POST" && path.endsWith("/issues");
  github.faults = {
    before(request) {
      if (isMeant(request)) clock.set(+clock.now() - AHEAD);
      return undefined;
    },
    after(request) {
      if (!isMeant(request)) return undefined;
      isLost = true;
      clock.set(+clock.now() + AHEAD);
      return "reset";
    },
  };
}

const opened = ({ github }: Stage) =>
  github.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/issues"));

test("an action item is opened once", async () => {
  const w = await world();
  await w.open("Down", { labels: ["incident", "severity: P2"] });
  await w.comment("bob", "/ack");
  await w.advance("55m");
  loseIssue(w.stage);
  await w.comment("bob", "/action raise the pool @bob 2025-11-20");
  await w.advance("5m");
  expect(opened(w.stage)).toHaveLength(1);
  await w.act("bob", (bob) => bob.close(REPOSITORY, w.number + 1, "completed"));
  expect(w.clock("Action item")).toBe("");
});

test("an alert's incident is opened once", async () => {
  const stage = await createStage({ log: watchedLog(), alertRoutes: ROUTES });
  onTestFinished(() => stage.close());
  // Nobody looks at the new issue before it is looked for: that would date it anew.
  loseIssue(stage);
  stage.github.faults.drop = ({ event }) => event === "issues";
  await told(stage, webhook("firing", [{}]));
  await stage.advance(AN_HOUR);
  expect(alertIssues(stage)).toHaveLength(1);
});

/** Everything that is asked of GitHub is dated by its clock, which is behind. */
function stepAhead({ github, clock }: Stage): void {
  github.faults = {
    before() {
      clock.set(+clock.now() - AHEAD);
      return undefined;
    },
    after() {
      clock.set(+clock.now() + AHEAD);
      return undefined;
    },
    drop: ({ body }) => body.includes("half of the payments"),
  };
}

test("words that no webhook told are heard with the next look", async () => {
  const w = await world();
  await w.open("Down", { labels: ["incident", "severity: P2"] });
  await w.comment("bob", "/ack");
  await w.advance("55m");
  w.skim();
  stepAhead(w.stage);
  await w.comment("carol", "/timeline the graphs are flat");
  const { clock, github } = w.stage;
  clock.set(+clock.now() - AHEAD);
  github.as("bob").comment(REPOSITORY, w.number, "/impact half of the payments");
  clock.set(+clock.now() + AHEAD);
  await w.comment("carol", "/timeline still flat");
  expect(w.card()).toContain("**Impact**: half of the payments");
});
