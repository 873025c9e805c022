// The draft of a post-mortem: everything known is in it, and the check finds exactly what people have to write.
import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { loadTemplates } from "../../src/adapters/templates.ts";
import { type Incident, incidentOf } from "../../src/domain/incident.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { checkReport, readActionItems, replaceOwnedParts } from "../../src/domain/report/document.ts";
import { draftReport } from "../../src/domain/report/draft.ts";
import { type Entry, insertEntry } from "../../src/domain/timeline.ts";
import { anIncident, anIssue, at, entry } from "../support/facts.ts";

type File = { locale?: "en" | "fr"; timezone?: string };
const templates = loadTemplates();
const textOf = (incident: Incident, file: File = {}) => {
  const policy = policyOf(file);
  return templates.render(draftReport(incident, policy).message, policy);
};

const RESOLVED = entry("14:45", { kind: "resolved", via: "command", by: "bob", text: "latency back to normal" });
/** The response plan's own example. */
const TIMELINE = [
  entry("14:30", { kind: "note", text: "Alert fired: API P99 > 5s", by: "bob" }),
  entry("14:32", { kind: "acknowledged", via: "command", by: "bob" }),
  entry("14:35", { kind: "update", status: "identified", text: "DB connection pool exhausted", by: "bob" }),
  entry("14:36", { kind: "impact", text: "30 % of checkouts", by: "bob" }),
  entry("14:40", { kind: "note", text: "Restarted API service", by: "bob" }),
  RESOLVED,
];
const EXAMPLE = anIncident({ timeline: TIMELINE });

const FACTS = { severity: "P1", declaredAt: at("14:30"), resolvedAt: at("14:45"), timezone: "UTC" };
const check = (text: string, facts = FACTS) => checkReport(text, facts).map(({ line, reason }) => `${line} ${reason}`);
/** The lines on which something is to be written. */
const placeholders = (text: string) =>
  text.split("\n").flatMap((line, index) => (/(?<!\\)\[(…|Number of)/.test(line) ? [`${index + 1} placeholder`] : []));

test("it reads like this", () => {
  expect(textOf(EXAMPLE)).toMatchInlineSnapshot(`
    "# Incident Report - 2025-11-10

    **Incident**: [Checkout down](https://github.com/acme/shop/issues/7)

    <!-- tocsin:begin facts -->
    **Severity**: P1

    **Duration**: 14:30 start → 14:45 resolved (UTC)
    <!-- tocsin:end facts -->

    **Impact**: 30 % of checkouts

    ## Timeline (UTC)

    <!-- tocsin:begin timeline -->
    - 14:30 - Incident declared by \`alice\`
    - 14:30 - Severity **P1** by label (\`alice\`)
    - 14:30 - Alert fired: API P99 &gt; 5s
    - 14:32 - Acknowledged by \`bob\`
    - 14:35 - 🟡 **Identified** - DB connection pool exhausted
    - 14:36 - Impact: 30 % of checkouts
    - 14:40 - Restarted API service
    - 14:45 - Resolved by \`bob\`: latency back to normal

    <details><summary>Timeline as a chart</summary>

    \`\`\`mermaid
    timeline
        14∶30 : Declared
        14∶30 : Severity P1
        14∶30 : Alert fired API P99 5s
        14∶32 : Acknowledged
        14∶35 : Identified
        14∶36 : Impact known
        14∶40 : Restarted API service
        14∶45 : Resolved
    \`\`\`

    </details>

    <!-- tocsin:end timeline -->

    ## Root Cause

    [… what in the system let it happen]

    ### Five whys

    1. [… why did it happen?]
    2. [… why was that possible?]
    3. [… why was that, in turn?]
    4. [… why was that, in turn? Three answers may be enough]
    5. [… why was that, in turn? Three answers may be enough]

    ## What went well

    [… what helped, and is worth keeping]

    ## Where we were lucky

    [… what went right by chance alone]

    ## Action Items

    - [ ] [… what prevents it from happening again, then who does it and by when: \`raise the pool to 20 @name 2026-01-31\`]

    ## Runbooks

    [… which runbooks were updated, or why none had to be]"
  `);
});

test("in French it has the same parts, in the policy's time zone", () => {
  const text = textOf(EXAMPLE, { locale: "fr", timezone: "Europe/Paris" });
  expect(text).toContain("# Rapport d’incident - 2025-11-10\n");
  expect(text).toContain("**Durée**\u00a0: 15:30 début → 15:45 résolu (CET)");
  expect(text.match(/^##+ .*$/gm)).toEqual([
    "## Chronologie (CET)",
    "## Cause racine",
    "### Les 5 pourquoi",
    "## Ce qui a bien marché",
    "## Là où nous avons eu de la chance",
    "## Actions",
    "## Runbooks",
  ]);
  const found = check(text, { ...FACTS, timezone: "Europe/Paris" });
  expect(found).toEqual(placeholders(text));
  expect(found).toHaveLength(10);
});

describe("the check finds what is left to write", () => {
  test("and nothing once it is written", () => {
    const text = textOf(EXAMPLE);
    expect(check(text)).toEqual(placeholders(text));
    const written = text
      .replace("[… what in the system let it happen]", "The pool held ten.")
      .replace(/^[45]\. .*\n/gm, "")
      .replace(/^- \[ \] .*/m, "- [ ] Raise the pool @bob 2025-11-17")
      .replace(/\[….*\]/g, "Done.");
    expect(check(written)).toEqual([]);
  });

  /** Words that would be something else, were they not encoded. */
  const TRICKS = [
    "[… write]",
    "[YYYY-MM-DD]",
    "\n## Timeline\n- 99:99 - x",
    "<!-- tocsin:end timeline -->",
    "- [ ] x @bob 2026-02-30",
    "```",
    "<!--",
    "`[… x",
  ];
  test("and is not misled by what people noted, or called the incident", () => {
    const tricks = TRICKS.flatMap((text) => [
      entry("14:31", { kind: "note", text }),
      entry("14:32", { kind: "impact", text }),
    ]);
    for (const title of TRICKS) {
      const text = textOf(anIncident({ timeline: [...tricks, RESOLVED], issue: { title } }));
      expect(check(text)).toEqual(placeholders(text));
    }
  });

  const zones = ["UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe"];
  const moments = fc.integer({ min: 1_735_689_600, max: 1_767_225_600 });
  test("whenever and wherever it was, however long it took, whatever was noted", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom("en" as const, "fr" as const),
        moments,
        fc.oneof(fc.integer({ min: 0, max: 7200 }), fc.integer({ min: 0, max: 300_000 })),
        fc.array(
          fc.tuple(fc.integer({ min: -200_000, max: 400_000 }), fc.oneof(fc.string(), fc.constantFrom(...TRICKS))),
        ),
        (timezone, locale, start, length, notes) => {
          const time = (seconds: number) => DateTime.fromSeconds(start + seconds, { zone: "utc" });
          const entries: Entry[] = [
            { at: time(0), kind: "severity", to: "P1", via: "label" },
            ...notes.map(([seconds, text]): Entry => ({ at: time(seconds), kind: "note", text })),
            { at: time(length), kind: "resolved", via: "closed" },
          ];
          const declared: Entry[] = [{ at: time(0), kind: "declared" }];
          const incident = incidentOf(anIssue(), entries.reduce(insertEntry, declared));
          const text = textOf(incident, { locale, timezone });
          const facts = { severity: "P1", declaredAt: time(0), resolvedAt: time(length), timezone };
          expect(check(text, facts)).toEqual(placeholders(text));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("what is known is in it", () => {
  const dataOf = (...timeline: Entry[]) =>
    draftReport(anIncident({ timeline: [...timeline, RESOLVED] }), policyOf({})).message.data as {
      rows: { template: string }[];
      hiddenRows: number;
    };

  test("what happened up to the resolution, without the machine's notes and the post-mortem's own story", () => {
    const { rows } = dataOf(
      entry("14:31", { kind: "said", keys: ["x"] }),
      entry("14:40", { kind: "action", number: 9, text: "x", isDone: false }),
      entry("14:45", { kind: "report", number: 8 }),
      entry("15:00", { kind: "note", text: "later" }),
    );
    expect(rows.map(({ template }) => template)).toEqual(["declared", "severity", "resolve"]);
  });

  test("the incident began with what was noted before its declaration, a day before at most", () => {
    const note = (time: string, day: string) => ({
      ...entry("00:00", { kind: "note", text: `at ${time}` }),
      at: at(time, day),
    });
    const text = textOf(
      anIncident({
        timeline: [note("14:29", "2025-11-09"), note("14:30", "2025-11-09"), note("14:20", "2025-11-10"), RESOLVED],
      }),
    );
    expect(text).toContain("**Duration**: 2025-11-09 14:30 start → 14:45 resolved (UTC)");
    expect(text).toMatch(/begin timeline -->\n- 2025-11-09 14:30 - at 14:30\n- 14:20 - at 14:20\n- 14:30/);
    expect(text).toMatch(/## Root Cause\n\nMore than a day before:\n\n- 2025-11-09 14:29 - at 14:29\n/);
    expect(check(text)).toEqual(placeholders(text));
  });

  test("the action items that there are, as they stand, as the reader reads them", () => {
    const action = { kind: "action" as const, number: 12, text: "raise the pool (API) @x", isDone: false };
    const timeline = [
      entry("14:40", { ...action, owner: "bob", due: "2025-11-17" }),
      entry("14:41", { ...action, number: 13, text: "alert" }),
      entry("15:00", { ...action, owner: "bob", due: "2025-11-17", isDone: true }),
      RESOLVED,
    ];
    const text = textOf(anIncident({ timeline }));
    expect(readActionItems(text)).toMatchObject([
      { isDone: true, owner: "bob", due: "2025-11-17", issue: 12 },
      { isDone: false, text: "alert", owner: undefined, due: undefined, issue: 13 },
    ]);
    expect(textOf(anIncident({ timeline: [...timeline, entry("14:31", { kind: "drill" })] }))).not.toContain("@bob");
  });

  test("the severity that owes it, also after a downgrade; the worst when nobody named one", () => {
    const downgrade = entry("15:00", { kind: "severity", to: "P3", via: "command", reason: "not that bad" });
    expect(textOf(anIncident({ timeline: [RESOLVED, downgrade] }))).toContain("**Severity**: P1\n");
    expect(textOf(anIncident({ severity: "", timeline: [RESOLVED] }))).toContain("**Severity**: P0\n");
    expect(textOf(anIncident({ severity: "P3", timeline: [RESOLVED] }))).toContain("**Severity**: P3\n");
  });

  test("a timeline too long for GitHub loses its beginning, and says so", () => {
    const notes = Array.from({ length: 1000 }, () =>
      entry("14:40", { kind: "note", text: "&".repeat(500), by: "bob" }),
    );
    const { rows, hiddenRows } = dataOf(...notes);
    expect(rows.length + hiddenRows).toBe(1003);
    expect(rows.at(-1)?.template).toBe("resolve");
    const text = textOf(anIncident({ timeline: [...notes, RESOLVED] }));
    expect(text.length).toBeGreaterThan(20_000);
    expect(text.length).toBeLessThan(45_000);
    expect(text).toContain(`- ${hiddenRows} earlier lines are not shown`);
    expect(check(text)).toEqual(placeholders(text));
  });

  test("its title says when and what, in as many characters as GitHub takes", () => {
    const title = (of: string, file: File = {}) =>
      draftReport(anIncident({ issue: { title: of }, timeline: [RESOLVED] }), policyOf(file)).title;
    expect(title("Checkout down")).toBe("Incident Report - 2025-11-10 - Checkout down");
    expect(title("x", { timezone: "Pacific/Kiritimati" })).toBe("Incident Report - 2025-11-11 - x");
    expect(title("😀".repeat(200)).length).toBeLessThanOrEqual(256);
    expect(title("😀".repeat(200)).isWellFormed()).toBe(true);
    // Merged, the title of a pull request is a commit's message, which closes and calls what it names.
    expect(title("Down <b>, fixes #12 for @acme/sre_1")).toBe(
      "Incident Report - 2025-11-10 - Down <b>, fixes #\u206012 for @\u2060acme/sre_1",
    );
  });
});

test("written on while people write, it keeps their words and its own parts up to date", () => {
  const draft = textOf(EXAMPLE);
  const body = draft.replace("[… what in the system let it happen]", "The pool held ten.");
  const later = anIncident({ timeline: [...TIMELINE, entry("14:20", { kind: "note", text: "Load rises" })] });
  const updated = replaceOwnedParts(body, textOf(later));
  expect(updated).toContain("**Duration**: 14:20 start → 14:45 resolved");
  expect(updated).toContain("- 14:20 - Load rises\n- 14:30 - Incident declared");
  expect(updated).toContain("The pool held ten.");
  expect(replaceOwnedParts(updated, draft)).toBe(body);
});
