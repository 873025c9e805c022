// Slack when something goes wrong: GitHub hears nothing of it, and what may have been posted is not posted again.
import { expect, test } from "vitest";
import { type Slack, SlackLater } from "../../src/adapters/slack/port.ts";
import { startWorkspace } from "../support/workspace.ts";
import { world } from "../support/world.ts";

const POLICY = 'slack:\n  channel: "#incidents"\n';
const P0 = ["incident", "severity: P0"];

/** A Slack whose next posts go wrong; `moments` are those at which it was asked to post. */
async function withTrouble(...trouble: ((post: () => Promise<unknown>) => Promise<never>)[]) {
  const workspace = await startWorkspace();
  const { client, secret } = workspace.slack;
  const moments: string[] = [];
  const troubled: Slack = {
    ...client,
    async post(...args) {
      moments.push(w.time());
      const next = trouble.shift();
      return next ? next(() => client.post(...args)) : client.post(...args);
    },
  };
  const w = await world({ policy: POLICY, slack: { client: troubled, secret } });
  await w.open("API down", { labels: P0 });
  const messages = async () => (await workspace.messages("incidents")).filter(({ text }) => text.includes("API"));
  return { w, workspace, moments, messages };
}

test("a message whose answer was lost is found again, and not posted twice", async () => {
  const { w, moments, messages } = await withTrouble(async (post) => {
    await post();
    throw new Error("reset");
  });
  await w.stage.restart();
  await w.advance("5m");
  expect(moments).toEqual(["14:30:00"]);
  expect(await messages()).toHaveLength(1);
});

test("Slack is asked again, later and later, while GitHub goes on", async () => {
  const down = () => Promise.reject(new Error("out of reach"));
  const { w, moments, messages } = await withTrouble(down, down, down);
  expect(w.card()).toContain("Nobody has acknowledged yet");
  await w.comment("bob", "/ack");
  expect(w.card()).toContain("Acknowledged by `bob`");
  await w.advance("10m");
  expect(moments.length).toBe(4);
  expect((await messages()).map(({ text }) => text.split("\n")[1])).toEqual(["Acknowledged by bob"]);
});

test("the pause that Slack asks for is kept", async () => {
  const { w, moments, messages } = await withTrouble(() => Promise.reject(new SlackLater(37)));
  await w.advance("36s");
  expect(await messages()).toEqual([]);
  await w.advance("1s");
  expect(moments).toEqual(["14:30:00", "14:30:37"]);
  expect(await messages()).toHaveLength(1);
});

test("a message that somebody deleted comes back", async () => {
  const { w, workspace, messages } = await withTrouble();
  const [first] = await messages();
  await workspace.delete("incidents", first?.ts ?? "");
  await w.advance("1m");
  await w.comment("bob", "/ack");
  expect((await messages()).map(({ text }) => text.split("\n")[1])).toEqual(["Acknowledged by bob"]);
});
