// Markers: the app knows its own comments, on their own issue, undamaged.
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSeal } from "../../src/adapters/seal.ts";
import { parseMarker, printMarker } from "../../src/domain/marker.ts";

const SEAL = createSeal("a secret of sixteen characters");
const print = (text: string, issue = "I_7", kind = "card") => printMarker({ kind, text }, issue, SEAL);

test("what was written is read back, wherever it stands in the comment", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom("card", "breach", "post-mortem"), (text, kind) => {
      const body = `Words.\r\n\r\n${print(text, "I_7", kind)}\nMore words.`;
      expect(parseMarker(body, "I_7", SEAL)).toEqual({ kind, text });
    }),
  );
});

test("it is hidden, on one line, and says its kind", () => {
  expect(print('text with --> and "quotes"\nand lines')).toMatch(/^<!-- tocsin:card [A-Za-z0-9+/=.]+ -->$/);
});

test("copied to another issue it is worth nothing", () => {
  expect(parseMarker(print("state"), "I_8", SEAL)).toBeUndefined();
});

test("of another kind than it was sealed for it is worth nothing", () => {
  expect(parseMarker(print("state").replace("tocsin:card", "tocsin:breach"), "I_7", SEAL)).toBeUndefined();
});

test("sealed with another secret it is worth nothing", () => {
  expect(parseMarker(print("state"), "I_7", createSeal("another secret of the same kind"))).toBeUndefined();
});

test("damaged anywhere it is worth nothing", () => {
  const marker = print("state");
  const [from, to] = ["<!-- tocsin:card ".length, marker.length - " -->".length];
  for (let index = from; index < to; index++) {
    const other = marker[index] === "A" ? "B" : "A";
    const damaged = marker.slice(0, index) + other + marker.slice(index + 1);
    expect(parseMarker(damaged, "I_7", SEAL), `character ${index}`).toBeUndefined();
  }
  expect(parseMarker(marker.slice(0, -10), "I_7", SEAL)).toBeUndefined();
});

test.each([
  "",
  "words",
  "<!-- tocsin:card -->",
  "<!-- tocsin:card . -->",
  "<!-- tocsin:card YQ==.YQ== -->",
  "<!-- tocsin -->",
])("%j holds none", (body) => {
  expect(parseMarker(body, "I_7", SEAL)).toBeUndefined();
});

test("of two the first that holds counts", () => {
  expect(parseMarker(`${print("copied", "I_8")}\n${print("ours")}`, "I_7", SEAL)?.text).toBe("ours");
  expect(parseMarker(`${print("first")}\n${print("second")}`, "I_7", SEAL)?.text).toBe("first");
});

test("a long story fits into a comment", () => {
  const story = Array.from({ length: 2000 }, (_, row) => `14:30 something happened, number ${row}`).join("\n");
  const marker = print(story);
  expect(marker.length).toBeLessThan(32_768);
  expect(parseMarker(marker, "I_7", SEAL)?.text).toBe(story);
});
