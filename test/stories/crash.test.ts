// What a pass had written when it was cut off: the next one knows it from the thread, says nothing twice and leaves nothing out.
import { expect, test } from "vitest";
import type { ApiRequest } from "../../src/playground/github/index.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

const POLICY = `
severities:
  P0:
    escalate: [{ after: 0m, notify: ["@erin"] }, { after: 90s, notify: ["@bob"] }]
`;
const P0 = ["incident", "severity: P0"];
const isComment = ({ method, path }: ApiRequest) => method === "POST" && path.endsWith("/comments");
const isCard = (request: ApiRequest) => isComment(request) && String(request.body).includes("<!-- tocsin:card");

/** The first request of this kind is carried out, and its answer is lost. */
function loseAnswer(w: World, isMeant: (request: ApiRequest) => boolean): void {
  let isLost = false;
  w.stage.github.faults = {
    after(request) {
      if (isLost || !isMeant(request)) return undefined;
      isLost = true;
      return "reset";
    },
  };
}

test("a first reminder whose answer was lost is not said again", async () => {
  const w = await world({ policy: POLICY });
  loseAnswer(w, (request) => isComment(request) && !isCard(request));
  await w.open("Down", { labels: P0 });
  await w.advance("5m");
  expect(w.next()).toContain("@erin");
  expect(w.next()).toContain("@bob");
});

test("a reply whose answer was lost is not said again", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  loseAnswer(w, isComment);
  await w.comment("bob", "/timelime typo");
  await w.advance("5m");
  expect(w.next()).toContain("/timeline");
});

test("what comes due while the first card cannot be written is said as well", async () => {
  const w = await world({ policy: POLICY });
  let failures = 0;
  w.stage.github.faults = {
    before: (request) =>
      isCard(request) && failures++ < 2 ? { status: 502, headers: {}, body: "Bad Gateway" } : undefined,
  };
  await w.open("Down", { labels: P0 });
  await w.advance("5m");
  expect(w.next()).toContain("@erin");
  expect(w.next()).toContain("@bob");
});

test("what comes due while the list does not show what was said is said as well", async () => {
  const w = await world({ policy: POLICY.replace("90s", "30s"), settle: 60_000 });
  let failures = 0;
  w.stage.github.faults = {
    listLag: 50_000,
    // Refused for now, so the next look comes while the list lags.
    before: (request) =>
      isCard(request) && failures++ < 1
        ? { status: 403, headers: { "retry-after": "35" }, body: '{"message":"secondary rate limit"}' }
        : undefined,
  };
  await w.open("Down", { labels: P0 });
  await w.advance("5m");
  expect(w.next()).toContain("@erin");
  expect(w.next()).toContain("@bob");
});

test("a call that somebody asked for and whose answer was lost is not made again, and the next one is the next step", async () => {
  const w = await world({ policy: POLICY.replace("90s", "2h") });
  await w.open("Down", { labels: P0 });
  expect(w.next()).toContain("@erin");
  loseAnswer(w, isComment);
  await w.comment("alice", "/escalate nobody answers");
  await w.advance("5m");
  const call = w.next();
  expect(call).toContain("@bob");
  expect(call).toContain("nobody answers");
});

test("a reminder on an action item's own issue, whose answer got lost, is not said again", async () => {
  const w = await world();
  await w.open("API slow", { labels: ["incident", "severity: P3"] });
  await w.comment("bob", "/ack\n/action alert on pool usage @carol 2025-11-12\n/resolve");
  const action = w.number + 1;
  let lost = 0;
  w.stage.github.faults = {
    after: ({ path, method }) =>
      method === "POST" && path.endsWith(`/issues/${action}/comments`) && lost++ === 0 ? "reset" : undefined,
  };
  await w.advance("24h");
  expect(lost).toBe(1);
  expect(w.stage.github.thread(REPOSITORY, action).comments).toHaveLength(1);
});
