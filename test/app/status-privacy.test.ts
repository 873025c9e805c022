// Whatever people do and type, nothing reaches the public that was not published, no mention and no private reference.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadPages } from "../../src/adapters/pages.ts";
import { asPlain } from "../../src/adapters/plain-text.ts";
import { createPublicNames } from "../../src/adapters/public-names.ts";
import { loadTemplates } from "../../src/adapters/templates.ts";
import { hookDeliveries } from "../../src/app/hook-lane.ts";
import { readings } from "../../src/app/readings.ts";
import { type Showing, showing } from "../../src/app/status-desk.ts";
import { statusMarkdown } from "../../src/app/status-markdown.ts";
import { incidentOf } from "../../src/domain/incident.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { publicText } from "../../src/domain/public-text.ts";
import { siteOf } from "../../src/domain/site.ts";
import { statusPageOf } from "../../src/domain/status-page.ts";
import { type Summary, summaryOf } from "../../src/domain/summary.ts";
import { type Entry, insertEntry, STATUSES } from "../../src/domain/timeline.ts";
import { loadAssets } from "../../src/web/assets.ts";
import { statusForms } from "../../src/web/status-forms.ts";
import { anIssue, at, declared, entry, person } from "../support/facts.ts";
import { leaksIn, nastyText, PRIVATE } from "../support/private-words.ts";

const builtIn = loadTemplates();
const templates: Parameters<typeof showing>[1]["templates"] = {
  plain: (message, { policy }) => builtIn.render(asPlain(message), policy),
};
const PARTS = {
  templates,
  publicName: createPublicNames("a secret of these tests, 32 bytes"),
  publicUrl: "https://tocsin.example",
};

const forms = statusForms(loadPages(loadAssets().address));

const NOW = at("18:00");
const minute = fc.integer({ min: 0, max: 150 });
const time = (minutes: number) =>
  `${14 + Math.floor((30 + minutes) / 60)}:${String((30 + minutes) % 60).padStart(2, "0")}`;
const hidden = fc.constantFrom("zznote", "zznote @zzlogin", "see #471147 zznote");

/** What people do besides publishing: none of these words is for the public. */
const unpublished: fc.Arbitrary<Entry> = fc
  .tuple(minute, hidden, fc.constantFrom("P0", "P1", "P2", "P3"))
  .chain(([minutes, text, to]) => {
    const by = PRIVATE.login;
    const here = time(minutes);
    return fc.constantFrom<Entry>(
      entry(here, { kind: "note", text, by }),
      entry(here, { kind: "impact", text, by }),
      entry(here, { kind: "affects", components: ["checkout", `zznote-${text.length}`], by }),
      entry(here, { kind: "severity", to, via: "command", reason: text, by }),
      entry(here, { kind: "role", role: "lead", who: PRIVATE.login, by }),
      entry(here, { kind: "acknowledged", via: "command", note: text, by }),
      entry(here, { kind: "paused", reason: text, by }),
      entry(here, { kind: "escalated", step: 0, severity: "P0", called: ["@zzlogin"], reason: text, by }),
      entry(here, { kind: "action", number: 471147, text, owner: PRIVATE.login, isDone: false }),
      entry(here, { kind: "report", number: 471147 }),
      entry(here, { kind: "resolved", via: "command", text, by }),
      entry(here, { kind: "reopened", reason: text, by }),
      entry(here, { kind: "waived", reason: text, by }),
    );
  });

const published: fc.Arbitrary<Entry> = fc
  .tuple(minute, fc.constantFrom(...STATUSES), nastyText)
  .map(([minutes, status, text]) => entry(time(minutes), { kind: "update", status, text, by: PRIVATE.login }));

/** On github.com or an Enterprise Server, in one repository or another of the account. */
const place = fc.constantFrom(
  ["https://github.com", "acme", "shop"] as const,
  ["https://ghes.acme.example", "acme", "shop"] as const,
  ["https://github.com", "acme", "api"] as const,
);
const life = fc.record({
  place,
  own: fc.array(unpublished, { maxLength: 8 }),
  told: fc.array(published, { maxLength: 4 }),
});

const POLICY = policyOf({ components: { checkout: { description: "see acme/zzrepo, ask @zzlogin" } } });

function summaryIn([host, owner, name]: readonly [string, string, string], entries: readonly Entry[]): Summary {
  const url = `${host}/${owner}/${name}/issues/471147`;
  const issue = anIssue({
    number: 471147,
    url,
    title: "zznote @zzlogin",
    reporter: person(PRIVATE.login),
    repository: { owner, name },
  });
  const incident = incidentOf(issue, entries.reduce(insertEntry, declared("P1")));
  return summaryOf(incident, POLICY, readings(incident, { policy: POLICY, now: NOW }));
}

/** Everything that is published of an incident, in each form. */
function shown(summary: Summary, repository: string): Record<string, string> {
  const page: Showing = showing(statusPageOf(siteOf(471147, repository, POLICY), [summary], NOW), PARTS);
  const from = { installation: 1, repository: "x/y", lane: "1" };
  return {
    markdown: statusMarkdown(page, { builtIn }),
    ...Object.fromEntries(forms.map(({ ending, write }) => [`page${ending}`, write(page, "") ?? ""])),
    badge: forms.find(({ ending }) => ending === ".svg")?.write(page, "checkout") ?? "",
    hooks: hookDeliveries(page, from, ["deadbeef"])
      .map(({ body }) => (JSON.parse(body) as { body: string }).body)
      .join("\n"),
  };
}

const RUNS = Number(process.env["RUNS"] ?? 300);

test("nothing unpublished, no mention, no private reference: in page, badge, feeds, file and webhooks", () => {
  let told = 0;
  fc.assert(
    fc.property(life, ({ place, own, told: updates }) => {
      const summary = summaryIn(place, [...own, ...updates]);
      const all = shown(summary, `${place[1]}/${place[2]}`);
      if (all.hooks) told++;
      for (const [form, text] of Object.entries(all)) expect(leaksIn(text), form).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  // A test in which nothing was published would prove nothing.
  expect(told).toBeGreaterThan(RUNS / 4);
});

test("every part of an incident that is no update is taken for a leak", () => {
  expect(leaksIn("a zznote")).toEqual(["zznote"]);
  expect(leaksIn("&lt;p&gt;&amp;#64;zzlogin")).toContain("zzlogin");
  expect(leaksIn("write to help@example.org")).toEqual([]);
});

describe("a text for the public", () => {
  test("read twice it stays as it is, and says what is not private", () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const once = publicText(text);
        expect(publicText(once)).toBe(once);
      }),
      { numRuns: RUNS },
    );
    const origin = { owner: "acme", host: "github.com" };
    const kept =
      "Logins and/or payments fail for 50 % (v1.2.3): https://status.example.com/x?y=1 or help@example.org, 24/7.";
    expect(publicText(kept, origin)).toBe(kept);
  });
});
