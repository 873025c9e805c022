// Commands as people type them: reactions, refusals, edits, permissions.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { world } from "../support/world.ts";

const P1 = ["incident", "severity: P1"];

test("a command is seen, done, and answered with reactions only", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  const id = await w.comment("bob", "/ack on my way\n/lead\n/impact 30 % of checkouts fail");
  expect(w.reactions(id)).toEqual(["eyes", "+1"]);
  expect(w.card()).toContain("30 % of checkouts fail");
  expect(w.stage.github.thread(REPOSITORY, w.number).assignees).toEqual(["bob"]);
});

test("a mistyped command gets the nearest right line, another bot's command gets silence", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  const typo = await w.comment("alice", "/severty P0");
  expect(w.reactions(typo)).toEqual(["eyes", "confused"]);
  expect(w.next()).toContain("/severity");
  const foreign = await w.comment("alice", "/lgtm\n/assign @bob");
  expect(w.reactions(foreign)).toEqual([]);
});

test("without the role a command changes nothing and is refused once an hour", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  const first = await w.comment("dave", "/resolve");
  expect(w.reactions(first)).toEqual(["eyes", "confused"]);
  expect(w.next()).toMatchInlineSnapshot(`
    "@dave

    \`/resolve\` needs the role \`triage\` in this repository; yours is \`read\`. Ask somebody who has it to type the same line."
  `);
  const second = await w.comment("dave", "/cancel it");
  expect(w.reactions(second)).toEqual(["eyes", "confused"]);
  expect(w.isOpen()).toBe(true);
  await w.comment("bob", "/ack");
  await w.advance("61m");
  w.next();
  await w.comment("dave", "/resolve");
  expect(w.next()).toContain("/resolve");
});

test("the policy can ask for more", async () => {
  const w = await world({ policy: "commands: { resolve: admin }" });
  await w.open("Down", { labels: ["incident", "severity: P2"] });
  await w.comment("alice", "/resolve");
  expect(w.next()).toContain("admin");
  await w.comment("erin", "/resolve");
  expect(w.isOpen()).toBe(false);
});

test("an edited comment runs only what is new in it, with the editor's role", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  const id = await w.comment("dave", "hello");
  await w.act("bob", (bob) => bob.editComment(REPOSITORY, id, "hello\n/impact everybody"));
  expect(w.card()).toContain("everybody");
  await w.act("dave", (dave) => dave.editComment(REPOSITORY, id, "hello\n/impact everybody\n/severity P3 not so bad"));
  expect(w.labels()).toContain("severity: P1");
  expect(w.next()).toContain("/severity");
});

test("what is said twice in one comment, in other words or the same, is on the timeline once", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.comment("bob", "/lead\n/lead @bob\n/timeline restarted\n/timeline restarted");
  const timeline = w.card().split("#### Timeline")[1]?.split("<details>")[0] ?? "";
  expect(timeline.match(/Lead: /g)).toHaveLength(1);
  expect(timeline.match(/restarted/g)).toHaveLength(1);
});

test("commands in code, quotes and HTML comments are text", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  const id = await w.comment(
    "alice",
    "```\n/resolve\n```\n\n> /resolve\n\n<!-- \n/resolve\n-->\n\n    /resolve\n\n`/resolve`",
  );
  expect(w.reactions(id)).toEqual([]);
  expect(w.isOpen()).toBe(true);
});

test("/help shows the table, /sla explain the arithmetic", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.comment("dave", "/help");
  expect(w.next()).toContain("`/severity");
  await w.comment("alice", "/sla explain");
  expect(w.next()).toMatchInlineSnapshot(`
    "@alice

    | Clock | Deadline | State | Left at 14:30 UTC |
    |---|---|---|---|
    | Response | 15:30 UTC | ⏳ on track | 1 h |
    | User notice | 15:30 UTC | ⏳ on track | 1 h |

    **Response**
    - 2025-11-10 14:30 UTC
    - + 1 h promised
    - = **2025-11-10 15:30 UTC**

    **User notice**
    - 2025-11-10 14:30 UTC
    - + 1 h promised
    - = **2025-11-10 15:30 UTC**

    **Severity**
    - [2025-11-10 14:30 UTC](https://github.test/acme/shop/issues/1#event-1): \`P1\`, \`alice\`

    Declared 2025-11-10 14:30 UTC. Policy: the defaults of the response plan."
  `);
});

test("a timeline entry can be back-dated, in the policy's time zone", async () => {
  const w = await world({ policy: "timezone: Europe/Paris" });
  await w.open("Down", { labels: P1 });
  await w.comment("alice", "/tl 15:10 alert fired");
  expect(w.card()).toContain("15:10 - alert fired");
  await w.comment("alice", "/tl 16:10 not yet");
  // 16:10 in Paris is not over yet: it was yesterday's.
  expect(w.card()).toContain("not yet");
});

test("/escalate calls the next step at once; with nobody to call it says which file to fill", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.comment("alice", "/escalate");
  expect(w.next()).toContain(".github/tocsin.yml");
});

test("a drill mentions nobody", async () => {
  const w = await world({ policy: 'severities: { P0: { escalate: [{ after: 5m, notify: ["@erin"] }] } }' });
  await w.open("Exercise", { labels: ["incident", "severity: P0"] });
  await w.comment("alice", "/drill");
  expect(w.labels()).toContain("drill");
  expect(w.card()).toContain("exercise");
  await w.advance("5m");
  expect(w.next()).not.toContain("@erin");
  await w.advance("10m");
  expect(w.next()).not.toContain("@");
});

test("a card deleted by hand comes back, a reminder deleted by hand does not", async () => {
  const w = await world();
  await w.open("Down", { labels: ["incident", "severity: P0"] });
  await w.advance("15m");
  w.next();
  const own = () => w.stage.github.thread(REPOSITORY, w.number).comments.filter(({ user }) => user === "tocsin[bot]");
  for (const { id } of own()) await w.act("erin", (erin) => erin.deleteComment(REPOSITORY, id));
  await w.advance("5m");
  expect(own()).toHaveLength(1);
  expect(w.card()).toContain("14:45");
});

test("the card names who looks after what is affected, and calls nobody by it", async () => {
  const w = await world({ policy: 'components: { checkout: { owners: ["@acme/pay"] }, search: {} }\n' });
  await w.open();
  await w.comment("alice", "/affects Checkout search");
  expect(w.card()).toContain("**Affected**: checkout (`acme/pay`), search");
  await w.comment("alice", "/affects chekout");
  expect(w.next()).toContain("Did you mean `checkout`?");
});
