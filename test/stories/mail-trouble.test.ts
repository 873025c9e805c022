// Mail when something goes wrong: what was not taken is tried again, what may have been taken is not, and somebody hears of it.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { mailTo, startMailbox, type Trouble } from "../support/mailbox.ts";
import { world } from "../support/world.ts";

const POLICY = `
severities:
  P0:
    response: 1h
    escalate: [{ after: 5m, notify: ["mail:cto@acme.test", "@erin"] }]
`;
const P0 = ["incident", "severity: P0"];

async function calledWith(...trouble: Trouble[]) {
  const box = await startMailbox();
  box.trouble.push(...trouble);
  const w = await world({ policy: POLICY, mail: mailTo(box) });
  await w.open("Down", { labels: P0 });
  await w.advance("5m");
  // Whatever the mail server does, the thread has its call at once.
  expect(w.next()).toMatch(/^@erin\n/);
  return { box, w };
}

test.each<[string, Trouble]>([
  ["is not there", "closed"],
  ["asks to come later, before the text", { recipient: 451 }],
  ["asks to come later, after the text", { text: 451 }],
])("a server that %s is asked again, later and later", async (_what, trouble) => {
  const { box, w } = await calledWith(trouble, trouble, trouble);
  expect(box.mails).toEqual([]);
  await w.advance("1s");
  expect([box.trouble.length, box.mails.length]).toEqual([1, 0]);
  await w.advance("2s");
  expect([box.trouble.length, box.mails.length]).toEqual([0, 0]);
  await w.advance("3s");
  expect(box.mails).toEqual([]);
  await w.advance("1s");
  expect(box.mails).toHaveLength(1);
  expect(w.card()).toContain("14:35 - Mailed to `cto@acme.test`");
});

test.each<[string, Trouble]>([
  ["the recipient", { recipient: 550 }],
  ["the text", { text: 554 }],
])("a server that refuses %s is not asked again, and the timeline says so once", async (_what, trouble) => {
  const { box, w } = await calledWith(trouble);
  await w.stage.restart();
  await w.advance("30m");
  expect(box.connections).toBe(1);
  expect(w.card().split("was refused by the mail server")).toHaveLength(2);
});

test("a connection that breaks after the text is left alone: it arrived, and does not arrive again", async () => {
  const { box, w } = await calledWith("lost-after-text");
  await w.stage.restart();
  await w.advance("30m");
  expect(box.mails).toHaveLength(1);
  expect(box.connections).toBe(1);
  expect(w.card()).toContain("whether it arrived is unknown, and it is not sent again");
});

/** A store that dies at one call of a method. */
async function dyingAt(method: "confirm" | "accept", isMeant: (value: unknown) => boolean) {
  const store = await openStore({ dataDir: ":memory:" });
  const real = store[method].bind(store) as (...args: unknown[]) => Promise<void>;
  let isDead = false;
  const dying = async (...args: unknown[]) => {
    if (isDead || !args.some(isMeant)) return real(...args);
    isDead = true;
    throw new Error("cut off");
  };
  return Object.assign(store, { [method]: dying });
}
const isMail = (value: unknown) => typeof value === "string" && value.startsWith("tocsin.");
const isOutcome = (value: unknown) => JSON.stringify(value).includes('"id":"mailed:');

test.each([
  ["before anything is noted", "confirm", isMail, "whether it arrived is unknown"],
  ["before the incident hears of it", "accept", isOutcome, "Mailed to `cto@acme.test`"],
] as const)("a crash after the mail was taken, %s, sends none again", async (_when, method, isMeant, says) => {
  const box = await startMailbox();
  const store = await dyingAt(method, isMeant);
  const w = await world({ policy: POLICY, mail: mailTo(box), store });
  await w.open("Down", { labels: P0 });
  await w.advance("5m");
  w.next();
  expect(box.mails).toHaveLength(1);
  expect(w.card()).not.toContain(says);
  await w.stage.restart();
  await w.advance("5m");
  expect(box.mails).toHaveLength(1);
  expect(w.card()).toContain(says);
});

test("a mail that nobody could hand over for a day is given up", async () => {
  const box = await startMailbox();
  const w = await world({ policy: POLICY, mail: mailTo({ ...box, url: "smtp://127.0.0.1:1" }) });
  await w.open("Down", { labels: P0 });
  await w.advance("5m");
  w.next();
  w.stage.clock.set(+w.stage.clock.now() + 86_400_000);
  await w.stage.quiet();
  while (!w.next().includes("informed by mail"));
  expect(w.card()).toContain("The mail to `cto@acme.test` could not be handed over in time");
});
