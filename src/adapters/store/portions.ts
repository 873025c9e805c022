// Long lists cut into portions: a statement takes 32,766 parameters on SQLite and 65,535 on Postgres.

/** Far below both limits with a handful of columns, and enough to make a row cheap. */
const ROWS = 100;

/** The rows in their order, at most a hundred at a time. */
export function portions<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, i) => rows.slice(i * ROWS, (i + 1) * ROWS));
}
