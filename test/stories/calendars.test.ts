// Clocks that keep to working hours: over nights, weekends, holidays and changes of clocks.
import { expect, test } from "vitest";
import { world } from "../support/world.ts";

const OFFICE = `
timezone: Europe/Paris
calendars:
  default:
    hours: { weekdays: "09:00-18:00" }
    closed: [2025-12-25, 2025-12-26]
severities:
  P2:
    escalate: [{ after: 0m, notify: ["@bob"] }, { after: 3h, notify: ["@erin"] }]
`;
const P2 = ["incident", "severity: P2"];

/** Friday 5 December 2025 at 16:00 in Paris. */
const FRIDAY = "2025-12-05T15:00:00Z";

test("declared on Friday afternoon, a P2 is due on Monday, and nobody hears of it in between", async () => {
  const w = await world({ policy: OFFICE, start: FRIDAY });
  await w.open("Slow", { labels: P2 });
  expect(w.next()).toContain("@bob");
  expect(w.clock("Response")).toContain("2025-12-08 11:00 CET");
  await w.advance("65h59m");
  expect(w.labels()).toContain("sla: on track");
  // Three hours of work: Monday at 10:00.
  await w.advance("1m");
  expect(w.time()).toBe("09:00:00");
  expect(w.next()).toContain("@erin");
  await w.advance("11m");
  expect(w.labels()).toContain("sla: on track");
  await w.advance("1m");
  expect(w.labels()).toContain("sla: at risk");
  await w.advance("47m");
  expect(w.labels()).toContain("sla: at risk");
  await w.advance("1m");
  expect(w.next()).toContain("promises a response within 4 h (in the hours of `default`); that was due at 11:00 CET");
  expect(w.labels()).toContain("sla: breached");
});

test("at night nobody is called: the ladder begins when the office opens", async () => {
  const w = await world({ policy: OFFICE, start: "2025-12-05T19:00:00Z" });
  await w.open("Slow", { labels: P2 });
  await w.advance("60h59m");
  await w.advance("1m");
  expect(w.time()).toBe("08:00:00");
  expect(w.next()).toContain("@bob");
});

test("an answer at the weekend keeps the promise", async () => {
  const w = await world({ policy: OFFICE, start: FRIDAY });
  await w.open("Slow", { labels: P2 });
  expect(w.next()).toContain("@bob");
  await w.advance("40h");
  await w.comment("carol", "/ack");
  expect(w.labels()).toContain("sla: met");
});

test("a pause over the weekend takes the hours that were open; what is left is working time", async () => {
  const w = await world({ policy: OFFICE, start: FRIDAY });
  await w.open("Slow", { labels: P2 });
  expect(w.next()).toContain("@bob");
  await w.advance("1h");
  await w.comment("bob", "/pause waiting for the supplier");
  expect(w.clock("Response")).toContain("3 h");
  await w.advance("65h");
  await w.comment("bob", "/resume");
  expect(w.clock("Response")).toContain("2025-12-08 13:00 CET");
});

test("raised to P0 on Saturday, it is due a quarter of an hour later", async () => {
  const w = await world({ policy: OFFICE, start: FRIDAY });
  await w.open("Slow", { labels: P2 });
  expect(w.next()).toContain("@bob");
  await w.advance("20h");
  await w.comment("bob", "/severity P0");
  expect(w.clock("Response")).toContain("2025-12-06 12:15 CET");
  await w.advance("15m");
  expect(w.next()).toContain("`P0` promises a response within 15 min");
});

test("over the night on which clocks go back, the promise has its hours", async () => {
  const w = await world({ policy: OFFICE, start: "2026-10-23T14:00:00Z" });
  await w.open("Slow", { labels: P2 });
  expect(w.next()).toContain("@bob");
  expect(w.clock("Response")).toContain("2026-10-26 11:00 CET");
  await w.advance("66h");
  // An hour later than by a clock that had not changed.
  expect(w.time()).toBe("08:00:00");
  expect(w.labels()).toContain("sla: on track");
  await w.advance("1h");
  expect(w.next()).toContain("@erin");
  await w.advance("1h");
  expect(w.next()).toContain("11:00 CET");
});

test("/sla explain adds the stretches up, and names the days off", async () => {
  const w = await world({ policy: OFFICE, start: "2025-12-24T15:00:00Z" });
  await w.open("Slow", { labels: P2 });
  expect(w.next()).toContain("@bob");
  await w.comment("bob", "/sla explain");
  expect(w.next().match(/\*\*Response\*\*[\s\S]*?(?=\n\n\*\*)/)?.[0]).toMatchInlineSnapshot(`
    "**Response**
    - 2025-12-24 16:00 CET
    - + 4 h promised, in the hours of \`default\` (\`Europe/Paris\`):
      - 2 h: 2025-12-24 16:00 to 18:00 CET
      - 2 h: 2025-12-29 09:00 to 11:00 CET
      - closed: \`2025-12-25\`, \`2025-12-26\`
    - = **2025-12-29 11:00 CET**"
  `);
});

test("in French, with a pause", async () => {
  const w = await world({ policy: `locale: fr${OFFICE}`, start: FRIDAY });
  await w.open("Lent", { labels: P2 });
  expect(w.next()).toContain("@bob");
  await w.advance("1h");
  await w.comment("bob", "/pause le fournisseur");
  await w.advance("65h");
  await w.comment("bob", "/resume\n\n/sla explain");
  expect(w.next().match(/\*\*Réponse\*\*[\s\S]*?(?=\n\n\*\*)/)?.[0]).toMatchInlineSnapshot(`
    "**Réponse**
    - 2025-12-05 16:00 CET
    - + 4 h promis, aux heures de \`default\` (\`Europe/Paris\`) :
      - 1 h : 2025-12-05 16:00 à 17:00 CET
      - 3 h : 2025-12-08 10:00 à 13:00 CET
    - en pause (du 2025-12-05 17:00 CET au 2025-12-08 10:00 CET)
    - = **2025-12-08 13:00 CET**"
  `);
});
