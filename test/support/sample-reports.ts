// Sample post-mortems: drafts of incidents, and one finding of every kind. Words are in no language, so that a language shows.
import type { Message } from "../../src/domain/effects.ts";
import { incidentOf } from "../../src/domain/incident.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { draftReport } from "../../src/domain/report/draft.ts";
import { type Entry, insertEntry } from "../../src/domain/timeline.ts";
import { at, ENTRIES, ISSUE, P1 } from "./sample-incidents.ts";

function draft(...timeline: Entry[]): Message {
  const declared: Entry = { at: at("14:30"), kind: "declared", by: "alice" };
  return draftReport(incidentOf(ISSUE, timeline.reduce(insertEntry, [declared])), policyOf({})).message;
}

const note = (time: string, day?: string): Entry => ({ at: at(time, day), kind: "note", text: "lorem" });
const action = (number: number, more: object): Entry => ({
  at: at("14:45"),
  kind: "action",
  number,
  text: "lorem ipsum",
  isDone: false,
  ...more,
});
const resolved = ENTRIES.find(({ kind }) => kind === "resolved") as Entry;
const known = ENTRIES.filter(({ kind }) => ["impact", "affects", "drill"].includes(kind));

const WINDOW = { start: at("14:30"), end: at("14:45") };
const FINDINGS: Record<string, Record<string, unknown>[]> = {
  "action-date-impossible": [{ given: "2026-02-30" }],
  "action-date-past": [{ given: "2025-11-09", resolvedAt: at("14:45") }],
  "action-twice": [{ text: "lorem", first: 30 }],
  "action-without-date": [{ text: "lorem" }],
  "action-without-owner": [{ text: "lorem" }],
  "actions-missing": [{}],
  "duration-end": [{ given: "14:46", resolvedAt: at("14:45") }],
  "duration-missing": [WINDOW, { ...WINDOW, end: at("00:10", "2025-11-11") }],
  "duration-start": [{ given: "14:31", declaredAt: at("14:30") }],
  "duration-unreadable": [{ given: "xyz", ...WINDOW }],
  "heading-missing": ["timeline", "root-cause", "action-items"].map((section) => ({ section })),
  "heading-twice": [{ title: "XYZ", first: 3 }],
  "impact-missing": [{}],
  placeholder: [{ placeholder: "[… lorem]" }],
  "root-cause-empty": [{}],
  "severity-differs": [{ given: "P2", severity: "P1" }],
  "severity-missing": [{ severity: "P1" }],
  "timeline-empty": [{}],
  "timeline-not-a-time": [{ given: "25:61" }],
  "timeline-outside": [{ given: "14:46", ...WINDOW }],
  "whys-few": [0, 1, 2].map((answered) => ({ answered })),
  "wording-blame": [{ given: "lorem" }],
  "wording-counterfactual": [{ given: "lorem" }],
};

/** Reasons that a finding can have. */
export const REASONS = Object.keys(FINDINGS);

export function reportSamples(): Message[] {
  const findings = Object.entries(FINDINGS).flatMap(([reason, all]) =>
    all.map((data) => ({ template: `report-findings/${reason}`, data })),
  );
  return [
    draft(P1, resolved),
    draft(P1, note("10:00", "2025-11-08"), note("14:20"), ...known, resolved),
    draft(P1, ...known, action(12, { owner: "bob", due: "2026-01-31" }), action(12, { isDone: true }), resolved),
    draft(...Array.from({ length: 200 }, () => note("14:33")), resolved),
    ...findings,
  ];
}
