// Status pages for tests: what a page is shown with, and an example with some history.
import { DateTime } from "luxon";
import { asPlain } from "../../src/adapters/plain-text.ts";
import { createPublicNames } from "../../src/adapters/public-names.ts";
import { loadTemplates } from "../../src/adapters/templates.ts";
import { readings } from "../../src/app/readings.ts";
import { type Showing, showing } from "../../src/app/status-desk.ts";
import { incidentOf } from "../../src/domain/incident.ts";
import { type Policy, policyOf } from "../../src/domain/policy.ts";
import { siteOf } from "../../src/domain/site.ts";
import { statusPageOf } from "../../src/domain/status-page.ts";
import { type Summary, summaryOf } from "../../src/domain/summary.ts";
import { type Entry, insertEntry, type Status } from "../../src/domain/timeline.ts";
import { anIssue } from "./facts.ts";

const builtIn = loadTemplates();

/** A page of these incidents as the app would show it. */
export function shownPage(
  policy: Policy,
  summaries: readonly Summary[],
  { now, repository = "acme/shop" }: { now: DateTime; repository?: string },
): Showing {
  return showing(statusPageOf(siteOf(1, repository, policy), summaries, now), {
    templates: { plain: (message, home) => builtIn.render(asPlain(message), home.policy) },
    publicName: createPublicNames("a secret of these tests, 32 bytes"),
    publicUrl: "https://tocsin.example.com",
  });
}

interface Told {
  readonly number: number;
  readonly severity: string;
  readonly components: readonly string[];
  /** ISO time, status and words; the last may be a resolution. */
  readonly updates: readonly (readonly [at: string, status: Status, text: string])[];
}

/** The summary of an incident that was declared, acknowledged and told about at these times. */
function told({ number, severity, components, updates }: Told, policy: Policy, now: DateTime): Summary {
  const times = updates.map(([time]) => DateTime.fromISO(time, { zone: "utc" }));
  const [at = now, last = now] = [times[0], times.at(-1)];
  const entries: Entry[] = [
    { at, kind: "declared", by: "alice" },
    { at, kind: "severity", to: severity, via: "label" },
    { at, kind: "affects", components },
    { at, kind: "acknowledged", via: "command", by: "bob" },
    ...updates.map(([, status, text], index): Entry => ({ at: times[index] ?? at, kind: "update", status, text })),
    ...(updates.at(-1)?.[1] === "resolved" ? [{ at: last, kind: "resolved", via: "command" } as const] : []),
  ];
  const url = `https://github.com/acme/shop/issues/${number}`;
  const incident = incidentOf(anIssue({ number, url }), entries.reduce<Entry[]>(insertEntry, []));
  return summaryOf(incident, policy, readings(incident, { policy, now }));
}

/** 13:00 of the response plan's day: one is open and its update overdue, some are over. */
export function examplePage(locale: "en" | "fr" = "en", at = "2025-11-10T13:00:00Z"): Showing {
  const [payment, search] = locale === "en" ? ["checkout", "search"] : ["paiement", "recherche"];
  const policy = policyOf({
    locale,
    timezone: "Europe/Paris",
    status_page: { title: "Acme Shop" },
    components: { [payment ?? ""]: { description: "Basket & payment" }, [search ?? ""]: {}, api: {} },
  });
  const now = DateTime.fromISO(at, { zone: "utc" });
  const lives: Told[] = [
    {
      ...{ number: 3, severity: "P1", components: [payment ?? ""] },
      updates: [
        ["2025-11-10T11:30:00Z", "investigating", "We are currently investigating issues with payments by card."],
        ["2025-11-10T11:45:00Z", "identified", "Our payment provider answers slowly; see https://status.example.com/."],
      ],
    },
    {
      ...{ number: 2, severity: "P0", components: [search ?? "", "api"] },
      updates: [
        ["2025-10-21T20:10:00Z", "investigating", "Nothing can be reached."],
        ["2025-10-22T01:40:00Z", "resolved", "A failed disk was replaced."],
      ],
    },
    {
      ...{ number: 1, severity: "P1", components: ["api"] },
      updates: [
        ["2025-09-03T08:00:00Z", "monitoring", "The API was slow; it is fast again."],
        ["2025-09-03T09:00:00Z", "resolved", "It stayed fast."],
      ],
    },
  ];
  return shownPage(
    policy,
    lives.map((life) => told(life, policy, now)),
    { now },
  );
}
