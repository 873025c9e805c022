// Mail: people of the ladder and users are written to when it is time, in the incident's language, once.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import type { StageOptions } from "../../src/playground/stage.ts";
import { mailTo, startMailbox } from "../support/mailbox.ts";
import { world } from "../support/world.ts";

const P0 = ["incident", "severity: P0"];
const P1 = ["incident", "severity: P1"];
const LADDER = `
severities:
  P0:
    escalate: [{ after: 10m, notify: ["mail:cto@acme.test", "@erin"] }]
`;
const USERS = `
user_notice:
  mail: [users@lists.test]
`;

async function withMailbox(policy: string, options: StageOptions = {}) {
  const box = await startMailbox();
  const w = await world({ policy, mail: mailTo(box), ...options });
  return { box, w };
}

test("a step of the ladder is mailed when it is called, and not again by anything that happens later", async () => {
  const { box, w } = await withMailbox(LADDER);
  await w.open("Kasse zu 💥", { labels: P0 });
  await w.advance("9m");
  expect(box.mails).toEqual([]);
  await w.advance("1m");
  w.next();
  const [mail] = box.mails;
  expect(mail?.subject).toBe("Called: P0, acme/shop#1 Kasse zu 💥");
  expect(box.envelopes).toEqual([["cto@acme.test"]]);
  expect(mail?.date?.toISOString()).toBe("2025-11-10T14:40:00.000Z");
  expect(mail?.text?.trim().split("\n")).toEqual([
    "Kasse zu 💥",
    "",
    "You are called: step 1 of the escalation of an incident of severity P0, declared at 2025-11-10 14:30 UTC.",
    "Nobody has acknowledged it.",
    "",
    "Open it and type /ack to take it:",
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/acme\/shop\/issues\/1$/),
  ]);
  expect(mail?.html).toMatch(/<a href="(http:[^"]+\/acme\/shop\/issues\/1)">\1<\/a>/);
  expect(mail?.headers.get("auto-submitted")).toBe("auto-generated");
  expect(w.card()).toContain("14:40 - Mailed to `cto@acme.test`");
  await w.stage.restart();
  await w.comment("bob", "/timeline looked at it");
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.advance("4m");
  expect(box.mails).toHaveLength(1);
});

test("in French", async () => {
  const { box, w } = await withMailbox(`locale: fr\ntimezone: Europe/Paris\n${LADDER}`);
  await w.open("Panne", { labels: P0 });
  await w.advance("10m");
  w.next();
  expect(box.mails[0]?.subject).toBe("Appel\u00a0: P0, acme/shop#1 Panne");
  expect(box.mails[0]?.text).toContain("déclaré à 2025-11-10 15:30 CET");
  expect(box.raw[0]).toContain('<html lang="fr">'.replace("=", "=3D"));
});

test("users are written to by themselves at the hour, in words that were published or in neutral ones", async () => {
  const { box, w } = await withMailbox(`${USERS}  send: automatic\n`);
  await w.open("The customer Umbrella Corp. cannot pay", { labels: P1 });
  await w.comment("bob", "/ack");
  await w.advance("29m");
  await w.comment("bob", "/status identified Payments fail (see #12, @alice); we are on it.");
  await w.advance("30m");
  expect(box.mails).toEqual([]);
  await w.advance("1m");
  expect(w.next()).toContain("They are now being written to (`users@lists.test`)");
  const [mail] = box.mails;
  expect(mail?.subject).toBe("Our service: disruption");
  expect(mail?.text).toContain("🟡 **Identified** - Payments fail (see); we are on it.\nPosted: 2025-11-10 14:59 UTC");
  expect(box.raw.join()).not.toMatch(/Umbrella|alice|#12|acme\/shop/);
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(box.mails).toHaveLength(1);
});

test("without an update users get neutral words", async () => {
  const { box, w } = await withMailbox(`locale: fr\n${USERS}  send: automatic\n`);
  await w.open("The customer Umbrella Corp. cannot pay", { labels: P1 });
  await w.comment("bob", "/ack\n/snooze 3h");
  await w.advance("3h");
  w.next();
  expect(box.mails).toHaveLength(1);
  expect(box.mails[0]?.text?.trim()).toBe(
    "Bonjour,\n\nUne partie de notre service est perturbée depuis 2025-11-10 14:30 UTC. Nous y travaillons.",
  );
});

test("whoever communicates is asked with a draft, and sends it with the flag that the policy names", async () => {
  const { box, w } = await withMailbox(`${USERS}  flag: --users\n`);
  await w.open("Umbrella", { labels: P1 });
  await w.comment("bob", "/ack\n/comms @carol");
  await w.advance("29m");
  await w.comment("carol", "/status identified *Payments* fail");
  await w.advance("31m");
  const question = w.next();
  expect(question).toMatch(/^@carol\n/);
  expect(question).toContain("`/status identified what users should know --users`");
  expect(question).toContain("<summary>Draft of the mail</summary>");
  expect(question).toContain("\\*Payments\\* fail");
  expect(box.mails).toEqual([]);
  await w.advance("1m");
  await w.comment("carol", "/status monitoring Payments work again for most --users");
  expect(box.mails.map(({ text }) => text?.split("\n")[4])).toEqual([
    "🔵 **Monitoring** - Payments work again for most",
  ]);
  expect(w.card()).toContain("🔵 **Monitoring** - Payments work again for most\n");
  expect(w.clock("User notice")).toContain("breached");
  await w.comment("carol", "/status resolved Over. --users");
  expect(box.mails[1]?.subject).toBe("Our service: the disruption is over");
});

test("who has written in time is not asked any more", async () => {
  const { box, w } = await withMailbox(USERS);
  await w.open("Down", { labels: P1 });
  await w.comment("bob", "/ack");
  await w.advance("29m");
  await w.comment("bob", "/status identified Payments fail --mail");
  expect(w.clock("User notice")).toContain("✅");
  await w.advance("29m");
  await w.comment("bob", "/status identified still");
  await w.advance("20m");
  expect(box.mails).toHaveLength(1);
});

test("the flag without anybody to write to is refused, and not published", async () => {
  const { box, w } = await withMailbox("");
  await w.open("Down", { labels: P1 });
  await w.comment("bob", "/status identified Payments fail --mail");
  expect(w.next()).toContain("The policy names nobody to mail");
  expect(w.card()).not.toContain("Payments fail");
  expect(box.connections).toBe(0);
});

test("in an exercise nobody outside is written to", async () => {
  const { box, w } = await withMailbox(`${LADDER}${USERS}  send: automatic\n`);
  await w.open("Exercise", { labels: [...P0, "drill"] });
  await w.advance("10m");
  w.next();
  await w.comment("bob", "/ack\n/snooze 40m");
  await w.comment("bob", "/status identified this is only an exercise");
  await w.advance("25m");
  await w.comment("bob", "/status monitoring still one");
  await w.advance("26m");
  expect(w.next()).not.toContain("lists.test");
  await w.comment("bob", "/status monitoring still one --mail");
  expect(box.connections).toBe(0);
});

test("without a mail server the timeline says so, once", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: P0 });
  await w.advance("11m");
  w.next();
  await w.comment("bob", "/timeline looked at it");
  expect(w.card().split("⚠️ No mail to `cto@acme.test`: the app has no mail server (`SMTP_URL`)")).toHaveLength(2);
});

test("domains that the operator does not write to are left alone", async () => {
  const box = await startMailbox();
  const w = await world({ policy: LADDER, mail: mailTo(box, ["lists.test"]) });
  await w.open("Down", { labels: P0 });
  await w.advance("11m");
  w.next();
  expect(w.card()).toContain("No mail to `cto@acme.test`: the operator does not write to that domain");
  expect(box.connections).toBe(0);
});
