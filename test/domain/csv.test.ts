// CSV: what is written is what is read, and no spreadsheet calculates anything.
import fc from "fast-check";
import { expect, test } from "vitest";
import { printCsv } from "../../src/domain/csv.ts";
import { parseCsv } from "../support/csv.ts";

test.each([
  ["plain", "plain"],
  ["a,b", '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ["two\nlines", '"two\nlines"'],
  ["=1+1", "'=1+1"],
  ["+49 30", "'+49 30"],
  ["-1", "'-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  [' =HYPERLINK("http://evil","x")', '"\' =HYPERLINK(""http://evil"",""x"")"'],
  ["", ""],
])("%j is written %j", (text, cell) => {
  expect(printCsv([[text, 1]])).toBe(`${cell},1\r\n`);
});

test("reading gives back what was written, and nothing begins a formula", () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'=+-@,"\r\n\t a') }));
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 })), (rows) => {
      const read = parseCsv(printCsv(rows));
      expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length));
      for (const [index, cell] of read.flat().entries()) {
        expect(cell).not.toMatch(/^\s*[=+\-@]/);
        expect([cell, cell.replace(/^'/, "")]).toContain(rows.flat()[index]);
      }
    }),
  );
});
