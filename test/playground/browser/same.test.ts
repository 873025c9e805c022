// The app in a page does what the app does as a process: over HTTP, signed, on SQLite, with templates compiled at its start.
import { expect, test } from "vitest";
import { type Act, perform } from "../../../src/playground/browser/acts.ts";
import { createPlay } from "../../../src/playground/browser/play.ts";
import { SCENARIOS, START } from "../../../src/playground/browser/scenarios.ts";
import type { Thread } from "../../../src/playground/github/index.ts";
import { createStage, REPOSITORY } from "../../../src/playground/stage.ts";

/** Everything that is seen of an issue; numbers of comments and what is hidden in them differ, and where GitHub is. */
function seen(thread: Thread | undefined) {
  const plain = (text: string | null) =>
    (text ?? "").replaceAll(
      /<!--[\s\S]*?-->|https?:\/\/(?:github\.example|127\.0\.0\.1:\d+)|(?<=#issuecomment-)\d+/g,
      "",
    );
  const comments = thread?.comments.map(({ id: _id, body, ...rest }) => ({ ...rest, body: plain(body) }));
  return { ...thread, body: plain(thread?.body ?? null), comments };
}

/** Afterwards somebody takes it, ends it, and forgets the rest. */
const AFTERWARDS: readonly Act[] = [
  ["open", "alice", "[P1] Another", "It goes on."],
  ["next"],
  ["say", "bob", 1, "/ack\n/lead @carol\n/sla explain"],
  ["wait", 90],
  ["say", "bob", 1, "/resolve at last"],
  ["wait", 2880],
];

test.each(SCENARIOS)("$id", async (scenario) => {
  const play = await createPlay({ scenario, acts: AFTERWARDS }, (...said) => expect(said).toEqual([]));
  const stage = await createStage({ start: START, policy: scenario.policy });
  try {
    const process = { ...stage, nextDue: () => stage.store.nextDue() };
    for (const act of [...scenario.acts, ...AFTERWARDS]) await perform(act, process);
    expect(+play.clock.now()).toBe(+stage.clock.now());
    for (const [number, thread] of play.issues()) {
      expect(seen(thread)).toEqual(seen(stage.github.thread(REPOSITORY, number)));
    }
    expect(play.issues().size).toBeGreaterThan(0);
  } finally {
    await stage.close();
  }
});
