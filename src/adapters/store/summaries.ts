// What pages show: one row for each incident, written when its lane is finished and gone when the lane is forgotten.
import type { Known, Summarised, SummaryQuery, SummaryRow } from "./port.ts";
import type { Database } from "./schema.ts";

/** Part of the commit that finishes the lane: a page never shows what was not settled. */
export async function summarise(db: Database, lane: string, row: SummaryRow | undefined): Promise<void> {
  if (!row) {
    await db.deleteFrom("summary").where("lane", "=", lane).execute();
    return;
  }
  const values = {
    repository_id: Number.parseInt(lane, 10),
    declared_at: row.declaredAt,
    is_open: row.isOpen ? 1 : 0,
    body: row.body,
  };
  await db
    .insertInto("summary")
    .values({ lane, ...values })
    .onConflict((conflict) => conflict.column("lane").doUpdateSet(values))
    .execute();
}

/** Newest first. Nothing is read of repositories that were not asked for. */
export async function readSummaries(
  db: Database,
  { repositories, isOpen, since }: SummaryQuery,
): Promise<Summarised[]> {
  if (repositories?.length === 0) return [];
  const rows = await db
    .selectFrom("summary")
    .innerJoin("lane", "lane.key", "summary.lane")
    .select(["summary.lane", "installation", "repository", "number", "declared_at", "is_open", "body"])
    .$if(repositories !== undefined, (query) => query.where("repository_id", "in", repositories ?? []))
    .$if(isOpen !== undefined, (query) => query.where("is_open", "=", isOpen ? 1 : 0))
    .$if(since !== undefined, (query) => query.where("declared_at", ">=", since ?? 0))
    .orderBy("declared_at", "desc")
    .orderBy("summary.lane")
    .execute();
  return rows.map(({ declared_at, is_open, ...row }) => ({ ...row, declaredAt: declared_at, isOpen: is_open === 1 }));
}

export async function readKnown(db: Database, repository: string, number: number): Promise<Known[]> {
  return db
    .selectFrom("summary")
    .innerJoin("lane", "lane.key", "summary.lane")
    .select(["summary.lane", "memory", "body"])
    .where("repository", "=", repository)
    .where("number", "=", number)
    .orderBy("summary.lane")
    .execute();
}
