// The report in its three formats: the same figures in each, and charts that Mermaid can read.
import { Duration } from "luxon";
import { describe, expect, test } from "vitest";
import { loadTemplates } from "../../src/adapters/templates.ts";
import { monthCsv, monthJson, monthMessages } from "../../src/app/month-formats.ts";
import { parseCsv } from "../support/csv.ts";
import { fullMonth } from "../support/sample-months.ts";

const REPOSITORY = "acme/shop";
const templates = loadTemplates();
const markdown = (locale: "en" | "fr", statistics = fullMonth) =>
  templates.render(monthMessages(REPOSITORY, statistics).report, { locale, timezone: "Europe/Paris" });

describe("JSON", () => {
  test("gives the figures back, lengths in seconds", () => {
    const read = JSON.parse(monthJson(REPOSITORY, fullMonth));
    expect(read).toMatchObject({ repository: REPOSITORY, month: "2025-11", postMortems: fullMonth.postMortems });
    expect(read.severities.map(({ severity }: { severity: string | null }) => severity)).toEqual(["P0", "P1", null]);
    const { response, resolution } = fullMonth.all;
    for (const [seconds, { n, median, p90 }] of [
      [read.all.responseSeconds, response],
      [read.all.resolutionSeconds, resolution],
    ]) {
      expect(seconds).toEqual({ n, median: median?.as("seconds"), p90: p90?.as("seconds") });
      expect(Duration.fromObject({ seconds: seconds.median })).toEqual(
        Duration.fromObject({ seconds: +median / 1000 }),
      );
    }
    expect(read.severities[2].responseSeconds).toEqual({ n: 0, median: null, p90: null });
  });
});

describe("CSV", () => {
  const rows = parseCsv(monthCsv(REPOSITORY, fullMonth));
  const value = (...cells: string[]) => rows.find((row) => cells.every((cell, index) => row[index + 2] === cell))?.[5];

  test("has one figure a row, and the same as JSON", () => {
    const read = JSON.parse(monthJson(REPOSITORY, fullMonth));
    expect(rows[0]).toEqual(["repository", "month", "about", "name", "figure", "value"]);
    expect(new Set(rows.slice(1).map((row) => row.slice(0, 2).join(" ")))).toEqual(new Set(["acme/shop 2025-11"]));
    expect(value("severity", "P0", "responseMedianSeconds")).toBe(String(read.severities[0].responseSeconds.median));
    expect(value("severity", "P1", "responseP90Seconds")).toBe("");
    expect(value("all", "", "slaBreached")).toBe(String(read.all.sla.breached));
    expect(value("post-mortems", "", "waived")).toBe("2");
    expect(value("waiver", "12", "by")).toBe("bob");
    expect(value("component", "api", "incidents")).toBe("4");
  });

  test("lets no reason or component calculate", () => {
    const [waiver] = fullMonth.postMortems.waived;
    const waived = waiver ? [{ ...waiver, reason: '=HYPERLINK("http://evil")' }] : [];
    const postMortems = { ...fullMonth.postMortems, waived };
    const csv = monthCsv(REPOSITORY, { ...fullMonth, postMortems, components: [{ name: "@web", incidents: 1 }] });
    expect(
      parseCsv(csv)
        .flat()
        .filter((cell) => /^[=+\-@]/.test(cell)),
    ).toEqual([]);
  });
});

describe("Markdown", () => {
  /** What Mermaid's own grammar takes (tried with mermaid 11): quoted names without quotes in them, and numbers. */
  const PIE = /^pie showData\n {4}title [^\n"]+(\n {4}"[^"\n]+" : [1-9]\d*)+$/;
  const XY =
    /^xychart-beta\n {4}title "[^"\n]+"\n {4}x-axis \[("[^"\n]+"(, )?)+\]\n {4}y-axis "%" 0 --> 100\n {4}bar \[(\d+(, )?)+\]$/;

  test.each(["en", "fr"] as const)("draws charts that Mermaid can read (%s)", (locale) => {
    const hostile = { ...fullMonth, severities: fullMonth.severities.map((one) => ({ ...one, severity: 'x"]\n%%{' })) };
    for (const statistics of [fullMonth, hostile]) {
      const charts = [...markdown(locale, statistics).matchAll(/```mermaid\n([\s\S]*?)\n```/g)].map(
        ([, chart]) => chart,
      );
      expect(charts).toHaveLength(2);
      expect(charts[0]).toMatch(PIE);
      expect(charts[1]).toMatch(XY);
    }
  });

  test("draws none without figures", () => {
    expect(markdown("en", { ...fullMonth, severities: [] })).not.toContain("mermaid");
  });

  test("says how many waivers it leaves out, and stays within what GitHub takes", () => {
    const waivers = Array.from({ length: 500 }, (_, number) => ({
      number,
      url: "https://github.com/acme/shop/issues/1",
      by: "bob",
      reason: "@".repeat(5000),
    }));
    const text = markdown("en", { ...fullMonth, postMortems: { ...fullMonth.postMortems, waived: waivers } });
    expect(text).toContain("- and 480 more");
    expect(text.length).toBeLessThan(60_000);
  });

  test("reads like this", () => {
    expect(markdown("en")).toContain(
      "| **P0** | 5 | 4 | 8 min | 17 min | 3 | 1 h 35 min | 10 h | 3 | 1 | 75 |\n| **P1** | 0 | 0 | – | – | 0 | – | – | 0 | 0 | – |",
    );
    expect(markdown("fr")).toContain("En novembre 2025, **6 incidents** déclarés");
  });
});
