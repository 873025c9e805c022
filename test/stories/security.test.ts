// A security incident in a private repository: the mark, the checklist, the hours of the law, the draft, the register.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

const SECURITY = 'security: { escalate: ["@carol"] }';
const REGISTER = "docs/security-register.md";

async function unseen(policy = SECURITY): Promise<World> {
  const w = await world({ policy });
  w.stage.github.as("erin").hideRepository(REPOSITORY, true);
  await w.stage.quiet();
  return w;
}

const ours = (w: World, kind: string) =>
  w.stage.github.thread(REPOSITORY, w.number).comments.filter(({ body }) => body.includes(`<!-- tocsin:${kind} `));
const register = (w: World) => w.stage.github.file(REPOSITORY, REGISTER) ?? "";

test("/security sets the label, shows the plan's procedure and calls the ladder of security, once", async () => {
  const w = await unseen();
  await w.open("Strange logins", { labels: ["incident", "severity: P2"] });
  await w.comment("bob", "/security");
  expect(w.labels()).toContain("security");
  expect(w.next()).toMatch(/@carol[\s\S]*Security incident[\s\S]*`bob`/);
  const card = w.card();
  for (const step of ["Isolation", "Forensics", "Notification GDPR", "Communication", "Investigation"])
    expect(card).toContain(`- [ ] **${step}**`);
  expect(card).toContain("Marked as a security incident by `bob`");
  await w.advance("1m");
  await w.comment("alice", "/security");
});

test("the label put on by hand does the same, and taken off by hand it stays off", async () => {
  const w = await unseen();
  await w.open("Strange logins", { labels: ["incident", "severity: P2"] });
  await w.act("bob", (bob, number) => bob.addLabels(REPOSITORY, number, "security"));
  expect(w.next()).toContain("@carol");
  expect(w.card()).toContain("Isolation");
  await w.advance("1m");
  await w.act("bob", (bob, number) => bob.removeLabel(REPOSITORY, number, "security"));
  expect(w.labels()).not.toContain("security");
  expect(w.card()).not.toContain("Isolation");
  await w.advance("1h");
  expect(w.labels()).not.toContain("security");
});

test("the 72 hours run from the awareness, through pause, severity and resolution; nobody is reminded in vain", async () => {
  const w = await unseen("default_severity: P2");
  await w.open("Export of customers");
  await w.comment("bob", "/ack\n/lead @bob\n/security breach aware 09:30");
  expect(w.next()).toContain("Draft of the notification");
  // 09:30 and 72 h, not 14:30 and 72 h.
  expect(w.clock("Legal notice")).toContain("2025-11-13 09:30 UTC");
  await w.advance("1m");
  await w.comment("bob", "/pause waiting\n/severity P3");
  await w.comment("bob", "/resolve");
  expect(w.isOpen()).toBe(false);
  expect(w.clock("Legal notice")).toContain("2025-11-13 09:30 UTC");
  const reminded = async (length: string) => {
    await w.advance(length);
    await w.advance("1m");
    const text = w.next();
    expect(text).toMatch(/@bob[\s\S]*Supervisory authority/);
    return text;
  };
  // 2025-11-11 09:29, 24 h later, 20 h later, 4 h later, then daily.
  await w.advance("18h57m");
  expect(await reminded("1m")).toContain("2025-11-13 09:30 UTC");
  await reminded("23h59m");
  await reminded("19h59m");
  expect(await reminded("3h59m")).toContain("Overdue");
  expect(await reminded("23h59m")).toContain("Overdue");
  await w.comment("bob", "/notified authority");
  expect(w.next()).toContain("reasons for the delay");
  await w.comment("bob", "/notified authority reason the extent was unknown");
  expect(w.card()).toContain("late: 2025-11-14 09:30 UTC");
  await w.advance("10d");
});

test("/notified meets the clock at the time given, and further phases are written down", async () => {
  const w = await unseen("security: { clocks: { users: 7d } }");
  await w.open("Export of customers", { labels: ["incident", "severity: P3"] });
  await w.comment("bob", "/ack\n/security breach");
  w.next();
  await w.advance("2h");
  await w.comment("bob", "/notified authority 15:45 case 4711");
  expect(w.card()).toContain("| Supervisory authority | 2025-11-13 14:30 UTC | ✅ 2025-11-10 15:45 UTC |");
  await w.advance("1m");
  await w.comment("bob", "/notified authority numbers of people");
  expect(w.card()).toMatch(/Notified: Supervisory authority, phase 2, by `bob` - numbers of people/);
  // The users' own week goes on.
  await w.advance("117h");
  await w.advance("5h");
  expect(w.next()).toContain("People concerned");
});

test("draft and register contain what art. 33 asks, and the card counts what is missing", async () => {
  const w = await unseen("default_severity: P3");
  await w.open("Export of customers");
  await w.comment("bob", "/impact 1,200 customers\n/security breach aware 09:30");
  const draft = w.next();
  for (const field of ["Nature of the breach", "People concerned", "Records concerned", "Contact point"])
    expect(draft).toContain(`#### ${field}`);
  expect(draft).toContain("#### Likely consequences");
  expect(draft).toContain("#### Measures");
  expect(w.card()).toContain("0 of 6 given; still missing: nature of the breach, people concerned");
  expect(register(w)).toContain("Became aware: 2025-11-10 09:30 UTC");
  const [comment] = ours(w, "notification");
  let text = comment?.body ?? "";
  const words = [
    "A list was read",
    "customers, about 1,200",
    "addresses, about 1,200",
    "dpo (at) acme",
    "spam",
    "closed",
  ];
  for (const [index, word] of words.slice(0, 4).entries()) {
    text = text.replace(/^\[….*\]$/m, word);
    if (index === 3) w.stage.github.as("bob").editComment(REPOSITORY, comment?.id ?? 0, text);
  }
  await w.advance("1m");
  expect(w.card()).toContain("4 of 6 given; still missing: likely consequences, measures");
  for (const word of words.slice(4)) text = text.replace(/^\[….*\]$/m, word);
  w.stage.github.as("bob").editComment(REPOSITORY, comment?.id ?? 0, text);
  await w.stage.quiet();
  await w.comment("bob", "/notified authority");
  expect(w.card()).toMatch(/6 of 6 given$/m);
  const written = register(w);
  for (const part of ["A list was read", "customers, about 1,200", "spam", "closed", "Supervisory authority"])
    expect(written).toContain(part);
  expect(written).not.toContain("not documented yet");
});

test("an empty store keeps the hours, and says nothing twice", async () => {
  const w = await unseen("default_severity: P3");
  await w.open("Export of customers");
  await w.comment("bob", "/security breach aware 09:30");
  w.next();
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(w.clock("Legal notice")).toContain("2025-11-13 09:30 UTC");
  expect(register(w).match(/Became aware/g)).toHaveLength(1);
});

test("an exercise mentions nobody and registers nothing", async () => {
  const w = await unseen();
  await w.open("Exercise", { labels: ["incident", "severity: P3", "drill"] });
  await w.comment("bob", "/security breach");
  expect(w.next()).not.toMatch(/(^|\s)@carol/);
  expect(w.next()).not.toMatch(/(^|\s)@bob/);
  expect(register(w)).toBe("");
});

test("en français, dans les mots du plan", async () => {
  const w = await unseen(`locale: fr\ndefault_severity: P3\n${SECURITY}`);
  await w.open("Export de clients");
  await w.comment("bob", "/security breach");
  expect(w.next()).toContain("Incident de sécurité");
  expect(w.next()).toContain("Brouillon de la notification");
  const card = w.card();
  expect(card).toContain("**Forensics**\u00a0: préserver logs, snapshots");
  expect(card).toContain("Autorité de contrôle");
  expect(card).toContain("0 sur 6 remplis");
  expect(register(w)).toContain("Registre des violations");
});
