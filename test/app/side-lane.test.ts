// Lanes beside others: what is put together comes apart again, and no other lane is taken for one.
import { expect, test } from "vitest";
import { beside, homeOf, sideOf } from "../../src/app/side-lane.ts";

test.each([
  [beside("7#1", "mail"), { home: "7#1", side: "mail", which: "" }],
  [beside("7#0", "freeze"), { home: "7#0", side: "freeze", which: "" }],
  [beside("7", "status"), { home: "7", side: "status", which: "" }],
  [beside("7#1", "hook", "aB3-_x9z"), { home: "7#1", side: "hook", which: "aB3-_x9z" }],
  [beside("7#1", "hook", "evidence"), { home: "7#1", side: "hook", which: "evidence" }],
])("%s", (lane, parts) => {
  expect(sideOf({ lane })).toEqual(parts);
  expect(homeOf({ lane })).toBe(parts.home);
});

test.each(["7", "7#1", "7#1:", "7#1:mails", "7#1:male"])("%s is beside none", (lane) => {
  expect(sideOf({ lane })).toBeUndefined();
  expect(homeOf({ lane })).toBe(lane);
});
