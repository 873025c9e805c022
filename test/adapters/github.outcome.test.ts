// What a failed request means: every class of answer GitHub has given.
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { outcomeOf } from "../../src/adapters/github/outcome.ts";
import { Paced } from "../../src/adapters/github/pace.ts";

const NOW = DateTime.fromISO("2026-03-02T09:00:00Z", { zone: "utc" });

const failed = (status: number, headers: Record<string, string | number> = {}, message = "x") =>
  Object.assign(new Error(message), { status, response: { headers } });

describe("it may have happened", () => {
  test.each<[string, unknown]>([
    ["500", failed(500)],
    ["502", failed(502)],
    ["503, even with a time", failed(503, { "retry-after": "5" })],
    ["504", failed(504)],
    ["an answer that never came (Octokit calls it 500)", Object.assign(new Error("reset"), { status: 500 })],
    ["a status without an answer", Object.assign(new Error("?"), { status: 404 })],
    ["a timeout", new DOMException("The operation timed out", "TimeoutError")],
    ["a mistake of ours", new TypeError("GitHub answered a new comment without its id")],
    ["something that is no error", "no"],
    ["nothing", undefined],
    ["null", null],
  ])("%s", (_what, error) => {
    expect(outcomeOf(error, NOW)).toEqual({ kind: "ambiguous" });
  });
});

describe("it did not happen, and may later", () => {
  const reset = NOW.plus({ minutes: 20 }).toSeconds();
  test.each<[string, Error, number]>([
    ["401: the token has expired", failed(401), 5],
    ["429 with a time", failed(429, { "retry-after": "30" }), 30],
    ["429 with a time as a number", failed(429, { "retry-after": 30 }), 30],
    ["429 without a time", failed(429), 60],
    ["429 with a time of 0", failed(429, { "retry-after": "0" }), 60],
    ["429 with a date for a time", failed(429, { "retry-after": "Mon, 02 Mar 2026 09:10:00 GMT" }), 60],
    ["403 with a time", failed(403, { "retry-after": "90" }), 90],
    ["403 with nothing left", failed(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": `${reset}` }), 1200],
    [
      "403 with nothing left, and a time that counts more",
      failed(403, { "retry-after": "7", "x-ratelimit-remaining": "0", "x-ratelimit-reset": `${reset}` }),
      7,
    ],
    ["403 with a reset in the past", failed(403, { "x-ratelimit-remaining": 0, "x-ratelimit-reset": 1 }), 1],
    ["403 for a secondary limit", failed(403, {}, "You have exceeded a secondary rate limit"), 60],
    ["403 for the primary limit, without headers", failed(403, {}, "API Rate Limit exceeded for installation"), 60],
  ])("%s", (_what, error, seconds) => {
    const isLimit = (error as { status?: number }).status !== 401;
    expect(outcomeOf(error, NOW)).toEqual({ kind: "later", at: NOW.plus({ seconds }), isLimit });
  });

  test("what was never sent, to keep the pace", () => {
    const at = NOW.plus({ seconds: 3 });
    expect(outcomeOf(new Paced(+at), NOW)).toEqual({ kind: "later", at, isLimit: false });
  });
});

describe("it did not happen and never will", () => {
  test.each<[string, Error, number]>([
    ["400", failed(400), 400],
    ["403 for missing permission", failed(403, {}, "Resource not accessible by integration"), 403],
    [
      "403 with requests left",
      failed(403, { "x-ratelimit-remaining": "4999", "x-ratelimit-reset": "1772442000" }),
      403,
    ],
    ["404", failed(404), 404],
    ["410", failed(410), 410],
    ["422, whatever it says of limits", failed(422, { "retry-after": "5" }, "rate limit"), 422],
  ])("%s", (_what, error, status) => {
    expect(outcomeOf(error, NOW)).toEqual({ kind: "permanent", status });
  });
});
