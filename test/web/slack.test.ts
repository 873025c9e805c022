// Slack's payloads as they come in: a click on one of our buttons is read, everything else is left alone.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readClick } from "../../src/web/slack-payload.ts";
import { clickOn } from "../support/workspace.ts";

const LANE = { installation: 1, repository: "acme/shop", number: 7, lane: "42#7" };
const message = (value: string) => ({
  ts: "1",
  text: "",
  blocks: [{ elements: [{ action_id: "tocsin-ack", value }] }],
});
const click = (value: unknown, user = "U1") =>
  readClick(clickOn(message(JSON.stringify(value)), "ack", { user, at: 1_762_785_000 }));

test("a click is read with its own time, and is the same click however often it is sent", () => {
  const id = "U1.ack.1762785000.123456";
  expect(click(LANE)).toEqual({
    lane: LANE,
    seconds: 1_762_785_000.123456,
    click: { button: "ack", user: "U1", channel: "C1", id },
  });
});

test.each<[string, unknown]>([
  ["no value", ""],
  ["another app's value", { id: 1 }],
  ["the lane of a repository", { ...LANE, lane: "42" }],
  ["a lane that is none of ours", { ...LANE, lane: "42#7:mail" }],
  ["an installation that is none", { ...LANE, installation: "1" }],
])("%s wakes nobody", (_what, value) => {
  expect(click(value)).toBeUndefined();
});

test("without a user, nobody clicked", () => {
  expect(click(LANE, "")).toBeUndefined();
});

test("whatever is posted, nothing is thrown", () => {
  const form = (payload: unknown) => new URLSearchParams({ payload: JSON.stringify(payload) ?? "" }).toString();
  fc.assert(fc.property(fc.oneof(fc.string(), fc.anything().map(form)), (body) => void readClick(body)));
});
