// CSV as RFC 4180 has it, safe to open: no spreadsheet takes a cell for a formula.

export type Cell = string | number | undefined;

/** Rows with their line ends (CRLF); a cell that is not there is empty. */
export function printCsv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(printCell).join(",")}\r\n`).join("");
}

/** What spreadsheets calculate begins with `=`, `+`, `-` or `@`; some first drop a tab or a line break before it. */
function printCell(cell: Cell): string {
  const text = String(cell ?? "");
  const plain = /^\s*[=+\-@]/.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
