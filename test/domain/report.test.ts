// The post-mortem checked: the plan's own example passes, and whatever is missing is named with its line.
import { describe, expect, test } from "vitest";
import { loadTemplates } from "../../src/adapters/templates.ts";
import { checkReport, type Finding, type ReportFacts } from "../../src/domain/report/document.ts";
import { at } from "../support/facts.ts";
import { REASONS } from "../support/sample-reports.ts";

const FACTS: ReportFacts = { severity: "P1", declaredAt: at("14:30"), resolvedAt: at("14:45"), timezone: "UTC" };

/** The response plan's own example, filled in, with owners and dates. */
const PLAN = `# Incident Report - 2025-11-10

**Severity**: P1
**Duration**: 14:30 start → 14:45 resolved
**Impact**: 30 % of checkouts

## Timeline
- 14:30 - Alert fired: API P99 > 5s
- 14:32 - Incident acknowledged
- 14:35 - Root cause identified: DB connection pool exhausted
- 14:40 - Mitigation: Restarted API service
- 14:45 - Resolved: Latency back to normal

## Root Cause
Database connection pool size (10) insufficient under peak load.

## Action Items
- [ ] Increase connection pool to 20 @alice 2025-11-17
- [ ] Add alert for connection pool usage > 80% @bob 2025-11-24
- [ ] Load test with realistic traffic 2025-12-01 @carol
`;
const WHYS = "### Five whys\n1. No connection was free.\n2. The pool held ten.\n3. It was never measured.\n";

/** The same text with one change, which must be one. */
function changed(from: string | RegExp, to: string, text = PLAN): string {
  const result = text.replace(from, to);
  expect(result).not.toBe(text);
  return result;
}
const brief = (findings: readonly Finding[]) => findings.map(({ line, reason }) => `${line} ${reason}`);
const check = (text: string, facts: Partial<ReportFacts> = {}) => brief(checkReport(text, { ...FACTS, ...facts }));

describe("nothing is missing", () => {
  test("in the plan's own example, once it has owners and dates", () => {
    expect(check(PLAN)).toEqual([]);
  });

  test("with a severity of the policy's own, as the draft writes it", () => {
    expect(check(changed("P1", "SEV\\-1\\_b"), { severity: "SEV-1_b" })).toEqual([]);
  });

  test("whatever ends its lines", () => {
    expect(check(PLAN.replaceAll("\n", "\r\n"))).toEqual([]);
    expect(check(PLAN.replaceAll("\n", "\r"))).toEqual([]);
  });

  test("in French", () => {
    const french = [
      ["Severity**:", "Sévérité** :"],
      ["Duration**: 14:30 start → 14:45 resolved", "Durée**\u00a0: 14:30 début → 14:45 résolu"],
      ["Impact**:", "IMPACT** :"],
      ["## Timeline", "### chronologie (UTC)"],
      ["## Root Cause", "# 🔍 Cause racine"],
      ["## Action Items", "Actions\n-------"],
    ].reduce((text, [from = "", to = ""]) => changed(from, to, text), PLAN);
    expect(check(french)).toEqual([]);
  });

  test.each([
    ["at most five whys", changed("## Action", `${WHYS}\n## Action`)],
    ["whys in French", changed("## Action", `${WHYS.replace("Five whys", "Les 5 pourquoi")}\n## Action`)],
    ["whys with questions and answers", changed("## Action", `${WHYS.replaceAll(". ", ". Why? ")}\n## Action`)],
    ["answers below the questions", changed("## Action", `${WHYS.replaceAll(". ", ". Why?\n   - ")}\n## Action`)],
    ["whys told in sentences", changed("## Action", "### Five whys\nThe pool was full, as it held ten.\n\n## Action")],
    ["whys in sentences in place of one", changed(/Database.*/, "### Five whys\nThe pool was full.")],
    ["whys in place of a sentence", changed(/Database.*\n/, WHYS)],
    ["a root cause that is code", changed(/Database.*\n/, "```\npool_size = 10\n```\n")],
    ["a reason to do nothing", changed(/(- \[ \] .*\n)+/, "None: the provider has fixed it.\n")],
    ["severity in a list, spelt out", changed("**Severity**: P1", "- **Severity:** `p1` (High)")],
    ["impact on the next line", changed("30 % of checkouts", "\n- 30 % of checkouts")],
    ["impact under a heading", changed("**Impact**: 30", "\n## Impact\n30")],
    ["a start before the declaration", changed("14:30 start", "14:10 start")],
    ["an end with its date", changed("14:45 res", "2025-11-10 14:45 res")],
    ["times in bold and dated", changed(/- 14:32/, "- **2025-11-10 14:32**")],
    ["a point below an entry", changed("- 14:35", "  - as always\n- 14:35")],
    ["an item that goes on", changed("20 @alice", "20, as the load\n  test wants @alice")],
    ["a plain list elsewhere", changed("## Action", "## Notes\n- [ ] none\n\n## Action")],
    ["an item due on the day itself", changed("2025-11-17", "2025-11-10")],
    ["an elision", changed("insufficient", "(“pool […] exhausted”, [… more](https://x.example)) insufficient")],
    ["a placeholder in code", changed("insufficient", "`[… what to write]` insufficient")],
    ["a hidden note", changed("## Root Cause\n", "## Root Cause\n<!-- [… what to write]\n## Timeline -->\n")],
    ["an example in a fence", changed("## Action", "```\n## Timeline\n- 25:00 - x\n```\n\n## Action")],
  ])("with %s", (_, text) => {
    expect(check(text)).toEqual([]);
  });
});

describe("each thing that is missing is found, and nothing else", () => {
  const variants: [string, string, string][] = [
    ["the plan's title as it is", changed("2025-11-10", "[YYYY-MM-DD]"), "1 placeholder"],
    ["the plan's impact as it is", changed(/30 %.*/, "[Number of users/services affected]"), "5 placeholder"],
    ["a placeholder for severity", changed("P1", "[… P0 to P3]"), "3 placeholder"],
    ["a placeholder for the duration", changed("14:30 start", "[… HH:MM] start"), "4 placeholder"],
    ["a placeholder in the timeline", changed(/(- 14.*\n)+/, "- [… what happened]\n"), "8 placeholder"],
    ["a placeholder as root cause", changed(/Database.*/, "[… what let it happen]"), "15 placeholder"],
    ["a placeholder among whys", changed("## Action", "### 5 whys\n1. [… why]\n\n## Action"), "18 placeholder"],
    ["a placeholder as action item", changed(/(- \[ \] .*\n)+/, "- [ ] [… what to do]\n"), "18 placeholder"],
    ["a placeholder for a date", changed("2025-11-24", "[YYYY-MM-DD]"), "19 placeholder"],
    ["no timeline", changed(/## Timeline\n(- .*\n)+/, ""), "1 heading-missing"],
    ["no root cause", changed(/## Root Cause\n.*\n/, ""), "1 heading-missing"],
    ["no action items", changed(/## Action Items\n(- .*\n)+/, ""), "1 heading-missing"],
    ["a heading in code only", changed("## Root Cause", "```\n## Root Cause\n```"), "1 heading-missing"],
    ["a heading twice", `${PLAN}\n### Root cause\nThe same.\n`, "22 heading-twice"],
    ["a heading twice, in two languages", `${PLAN}\n# Chronologie\n- 14:31 - x\n`, "22 heading-twice"],
    ["no severity", changed(/.*Severity.*\n/, ""), "1 severity-missing"],
    ["an empty severity", changed("**: P1", "**:"), "3 severity-missing"],
    ["another severity", changed("P1", "P2"), "3 severity-differs"],
    ["a severity that only begins so", changed("P1", "P10"), "3 severity-differs"],
    ["the plan's severity as it is", changed("P1", "P1/P2/P3"), "3 severity-differs"],
    ["no duration", changed(/.*Duration.*\n/, ""), "1 duration-missing"],
    ["an empty duration", changed(/(Duration\*\*:).*/, "$1"), "4 duration-missing"],
    ["the plan's duration as it is", changed("14:30 start → 14:45", "HH:MM start → HH:MM"), "4 duration-unreadable"],
    ["a length", changed("14:30 start → 14:45 resolved", "15 minutes"), "4 duration-unreadable"],
    ["one time", changed("14:30 start → 14:45 resolved", "until 14:45"), "4 duration-unreadable"],
    ["a time that is none", changed("14:45 resolved", "14:65 resolved"), "4 duration-unreadable"],
    ["an end too late", changed("14:45 resolved", "14:46 resolved"), "4 duration-end"],
    ["an end on another day", changed("14:45 res", "2025-11-11 14:45 res"), "4 duration-end"],
    ["a start after the declaration", changed("14:30 start", "14:31 start"), "4 duration-start"],
    ["a start two days before", changed("14:30 start", "2025-11-08 14:30 start"), "4 duration-start"],
    ["no impact", changed(/.*Impact.*\n/, ""), "1 impact-missing"],
    ["an empty impact", changed(/(Impact\*\*:).*/, "$1"), "5 impact-missing"],
    [
      "an empty impact above another field",
      changed(/(\*\*Sev[\s\S]*)(\*\*Impact\*\*:).*/, "$2\n$1"),
      "3 impact-missing",
    ],
    ["an empty timeline", changed(/(- 14.*\n)+/, ""), "7 timeline-empty"],
    ["a timeline without times", changed(/^- \d\d:\d\d - /gm, "- "), "7 timeline-empty"],
    ["a timeline in a quote", changed(/^- \d/gm, "> $&"), "7 timeline-empty"],
    ["an entry before the start", changed("14:32", "14:29"), "9 timeline-outside"],
    ["an entry after the end", changed("- 14:45", "- 14:46"), "12 timeline-outside"],
    ["an entry on another day", changed("- 14:32", "- 2025-11-09 14:32"), "9 timeline-outside"],
    ["an entry at no time", changed("14:32", "24:32"), "9 timeline-not-a-time"],
    ["an entry at the end of a day", changed("14:32", "24:00"), "9 timeline-not-a-time"],
    ["an entry on no day", changed("- 14:32", "- 2025-13-10 14:32"), "9 timeline-not-a-time"],
    ["an empty root cause", changed(/Database.*/, "<!-- to do -->"), "14 root-cause-empty"],
    ["too few whys", changed("## Action", `${WHYS.replace(/3.*/, "3.")}\n## Action`), "17 whys-few"],
    [
      "whys that are questions",
      changed("## Action", `${WHYS.replace(/\d\. .*/g, "1. Why?")}\n## Action`),
      "17 whys-few",
    ],
    [
      "one why in several points",
      changed("## Action", "### Five whys\n1. It was full\n   - at noon\n   - at one\n\n## Action"),
      "17 whys-few",
    ],
    ["no whys at all", changed("## Action", "### Five whys\n\n## Action"), "17 whys-few"],
    ["nothing to do, and no word why", changed(/(- \[ \] .*\n)+/, ""), "17 actions-missing"],
    ["nothing to do, in a word", changed(/(- \[ \] .*\n)+/, "None\n"), "17 actions-missing"],
    ["items without boxes", changed(/- \[ \]/g, "-"), "17 actions-missing"],
    ["items in a quote", changed(/- \[ \]/g, "> - [ ]"), "17 actions-missing"],
    ["an item without owner", changed(" @bob", ""), "19 action-without-owner"],
    ["an owner in code", changed("@bob", "`@bob`"), "19 action-without-owner"],
    ["an item without date", changed(" 2025-11-24", ""), "19 action-without-date"],
    ["a date of another kind", changed("2025-11-24", "24/11/2025"), "19 action-without-date"],
    ["a date that is none", changed("2025-11-24", "2026-02-30"), "19 action-date-impossible"],
    ["a date before the resolution", changed("2025-11-24", "2025-11-09"), "19 action-date-past"],
    [
      "the same item twice",
      changed(/- \[ \] Load test/, "- [x] increase  connection pool to 20 @eve 2025-11-18\n$&"),
      "20 action-twice",
    ],
  ];

  test.each(variants)("%s", (_, text, found) => {
    expect(check(text)).toEqual([found]);
  });

  test("several, in the order of their lines", () => {
    const text = changed("14:32", "13:32", changed("P1", "P0", changed(" @bob 2025-11-24", "")));
    expect(check(text)).toEqual([
      "3 severity-differs",
      "9 timeline-outside",
      "19 action-without-owner",
      "19 action-without-date",
    ]);
  });

  test("a placeholder further down stands further down", () => {
    expect(check(changed("P1", "P0", changed("20 @alice 2025-11-17", "[… how many]")))).toEqual([
      "3 severity-differs",
      "18 placeholder",
    ]);
  });

  test("nothing at all lacks everything", () => {
    const missing = ["heading-missing", "heading-missing", "heading-missing", "severity-missing", "duration-missing"];
    expect(check("")).toEqual([...missing, "impact-missing"].map((reason) => `1 ${reason}`));
  });

  const advised = ["wording-blame", "wording-counterfactual"];

  test("every reason is among them, and every sentence can be said with what is found", () => {
    const all = variants.flatMap(([, text]) => checkReport(text, FACTS));
    const reasons = [...new Set(all.map(({ reason }) => reason)), ...advised];
    expect(reasons.toSorted()).toEqual(REASONS.toSorted());
    const templates = loadTemplates();
    for (const { reason, data } of all)
      for (const locale of ["en", "fr"] as const)
        expect(
          templates.render({ template: `report-findings/${reason}`, data }, { locale, timezone: "UTC" }),
        ).not.toMatch(/\n|undefined/);
  });
});

describe("times", () => {
  const duration = (text: string, facts: Partial<ReportFacts>) =>
    check(changed("14:30 start → 14:45 resolved", text, changed(/(- 14.*\n)+/, "- [… x]\n")), facts).filter(
      (found) => !found.includes("placeholder"),
    );
  const timeline = (rows: string[], span: string, facts: Partial<ReportFacts>) =>
    check(
      changed("14:30 start → 14:45 resolved", span, changed(/(- 14.*\n)+/, rows.map((row) => `- ${row}\n`).join(""))),
      {
        ...facts,
      },
    );
  const night = { declaredAt: at("23:50"), resolvedAt: at("00:20", "2025-11-11") };
  const days = { declaredAt: at("23:50"), resolvedAt: at("09:00", "2025-11-13") };
  const early = { declaredAt: at("00:10"), resolvedAt: at("01:00") };

  test.each([
    ["23:50 start → 00:20 resolved", night],
    ["2025-11-10 23:50 start → 2025-11-11 00:20 resolved", night],
    ["23:50 → 2025-11-13 09:00", days],
    ["23:50 start → 01:00 resolved", early],
    ["2025-11-09 23:50 start → 01:00 resolved", early],
    ["2025-11-09 00:10 start → 01:00 resolved", early],
    ["9:05 – 14:45", {}],
  ])("%s is right", (text, facts) => {
    expect(duration(text, facts)).toEqual([]);
  });

  test.each([
    ["23:51 start → 00:20 resolved", night, "duration-start"],
    ["2025-11-11 23:50 start → 00:20 resolved", night, "duration-start"],
    ["2025-11-10 23:50 start → 2025-11-10 00:20 resolved", night, "duration-end"],
    ["2025-11-09 00:09 start → 01:00 resolved", early, "duration-start"],
    ["00:11 start → 01:00 resolved", early, "duration-start"],
  ])("%s is wrong", (text, facts, reason) => {
    expect(duration(text, facts)).toEqual([`4 ${reason}`]);
  });

  test("past midnight, over days, before the declaration", () => {
    expect(timeline(["23:50 - a", "00:00 - b", "2025-11-11 00:20 - c"], "23:50 → 00:20", night)).toEqual([]);
    expect(timeline(["23:49 - a", "00:21 - b", "2025-11-10 00:10 - c"], "23:50 → 00:20", night)).toEqual([
      "8 timeline-outside",
      "9 timeline-outside",
      "10 timeline-outside",
    ]);
    expect(timeline(["23:50 - a", "12:00 - b", "2025-11-13 09:00 - c"], "23:50 → 09:00", days)).toEqual([]);
    expect(timeline(["2025-11-13 09:01 - c"], "23:50 → 09:00", days)).toEqual(["8 timeline-outside"]);
    expect(timeline(["14:10 - a"], "14:10 → 14:45", {})).toEqual([]);
  });

  test("are those of the policy's time zone, to the minute", () => {
    const paris = { timezone: "Europe/Paris", declaredAt: at("14:30:40"), resolvedAt: at("14:45:59") };
    expect(timeline(["15:30 - a", "15:45 - b"], "15:30 → 15:45", paris)).toEqual([]);
    expect(timeline(["14:30 - a"], "14:30 → 14:45", paris)).toEqual(["4 duration-end"]);
    const due = changed("2025-11-17", "2025-11-10");
    const late = { resolvedAt: at("23:30"), declaredAt: at("23:00"), timezone: "Europe/Paris" };
    expect(check(due, late)).toContain("18 action-date-past");
  });

  test("in the night that has an hour twice, either one will do", () => {
    const paris = { timezone: "Europe/Paris" };
    const [declaredAt, resolvedAt] = [at("00:50", "2025-10-26"), at("01:10", "2025-10-26")];
    expect(
      timeline(["02:50 - a", "02:05 - b", "02:10 - c"], "02:50 → 02:10", { ...paris, declaredAt, resolvedAt }),
    ).toEqual([]);
  });
});

describe("wording", () => {
  const advice = (sentence: string) => {
    const [finding, ...others] = checkReport(changed(/Database.*/, sentence), FACTS);
    expect(others).toEqual([]);
    return (
      finding && {
        line: finding.line,
        reason: finding.reason,
        given: finding.data["given"],
        isAdvice: finding.isAdvice,
      }
    );
  };

  test.each([
    ["Bob should have looked.", "wording-counterfactual", "should have"],
    ["Nobody could not have known, but they shouldn’t have waited.", "wording-counterfactual", "could not have"],
    ["L’équipe aurait dû vérifier.", "wording-counterfactual", "aurait dû"],
    ["Ils n’auraient pas dû attendre.", "wording-counterfactual", "auraient pas dû"],
    ["It was Human Error.", "wording-blame", "Human Error"],
    ["The team failed to test it.", "wording-blame", "failed to"],
    ["C’est une erreur humaine.", "wording-blame", "erreur humaine"],
    ["Bob a oublié de tester.", "wording-blame", "a oublié de"],
  ])("%s", (sentence, reason, given) => {
    expect(advice(sentence)).toEqual({ line: 15, reason, given, isAdvice: true });
  });

  test.each([
    "The pool failed over to the replica.",
    "A superhuman error-free effort to shoulder haven.",
    "> Bob should have looked",
    "Le disque aurait durci.",
  ])("%s is left alone", (sentence) => {
    expect(advice(sentence)).toBeUndefined();
  });

  test("what the app wrote itself is not advised on", () => {
    const owned = changed(/((- 14.*\n)+)/, "<!-- tocsin:begin timeline -->\n$1<!-- tocsin:end timeline -->\n");
    const both = changed("**Severity**: P1", "<!-- tocsin:begin facts -->\n$&\n<!-- tocsin:end facts -->\n", owned);
    expect(check(changed("Incident acknowledged", "the API failed to start", both))).toEqual([]);
    expect(check(changed(/Database.*/, "They failed to test it.", both))).toEqual(["20 wording-blame"]);
    expect(check(changed("Incident acknowledged", "the API failed to start"))).toEqual(["9 wording-blame"]);
  });
});

describe("the largest text that GitHub keeps does not keep us busy", () => {
  const MOST = 65_536;
  const fill = (piece: string) => piece.repeat(Math.ceil(MOST / piece.length)).slice(0, MOST);
  test.each(
    [
      ...[
        "\n",
        " ",
        "\t",
        "a",
        "`",
        "*",
        "#",
        "[",
        "[…",
        "<!--",
        "-->",
        "- ",
        "> ",
        "1. ",
        "- [ ] ",
        ">",
        "<",
        "~",
        "|",
      ],
      ...[
        "\n- [ ] a @b 2026-01-31",
        "\n- 14:31 - x",
        "\n- 2025-11-10 14:31 - x",
        "\n## Timeline",
        "\n- a\n\n",
        "`<!--",
      ],
      ...[
        "\n<!-- tocsin:begin facts -->",
        "\nImpact:",
        "\n1. why ",
        "should ",
        "failed to ",
        "@a ",
        "2026-02-30 ",
        "x\n===\n",
      ],
      ...["\n```\n", "\n<pre>", "\n  ", "14:30 ", "-", "=", "why? ", "(", "\\"],
    ].map((piece) => [piece]),
  )("%j", (piece) => {
    const started = performance.now();
    const whys = `${PLAN}\n### Five whys\n1. why${fill(piece)}? x`;
    for (const text of [fill(piece), `${PLAN}${fill(piece)}x`, `## Timeline\n- ${fill(piece)}\n${PLAN}`, whys])
      expect(checkReport(text.slice(0, MOST + PLAN.length), FACTS).every(({ line }) => line > 0)).toBe(true);
    expect(performance.now() - started).toBeLessThan(4000);
  });

  test("nor does a space between words", () => {
    const started = performance.now();
    const spaces = " ".repeat(60_000);
    for (const words of [
      `- ${spaces}x`,
      `# a${spaces}#${spaces}x`,
      `Impact${spaces}:${spaces}x`,
      `- [ ]${spaces}x${spaces}#1 y`,
    ])
      expect(checkReport(`${PLAN}${words}`, FACTS)).toBeInstanceOf(Array);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
