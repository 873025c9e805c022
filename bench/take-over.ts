// A process that dies in the midst of its work: how long until what it held is in other hands.
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { audit } from "./life/audit.ts";
import { createFleet, type Fleet } from "./life/fleet.ts";
import type { Row } from "./row.ts";

const REPLICAS = 3;
/** More than three processes work on at once. */
const INCIDENTS = 60;
const PATIENCE = 120_000;

export async function takeOver(): Promise<Row[]> {
  const fleet = await createFleet({ variables: { LOG_LEVEL: "warn" } });
  const client = new pg.Client(fleet.url);
  try {
    const [, dying] = await Promise.all(Array.from({ length: REPLICAS }, fleet.join));
    if (!dying) throw new Error("three processes were to be started");
    for (let i = 0; i < INCIDENTS; i++) fleet.town.openIncident();
    await quiet(fleet);
    await client.connect();
    const delivered = fleet.town.github.deliveries.length;
    for (const place of fleet.town.incidents) fleet.town.type(place);
    // Webhooks leave one after the other: in the middle of them all three are at it.
    while (fleet.town.github.deliveries.slice(delivered).filter(({ status }) => status > 0).length < INCIDENTS / 2)
      await sleep(5);
    fleet.balancer.remove(dying.url);
    await dying.end("SIGKILL");
    const { held, took } = await takenOver(client);
    const { missing, doubled } = await quiet(fleet);
    return [
      {
        what: `one of ${REPLICAS} processes on one PostgreSQL dies at work`,
        measured: `the ${held} incidents it held are in other hands after ${(took / 1000).toFixed(1)} s; ${missing.length} lost, ${doubled.length} doubled`,
        yardstick: "lease 30 s, from the beginning of the work; asked twice a second",
        ratio: undefined,
        aim: "≤ 30 s; 0, 0",
      },
    ];
  } finally {
    await client.end();
    await fleet.end();
  }
}

async function quiet({ town }: Fleet) {
  await town.github.settled();
  const until = performance.now() + PATIENCE;
  for (;;) {
    const found = audit(town);
    if (found.missing.length === 0 || performance.now() > until) return found;
    await sleep(500);
  }
}

/** Claims that hold a lane now. */
async function leased(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query("select key, fence from lane where lease_until > 0");
  return new Set(rows.map(({ key, fence }) => `${key} ${fence}`));
}

/** What those who live hold they give back in a few seconds; what is left after that was the dead one's. */
async function takenOver(client: pg.Client): Promise<{ held: number; took: number }> {
  const begun = performance.now();
  const since = () => performance.now() - begun;
  let claims = await leased(client);
  let held = 0;
  while (claims.size > 0 && since() < PATIENCE) {
    await sleep(100);
    const now = await leased(client);
    claims = new Set([...claims].filter((claim) => now.has(claim)));
    if (since() < 15_000) held = claims.size;
  }
  return { held, took: since() };
}
