// Who is on call: the ladder calls the person of the moment, goes on up when there is none, and never keeps silent.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

const FILE = ".github/tocsin-oncall.yml";
const P1 = ["incident", "severity: P1"];

const POLICY = `
severities:
  P1:
    escalate:
      - { after: 0m, notify: [on-call] }
      - { after: 30m, notify: [on-call, "@acme/sre"] }
      - { after: 90m, notify: ["@erin"] }
`;
/** Stories begin at 14:30, with Carol; Dave takes over at 15:00. */
const ON_CALL = `
rotations:
  sre: { starts: 2025-11-10 12:00, every: 3h, people: [carol, dave] }
`;

const put = (w: World, text: string, path = FILE) => w.act("erin", (erin) => erin.putFile(REPOSITORY, path, text));

async function withSchedule(onCall = ON_CALL, policy = POLICY): Promise<World> {
  const w = await world({ policy });
  await put(w, onCall);
  return w;
}

test("each step calls whoever is on call at its moment, and the timeline says that they were", async () => {
  const w = await withSchedule();
  await w.open("Down", { labels: P1 });
  expect(w.next()).toMatchInlineSnapshot(`
    "@carol

    📟 **You are called: step 1 of the escalation (\`P1\`).** Nobody has acknowledged this incident; the response is due at 2025-11-10 15:30 UTC.
    Take it: type \`/ack\`."
  `);
  expect(w.card()).toContain("calling `carol` (on call)");
  await w.advance("30m");
  const second = w.next();
  expect(second).toMatch(/^@dave @acme\/sre\n/);
  expect(w.card()).toContain("calling `dave` (on call), `acme/sre`");
  // What was called is not rewritten when the file says something else by now.
  await put(w, ON_CALL.replace("carol, dave", "erin"));
  await w.comment("dave", "/help");
  expect(w.next()).toContain("/ack");
  expect(w.card()).toContain("calling `carol` (on call)");
});

test("an override takes the place of whoever's turn it is", async () => {
  const w = await withSchedule(
    `${ON_CALL}overrides:\n  - { from: 2025-11-10 14:00, to: 2025-11-10 16:00, who: bob, reason: swap }\n`,
  );
  await w.open("Down", { labels: P1 });
  expect(w.next()).toMatch(/^@bob\n/);
  await w.advance("30m");
  expect(w.next()).toMatch(/^@bob @acme\/sre\n/);
});

test("nobody on call: it is said, the next best is called, and the next step at once", async () => {
  const w = await withSchedule(ON_CALL.replace("people: [carol, dave]", "people: [carol], hours: 08:00-14:00"));
  await w.open("Down", { labels: P1, by: "bob" });
  const comment = w.next();
  expect(comment).toMatchInlineSnapshot(`
    "@bob @acme/sre

    📟 **You are called: step 1 of the escalation (\`P1\`).** Nobody has acknowledged this incident; the response is due at 2025-11-10 15:30 UTC.
    ⚠️ **Nobody is on call at this moment**: \`.github/tocsin-oncall.yml\` has a hole, or there is none.
    Take it: type \`/ack\`.

    📟 **You are called: step 2 of the escalation (\`P1\`).** Nobody has acknowledged this incident; the response is due at 2025-11-10 15:30 UTC.
    ⚠️ **Nobody is on call at this moment**: \`.github/tocsin-oncall.yml\` has a hole, or there is none.
    Take it: type \`/ack\`."
  `);
  expect(w.card()).toContain("calling `bob`; nobody was on call");
  // The second step has been called with the first one: at its own time nothing is said, and the breach brings the third.
  await w.advance("59m");
  await w.advance("1m");
  const breach = w.next();
  expect(breach).toContain("@erin");
  expect(breach).toContain("step 3");
  expect(breach).not.toContain("@acme/sre");
});

test("without a file nobody is on call, and the incident goes on up all the same", async () => {
  const w = await world({ policy: "severities: { P1: { escalate: [{ after: 10m, notify: [on-call] }] } }" });
  await w.open("Down", { labels: P1 });
  await w.advance("10m");
  const comment = w.next();
  expect(comment).toMatch(/^@alice\n/);
  expect(comment).toContain("Nobody is on call");
  await w.advance("50m");
  expect(w.next()).toContain("that was due at 15:30 UTC");
});

test("/escalate calls whoever is on call now; where nobody is, it goes on up in the same comment", async () => {
  const w = await withSchedule(
    ON_CALL,
    `severities: { P1: { escalate: [{ after: 50m, notify: [on-call:sre] }, { after: 51m, notify: [on-call:mars] }, { after: 52m, notify: ["@erin"] }] } }`,
  );
  await w.open("Down", { labels: P1 });
  await w.comment("alice", "/escalate checkout is down for everybody");
  expect(w.next()).toMatch(/^@carol\n/);
  await w.advance("1m");
  await w.comment("alice", "/escalate still nobody");
  const second = w.next();
  // The next best is the first step of the ladder, with Carol.
  expect(second).toMatch(/^@carol @erin\n/);
  expect(second).toContain("step 2");
  expect(second).toContain("Nobody is on call");
  expect(second).toContain("step 3");
  await w.comment("bob", "/ack");
  await w.advance("20m");
});

test("in an exercise whoever is on call is named and not mentioned", async () => {
  const w = await withSchedule();
  await w.open("Down", { labels: [...P1, "drill"] });
  const comment = w.next();
  expect(comment).toContain("This would be for `carol`");
  expect(comment).not.toContain("@carol");
});

test("a post-mortem that nobody owns is asked of whoever was on call, and reminded of to whoever is", async () => {
  const w = await withSchedule(ON_CALL, POLICY.replace("after: 0m", "after: 55m"));
  await w.open("Down", { labels: P1 });
  await w.comment("alice", "/resolve rolled back");
  const report = w.stage.github.thread(REPOSITORY, 2);
  expect(report.assignees).toEqual(["carol"]);
  // 24 h before the 48 h are over: 14:30 of the next day, eight turns later.
  await w.advance("24h");
  expect(w.next()).toMatch(/^@carol\n/);
  await w.advance("20h");
  expect(w.next()).toMatch(/^@dave\n/);
});

test("a broken file: the last good one holds, the notice names the line, and is closed when it is right", async () => {
  const w = await withSchedule();
  await put(w, `${ON_CALL}overrides: [{ from: 2025-11-10 14:00, to: 2025-11-10 16:00, who: bob, rotation: sra }]\n`);
  const notice = w.stage.github.thread(REPOSITORY, 1);
  expect(notice.body).toContain(FILE);
  expect(notice.body).toContain("line 4");
  expect(notice.body).toContain("did you mean `sre`?");
  await w.stage.restart();
  await w.open("Down", { labels: P1 });
  expect(w.next()).toMatch(/^@carol\n/);
  await w.advance("29m");
  await put(w, ON_CALL.replace("dave", "bob"));
  expect(w.stage.github.thread(REPOSITORY, 1).state).toBe("closed");
  await w.advance("1m");
  expect(w.next()).toMatch(/^@bob @acme\/sre\n/);
});

test("the organisation's file holds where the repository has none of its own", async () => {
  const w = await world({ policy: POLICY });
  w.stage.github.addRepository("acme/.github", { collaborators: { erin: "admin" }, files: { [FILE]: ON_CALL } });
  // Somebody looked before there was one; looked at again after ten minutes.
  await w.advance("10m");
  await w.open("Down", { labels: P1 });
  expect(w.next()).toMatch(/^@carol\n/);
  await put(w, ON_CALL.replace("carol, dave", "bob"));
  await w.advance("30m");
  expect(w.next()).toMatch(/^@bob @acme\/sre\n/);
});
