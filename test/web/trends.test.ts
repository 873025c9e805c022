// Trends: figures that follow from the incidents and can be checked by hand, as a page, as CSV and as JSON.
import { describe, expect, test } from "vitest";
import { spreadOf } from "../../src/domain/spread.ts";
import { heatOf } from "../../src/web/trends-chart.ts";
import { parseCsv } from "../support/csv.ts";
import { signedIn } from "../support/visitor.ts";
import { type World, world } from "../support/world.ts";

const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** Monday 14:30: three of P1 (answered after 10, 20, 90 min), one of P2 that goes on, one exercise. */
async function quarter(): Promise<World> {
  const w = await world();
  for (const minutes of ["10m", "20m", "90m"]) {
    await w.open(`=HYPERLINK("x") ${minutes}`, { labels: ["incident", "severity: P1"] });
    await w.advance(minutes);
    await w.comment("bob", "/ack\n/affects checkout");
    await w.advance("10m");
    await w.comment("bob", "/resolve done");
    w.skim();
  }
  await w.open("Slow", { labels: ["incident", "severity: P2"] });
  await w.comment("bob", "/affects search");
  await w.open("Fire drill", { labels: ["incident", "severity: P0", "drill"] });
  await w.advance("72h");
  w.skim();
  return w;
}

test("the page has the figures, every incident as a dot, and the hours of the week", async () => {
  const w = await quarter();
  const page = await (await (await signedIn(w.stage, "dave")).get("/trends")).text();
  const rows = [...page.matchAll(/<tr><th scope="row">[\s\S]*?<\/tr>/g)].map(([row]) => textOf(row));
  expect(rows[0]).toBe("P1 3 20 min 1 h 30 min 30 min 1 h 40 min 67% (2/3)");
  expect(rows[1]).toMatch(/^P2 1 /);
  expect(rows).toContain("Post-mortems 0 on time, 0 late, 3 overdue, 0 pending, 0 waived");
  expect(page).toContain("<li>checkout: 3 incidents</li>");
  expect(page).not.toContain("Fire drill");
  expect(
    page.match(/<circle class="dot/g)?.length,
    "three answered and ended, one only answered",
  ).toBeGreaterThanOrEqual(6);
  // Monday 14:30, 14:50, 15:20 and 17:00.
  expect(textOf(/<th scope="row">Mon<\/th>[\s\S]*?<\/tr>/.exec(page)?.[0] ?? "")).toBe("Mon 2 1 1");
});

test("the CSV has every incident, and no cell that a spreadsheet would run", async () => {
  const w = await quarter();
  const answer = await (await signedIn(w.stage, "dave")).get("/trends.csv");
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const [head = [], ...rows] = parseCsv(await answer.text());
  const column = (name: string) => rows.map((row) => row[head.indexOf(name)]);
  expect(column("title")).toEqual([...["10m", "20m", "90m"].map((one) => `'=HYPERLINK("x") ${one}`), "Slow"]);
  expect(column("response_s").slice(0, 3)).toEqual(["600", "1200", "5400"]);
  expect(column("sla").slice(0, 3)).toEqual(["met", "met", "breached"]);
});

test("the JSON has everything that the page shows", async () => {
  const w = await quarter();
  const answer = await (await signedIn(w.stage, "dave")).get("/trends.json?component=checkout");
  const { severities, totals, hours, repeats, incidents } = (await answer.json()) as Record<string, unknown>;
  expect(severities).toMatchObject([
    { severity: "P1", incidents: 3, met: 2, breached: 1, response: { n: 3, median: 1_200_000 } },
  ]);
  expect(totals).toMatchObject({ incidents: 3, postMortems: { overdue: 3 } });
  expect(repeats).toEqual([{ name: "checkout", incidents: 3 }]);
  expect((hours as number[][]).flat().reduce((sum, one) => sum + one, 0)).toBe(3);
  expect(incidents).toHaveLength(3);
});

test.each(["/trends?days=1", "/trends?days=nonsense", "/trends?days=-5&severity=P9", "/trends?days=1e99"])(
  "%s is a page",
  async (path) => {
    const w = await quarter();
    const answer = await (await signedIn(w.stage, "dave")).get(path, { "accept-language": "fr" });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("Tendances");
  },
);

describe("figures by nearest rank", () => {
  test.each([
    [[], { n: 0 }],
    [[5], { n: 1, median: 5, p90: 5 }],
    [[3, 1, 2, 4], { n: 4, median: 2, p90: 4 }],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], { n: 10, median: 5, p90: 9 }],
  ])("of %j", (lengths, spread) => {
    expect(spreadOf(lengths)).toEqual(spread);
  });
});

test("an hour with anything in it is never as pale as an empty one", () => {
  expect(heatOf([[0, 1, 50, 100]])[0]?.map(({ strength }) => strength)).toEqual([0, 1, 2, 4]);
});
