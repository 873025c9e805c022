// Slack: one message for each incident, kept as it should be, whose buttons do what the commands do.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { clickOn, type SlackMessage, signed, startWorkspace } from "../support/workspace.ts";
import { type World, world } from "../support/world.ts";

const P0 = ["incident", "severity: P0"];
const POLICY = `
slack:
  channel: "#incidents"
  users: { U0BOB: bob, U0DAVE: dave, U0CAROL: carol }
`;

async function withSlack(policy = POLICY) {
  const workspace = await startWorkspace();
  const w = await world({ policy, slack: workspace.slack });
  await w.open("API <!channel> down & out", { labels: P0 });
  const message = async () =>
    (await workspace.messages("incidents")).find(({ text }) => text.includes("API")) as SlackMessage;
  return { w, workspace, message };
}

async function send(w: World, body: string, headers: Record<string, string>): Promise<number> {
  const { status } = await fetch(`${w.stage.url}/api/slack/interactions`, { method: "POST", body, headers });
  await w.stage.quiet();
  return status;
}

const seconds = (w: World) => Math.floor(+w.stage.clock.now() / 1000);

async function click(w: World, message: SlackMessage, button: string, user: string) {
  const body = clickOn(message, button, { user, at: seconds(w) });
  const headers = signed(body, seconds(w));
  return { body, headers, status: await send(w, body, headers) };
}

test("one message is kept as it should be, with its updates in the thread, also on an empty store", async () => {
  const { w, workspace, message } = await withSlack();
  const first = await message();
  expect(first.text.split("\n").slice(0, 3)).toEqual([
    "P0: API &lt;!channel&gt; down &amp; out",
    "🚨 Nobody has acknowledged yet",
    "Lead: nobody yet",
  ]);
  await w.advance("1m");
  await w.comment("bob", "/ack\n/lead");
  await w.comment("bob", "/status identified the pool <@U0BOB> is empty");
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.stage.quiet();
  await w.advance("1m");
  await w.comment("bob", "/severity P1 only search");
  const later = await message();
  expect(later.ts).toBe(first.ts);
  expect(later.text.split("\n").slice(0, 4)).toEqual([
    "P1: API &lt;!channel&gt; down &amp; out",
    "Acknowledged by bob",
    "Published: 🟡 *Identified*",
    "Lead: bob",
  ]);
  const replies = await workspace.thread("incidents", first.ts);
  expect(replies.map(({ text }) => text)).toEqual([
    "🟡 *Identified* - the pool &lt;@U0BOB&gt; is empty\nPosted: 2025-11-10 14:31 UTC",
  ]);
});

test("a click acknowledges at its own time; sent again, late or forged, it changes nothing", async () => {
  const { w, message } = await withSlack();
  await w.advance("14m");
  const given = await click(w, await message(), "ack", "U0BOB");
  expect(given.status).toBe(200);
  expect(w.clock("Response")).toContain("✅ met");
  expect(w.clock("Response")).toContain("after 14 min");
  expect(w.card()).toContain("14:44 - Acknowledged by `bob`, via Slack");
  expect((await message()).text).toContain("Acknowledged by bob");
  const before = w.card();
  expect(await send(w, given.body, given.headers)).toBe(200);
  const forged = clickOn(await message(), "lead", { user: "U0BOB", at: seconds(w) });
  expect(await send(w, forged, signed(forged, seconds(w), "another secret, just as long"))).toBe(401);
  expect(await send(w, `${forged}&x=1`, signed(forged, seconds(w)))).toBe(401);
  expect(await send(w, forged, {})).toBe(401);
  expect(await send(w, forged, signed(forged, seconds(w) - 301))).toBe(401);
  expect(await send(w, forged, signed(forged, seconds(w) + 301))).toBe(401);
  expect(w.card()).toBe(before);
});

test("who was named after the click goes on leading when the click is sent again, even to an empty store", async () => {
  const { w, message } = await withSlack();
  await w.advance("1m");
  const given = await click(w, await message(), "lead", "U0BOB");
  expect(w.card()).toContain("**Lead**: `bob`");
  await w.advance("1m");
  await w.comment("alice", "/lead @carol");
  expect(w.card()).toContain("**Lead**: `carol`");
  expect(await send(w, given.body, given.headers)).toBe(200);
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  expect(await send(w, given.body, given.headers)).toBe(200);
  expect(w.card()).toContain("**Lead**: `carol`");
});

test.each([
  ["whom the policy does not name", "U0EVE"],
  ["whose role on GitHub is too low", "U0DAVE"],
])("a click of somebody %s changes nothing", async (_who, user) => {
  const { w, message } = await withSlack();
  await w.advance("1m");
  const before = w.card();
  expect((await click(w, await message(), "ack", user)).status).toBe(200);
  expect(w.card()).toBe(before);
});

test("the ladder calls channels and people there, and says on the timeline whom it did not reach", async () => {
  const ladder = `severities: { P0: { escalate: [{ after: 0m, notify: ["slack:#ops", "slack:@bob", "slack:#gone", "@erin"] }] } }\n`;
  const { w, workspace, message } = await withSlack(POLICY + ladder);
  w.next();
  const calls = (await workspace.messages("ops")).map(({ text }) => text);
  expect(calls).toEqual(["<!channel> Called: P0, acme/shop#1 API &lt;!channel&gt; down &amp; out"]);
  const replies = await workspace.thread("incidents", (await message()).ts);
  expect(replies.map(({ text }) => text)).toEqual([expect.stringMatching(/^<@U0BOB> Called: P0/)]);
  expect(w.card()).toContain("⚠️ No message to `slack:#gone`: Slack says `channel_not_found`");
  await w.comment("bob", "/timeline looked");
  expect(await workspace.messages("ops")).toHaveLength(1);
});

test("without Slack nothing is different on GitHub", async () => {
  const w = await world({ policy: POLICY });
  await w.open("Down", { labels: P0 });
  expect(w.card()).toContain("Nobody has acknowledged yet");
  expect(await send(w, "payload={}", {})).toBe(404);
});
