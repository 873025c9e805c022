// Outgoing webhooks: each update is told once it is published, in order, signed, and again until it is taken.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { isSigned, type Receiver, startReceiver } from "../support/hook-receiver.ts";
import { world } from "../support/world.ts";

const P1 = ["incident", "severity: P1"];
const statuses = ({ calls }: Receiver) => calls.map(({ body }) => body.incident.status);
const ids = ({ calls }: Receiver) => calls.map(({ headers }) => headers["x-tocsin-delivery"]);

async function told() {
  const receiver = await startReceiver();
  const w = await world({ hooks: [receiver.hook] });
  await w.open("Umbrella Corp. cannot log in", { labels: P1 });
  return { receiver, w };
}

test("an update is told, signed, with what the page says of the incident and nothing else", async () => {
  const { receiver, w } = await told();
  await w.comment("bob", "/impact 1200 customers of Umbrella\n/status identified Logins fail (#12, @alice).");
  const [call, ...others] = receiver.calls;
  expect(others).toEqual([]);
  expect(call && isSigned(call)).toBe(true);
  expect(call?.headers).toMatchObject({ "content-type": "application/json", "user-agent": "Tocsin" });
  expect(call?.body).toMatchObject({ event: "update", at: "2025-11-10T14:30:00.000Z" });
  expect(call?.body.id).toBe(call?.headers["x-tocsin-delivery"]);
  expect(call?.body.incident.incident_updates[0]?.text).toBe(
    "🟡 **Identified** - Logins fail.\nPosted: 2025-11-10 14:30 UTC",
  );
  expect(call?.raw).not.toMatch(/Umbrella|1200|#12|alice|bob|issues/);
});

test("once each, in order, with the end; also across a restart", async () => {
  const { receiver, w } = await told();
  await w.comment("bob", "/status investigating We look into it.");
  await w.stage.restart();
  await w.advance("1m");
  await w.comment("bob", "/status identified We know.");
  await w.comment("bob", "/timeline a note");
  await w.advance("1m");
  await w.comment("bob", "/resolve done");
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(statuses(receiver)).toEqual(["investigating", "identified", "resolved"]);
  expect(receiver.calls.map(({ body }) => body.event)).toEqual(["update", "update", "end"]);
  expect(new Set(ids(receiver)).size).toBe(3);
  w.skim();
});

test("what is not taken is sent again with the same id and the same words, and nothing overtakes it", async () => {
  const { receiver, w } = await told();
  receiver.answers.push(500, "broken", 302, 429);
  await w.comment("bob", "/status investigating We look into it.");
  await w.advance("1s");
  await w.comment("bob", "/status identified We know.");
  await w.advance("5m");
  expect(statuses(receiver)).toEqual([...Array<string>(5).fill("investigating"), "identified"]);
  expect(new Set(ids(receiver).slice(0, 5)).size).toBe(1);
  expect(new Set(receiver.calls.slice(0, 5).map(({ raw }) => raw)).size).toBe(1);
  expect(receiver.calls.every(isSigned)).toBe(true);
});

test("a store that was lost tells again what is a day old at the most, under the same id", async () => {
  const { receiver, w } = await told();
  await w.comment("bob", "/status investigating We look into it.");
  await w.advance("23h");
  await w.comment("bob", "/status identified We know.");
  await w.advance("2h");
  w.skim();
  const before = ids(receiver);
  expect(before).toHaveLength(2);
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.advance("1m");
  expect(ids(receiver)).toEqual([...before, before[1]]);
});

test("after a day nobody tries any longer, and the next update is told", async () => {
  const { receiver, w } = await told();
  receiver.answers.push(...Array<number>(10_000).fill(503));
  await w.comment("bob", "/status investigating We look into it.");
  await w.comment("bob", "/snooze 24h");
  await w.advance("24h");
  w.skim();
  const tries = receiver.calls.length;
  expect(tries).toBeGreaterThan(100);
  receiver.answers.length = 0;
  await w.advance("10m");
  expect(receiver.calls).toHaveLength(tries);
  await w.comment("bob", "/status identified We know.");
  expect(statuses(receiver).at(-1)).toBe("identified");
  w.skim();
});

test("a receiver that never answers holds up neither GitHub nor another receiver", async () => {
  const good = await startReceiver();
  const silent: (() => void)[] = [];
  const dead = { key: "deadbeef", send: () => new Promise<string>((resolve) => silent.push(() => resolve("timeout"))) };
  const w = await world({ hooks: [dead, good.hook] });
  w.stage.github.as("alice").openIssue(REPOSITORY, { title: "Down", labels: P1 });
  await w.stage.github.settled();
  // Whoever works is not waited for: the dead receiver keeps one pair of hands.
  const after = async <T>(look: () => T) => {
    await w.stage.app.begin();
    return look();
  };
  for (let turn = 0; turn < 50 && !w.stage.github.thread(REPOSITORY, 1).labels.includes("sla: on track"); turn++) {
    await w.stage.app.begin();
    await new Promise((resolve) => setImmediate(resolve));
  }
  w.stage.github.as("bob").comment(REPOSITORY, 1, "/status investigating We look into it.");
  await expect.poll(() => after(() => good.calls.length), { timeout: 20_000 }).toBe(1);
  w.stage.github.as("bob").comment(REPOSITORY, 1, "/ack");
  await expect
    .poll(() => after(() => w.stage.github.thread(REPOSITORY, 1).labels), { timeout: 20_000 })
    .toContain("sla: met");
  expect(silent.length).toBe(1);
  for (const done of silent) done();
  await w.stage.app.idle();
});

test("what the public may not see is told to nobody", async () => {
  const receiver = await startReceiver();
  const w = await world({ hooks: [receiver.hook], policy: "status_page: { enabled: false }\n" });
  await w.open("Down", { labels: P1 });
  await w.comment("bob", "/status identified We know.");
  const other = await world({ hooks: [receiver.hook] });
  await other.open("Exercise", { labels: [...P1, "drill"] });
  await other.comment("bob", "/status identified We know.");
  other.skim();
  expect(receiver.calls).toEqual([]);
});

test("a process that dies after a call was heard makes it again with the same id", async () => {
  const { receiver, w } = await told();
  const store = w.stage.store;
  const confirm = store.confirm;
  let deaths = 1;
  Object.assign(store, {
    confirm: async (...args: Parameters<typeof confirm>) => {
      if (args[0].lane.includes(":hook:") && deaths-- > 0) throw new Error("the process died here");
      return confirm(...args);
    },
  });
  await w.comment("bob", "/status investigating We look into it.");
  await w.advance("1m");
  await w.comment("bob", "/status identified We know.");
  expect(statuses(receiver)).toEqual(["investigating", "investigating", "identified"]);
  expect(new Set(ids(receiver)).size).toBe(2);
});
