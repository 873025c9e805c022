// Three real processes on one PostgreSQL: one is stopped for two minutes and comes back, one dies, all are replaced.
import { setTimeout as sleep } from "node:timers/promises";
import { type Audit, audit, lostOf } from "./life/audit.ts";
import { createFleet, type Fleet } from "./life/fleet.ts";
import type { Running } from "./life/process.ts";
import type { Town } from "./life/town.ts";
import type { Row } from "./row.ts";

/** The defaults but for the level: the lease of 30 s and the pause of 60 s are what this is about. */
const VARIABLES = { LOG_LEVEL: "warn" };
const REPLICAS = 3;
/** With so many none of them comes near what GitHub allows an installation: that is not what this is about. */
const OWNERS = 100;
/** Reminders of each incident, so many seconds apart, the first after so many. */
const STEPS = 10;
const APART = 30;
const FIRST = 60;
/** Milliseconds between two incidents. */
const BETWEEN = 100;
const PAUSE = 120_000;
/** After the last reminder is due; milliseconds. */
const PATIENCE = 240_000;

const ladder = Array.from(
  { length: STEPS },
  (_, i) => `      - { after: ${FIRST + i * APART}s, notify: ["@bob"] }`,
).join("\n");
const POLICY = `severities:\n  P1:\n    response: 24h\n    inform_users_after: false\n    escalate:\n${ladder}\n`;

/** `reminders` is how many come due in all. */
export async function replicas(reminders = 10_000): Promise<Row[]> {
  const fleet = await createFleet({ policy: POLICY, owners: OWNERS, variables: VARIABLES });
  try {
    return await live(fleet, Math.ceil(reminders / STEPS));
  } finally {
    await fleet.end();
  }
}

async function live(fleet: Fleet, incidents: number): Promise<Row[]> {
  const { town, balancer } = fleet;
  const [first, second, third] = await Promise.all(Array.from({ length: REPLICAS }, fleet.join));
  if (!first || !second || !third) throw new Error("three processes were to be started");
  const begun = performance.now();
  const opening = openAll(town, incidents);
  // In the midst of the reminders.
  await sleep(FIRST * 1000 + 10_000);
  balancer.remove(first.url);
  first.signal("SIGSTOP");
  note("one is stopped");
  await sleep(PAUSE);
  first.signal("SIGCONT");
  balancer.add(first.url);
  note("and goes on");
  await sleep(10_000);
  balancer.remove(second.url);
  await second.end("SIGKILL");
  note("another died");
  const rolled = await rollOver(fleet, [first, third]);
  await opening;
  const found = await settled(town, incidents);
  const took = (performance.now() - begun) / 1000;
  const { accepted, lost } = lostOf(town, await fleet.done());
  for (const line of [...found.missing, ...found.doubled, ...lost].slice(0, 20)) note(`  ${line}`);
  return [
    {
      what: `${REPLICAS} processes on one PostgreSQL, one stopped for ${PAUSE / 1000} s, one killed, two replaced`,
      measured: `${found.reminders} reminders in ${took.toFixed(0)} s: ${found.missing.length} lost, ${found.doubled.length} doubled; ${lost.length} of ${accepted} accepted webhooks lost`,
      yardstick: `${incidents} incidents of ${OWNERS} installations with ${STEPS} reminders, ${APART} s apart; lease 30 s, SETTLE 60 s`,
      ratio: undefined,
      aim: "10,000: 0, 0; 0",
    },
    rolled,
  ];
}

async function openAll(town: Town, incidents: number): Promise<void> {
  for (let i = 0; i < incidents; i++) {
    town.openIncident();
    await sleep(BETWEEN);
  }
}

/** Replaces each of them: a new one is started, and the old one asked to go once that is ready. */
async function rollOver({ town, balancer, join }: Fleet, old: readonly Running[]): Promise<Row> {
  const [sent, refused] = [balancer.sent, balancer.refused.length];
  const exits: number[] = [];
  let isOver = false;
  const people = (async () => {
    while (!isOver) {
      const place = town.incidents[Math.floor(Math.random() * town.incidents.length)];
      if (place) town.type(place);
      await sleep(50);
    }
  })();
  try {
    for (const one of old) {
      await join();
      // It leaves the balancer as it would any other: by no longer being ready.
      const { took, how } = await one.end("SIGTERM");
      if (how !== 0) throw new Error(`ended with ${how}`);
      balancer.remove(one.url);
      exits.push(took);
    }
  } finally {
    isOver = true;
    await people;
  }
  await town.github.settled();
  const wrong = balancer.refused.slice(refused);
  return {
    what: "rolling deploy, new one ready, then SIGTERM to the old one, twice",
    measured: `${wrong.length} of ${balancer.sent - sent} webhooks without 2xx${wrong.length > 0 ? ` (${wrong.join(", ")})` : ""}; exit after ${exits.map((took) => `${(took / 1000).toFixed(1)} s`).join(" and ")}`,
    yardstick: "a sender that asks /readyz every 0.5 s and retries nothing",
    ratio: undefined,
    aim: "0; ≤ 10 s",
  };
}

async function settled(town: Town, incidents: number): Promise<Audit> {
  await sleep(Math.max(0, (FIRST + (STEPS - 1) * APART) * 1000 - 150_000));
  const until = performance.now() + PATIENCE;
  for (;;) {
    const found = audit(town, STEPS);
    note(`${found.reminders} of ${incidents * STEPS} reminders`);
    if (found.missing.length === 0 || performance.now() > until) return found;
    await sleep(5000);
  }
}

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}
