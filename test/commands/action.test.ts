// /action names something to be done; it becomes an issue of its own.
import { expect, test } from "vitest";
import { action } from "../../src/commands/action.ts";
import { effectsOf, refusal, typed } from "../support/facts.ts";

const opened = (rest: string) => effectsOf(typed(action, rest), "open")[0];

test("is opened with owner and date, wherever they stand in the line", () => {
  for (const line of [
    "raise the pool @bob 2026-01-31",
    "@bob raise the pool 2026-01-31",
    "2026-01-31 raise @bob the pool",
  ])
    expect(opened(line)).toMatchObject({
      kind: "action",
      title: "raise the pool",
      assignees: ["bob"],
      labels: ["action-item"],
      action: { text: "raise the pool", owner: "bob", due: "2026-01-31" },
    });
});

test("owner and date can wait", () => {
  expect(opened("raise the pool")).toMatchObject({ assignees: [], action: { text: "raise the pool" } });
});

test("needs words, a day that exists, and one to come", () => {
  expect(() => typed(action, "@bob 2026-01-31")).toThrow(refusal("missing-text", { command: "action" }));
  expect(() => typed(action, "raise the pool 2026-02-31")).toThrow(refusal("not-a-date", { given: "2026-02-31" }));
  expect(() => typed(action, "raise the pool 2025-11-09")).toThrow(refusal("date-in-past", { given: "2025-11-09" }));
});

test("two items typed in one comment are two issues, the same item twice is one", () => {
  expect(opened("raise the pool")?.key).not.toBe(opened("raise the roof")?.key);
  expect(opened("raise the pool")?.key).toBe(opened("raise the pool @bob")?.key);
});
