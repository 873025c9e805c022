// The way in: deliveries into the inbox, and the lanes they belong to woken.
import { NOT_URGENT } from "../../domain/policy.ts";
import type { Delivery } from "./port.ts";
import { portions } from "./portions.ts";
import { type Database, earlier, NEVER } from "./schema.ts";

export type LaneName = Omit<Delivery, "id" | "contentKey" | "body">;

/** A lane and the moment, in ms, by which it is to be woken. */
interface Wake {
  readonly name: LaneName;
  readonly wakeAt: number;
}

/** What one call of `accept` or `wake` brought. */
export interface Arrival {
  readonly deliveries: readonly Delivery[];
  readonly wakes: readonly Wake[];
  readonly now: number;
}

/** Stores what is new among the deliveries and wakes their lanes; a happening that is known already wakes nobody. */
export async function acceptAll(db: Database, arrivals: readonly Arrival[]): Promise<void> {
  const wakes = arrivals.flatMap((arrival) => arrival.wakes);
  const rows = arrivals.flatMap(({ deliveries, now }) => deliveries.map((delivery) => ({ delivery, now })));
  for (const some of portions(rows)) {
    const fresh = await insertFresh(db, some);
    const news = some.filter(({ delivery }) => fresh.has(delivery.id));
    wakes.push(...news.map(({ delivery, now }) => ({ name: delivery, wakeAt: now })));
  }
  await wakeLanes(db, wakes);
}

async function insertFresh(db: Database, rows: readonly { delivery: Delivery; now: number }[]): Promise<Set<string>> {
  const inserted = await db
    .insertInto("inbox")
    .values(
      rows.map(({ delivery, now }) => ({
        id: delivery.id,
        content_key: delivery.contentKey,
        lane: delivery.lane,
        body: delivery.body,
        received_at: now,
      })),
    )
    // Without a target it covers both keys, the id's and the content's.
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .execute();
  return new Set(inserted.map(({ id }) => id));
}

/** Makes the lanes exist under their latest names and be woken by then; a leased one is woken after it is given back. */
async function wakeLanes(db: Database, wakes: readonly Wake[]): Promise<void> {
  for (const some of portions(onePerLane(wakes))) {
    await db
      .insertInto("lane")
      .values(some.map(laneRow))
      .onConflict((conflict) =>
        conflict.column("key").doUpdateSet((eb) => ({
          installation: eb.ref("excluded.installation"),
          repository: eb.ref("excluded.repository"),
          urgency: earlier("lane.urgency", "excluded.urgency"),
          woken_at: earlier("lane.woken_at", "excluded.woken_at"),
          due_at: eb
            .case()
            .when("lane.lease_until", ">", 0)
            .then(eb.ref("lane.due_at"))
            .else(earlier("lane.due_at", "excluded.due_at"))
            .end(),
        })),
      )
      .execute();
  }
}

/** In one order everywhere: two processes that wake the same lanes then wait for each other and never in a circle. */
function onePerLane(wakes: readonly Wake[]): Wake[] {
  const lanes = new Map<string, Wake>();
  for (const { name, wakeAt } of wakes) {
    lanes.set(name.lane, { name, wakeAt: Math.min(wakeAt, lanes.get(name.lane)?.wakeAt ?? NEVER) });
  }
  return [...lanes.values()].sort((a, b) => (a.name.lane < b.name.lane ? -1 : 1));
}

function laneRow({ name, wakeAt }: Wake) {
  // What says nothing of itself makes nothing that is known more urgent.
  const { lane, installation, repository, number, urgency = NOT_URGENT } = name;
  return { key: lane, installation, repository, number, urgency, due_at: wakeAt, woken_at: wakeAt };
}

/** The lanes of a repository's issues, whoever holds them; `lane` is the repository's own. */
export async function renameLanes(
  db: Database,
  { lane, installation, repository }: Omit<LaneName, "number">,
): Promise<void> {
  await db.updateTable("lane").set({ installation, repository }).where("key", "like", `${lane}#%`).execute();
}
