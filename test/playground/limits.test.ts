// Rate limits, by the injected clock.
import { expect, test } from "vitest";
import { installationClient, REPO, START, setting } from "./setting.ts";

const COMMENTS = `/repos/${REPO}/issues/1/comments`;

async function limited(limits: object) {
  const all = setting({ limits, jwtClock: () => START });
  all.github.as("wendy").openIssue(REPO, { title: "Down" });
  return { ...all, call: await installationClient(all) };
}

test("eighty contents a minute, then a pause", async () => {
  const { call, clock } = await limited({});
  for (let n = 0; n < 80; n++) expect((await call("POST", COMMENTS, { body: "x" })).status).toBe(201);
  const refused = await call("POST", COMMENTS, { body: "x" });
  expect(refused).toMatchObject({ status: 403, headers: { "retry-after": "60" } });
  expect(refused.body.documentation_url).toContain("secondary-rate-limits");
  expect((await call("GET", COMMENTS)).status).toBe(200);
  clock.at += 61_000;
  expect((await call("POST", COMMENTS, { body: "x" })).status).toBe(201);
});

test("contents an hour: the pause is as long as needed", async () => {
  const { call, clock } = await limited({ contentPerHour: 2 });
  await call("POST", COMMENTS, { body: "x" });
  clock.at += 600_000;
  await call("POST", COMMENTS, { body: "x" });
  const refused = await call("POST", COMMENTS, { body: "x" });
  expect(refused).toMatchObject({ status: 403, headers: { "retry-after": "3000" } });
});

test("points a minute: a write costs five", async () => {
  const { call } = await limited({ pointsPerMinute: 11 });
  const statuses = [];
  for (const method of ["POST", "POST", "GET", "GET"])
    statuses.push((await call(method, COMMENTS, { body: "x" })).status);
  expect(statuses).toEqual([201, 201, 200, 403]);
});

test("requests an hour, then nothing until the reset", async () => {
  const { call, clock } = await limited({ requestsPerHour: 2 });
  expect((await call("GET", COMMENTS)).headers["x-ratelimit-remaining"]).toBe("1");
  await call("GET", COMMENTS);
  const refused = await call("GET", COMMENTS);
  expect(refused).toMatchObject({ status: 403, headers: { "x-ratelimit-remaining": "0" } });
  clock.at = Number(refused.headers["x-ratelimit-reset"]) * 1000;
  expect((await call("GET", COMMENTS)).status).toBe(200);
});

test("can be switched off", async () => {
  const off = Number.POSITIVE_INFINITY;
  const { call } = await limited({
    requestsPerHour: off,
    pointsPerMinute: off,
    contentPerMinute: off,
    contentPerHour: off,
  });
  for (let n = 0; n < 600; n++) expect((await call("POST", COMMENTS, { body: "x" })).status).toBe(201);
});
