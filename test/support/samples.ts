// Sample data: at least one message per template, several where branches matter. Words are in no language, so that a language shows.
import { Duration } from "luxon";
import type { Locale } from "../../src/adapters/template-helpers.ts";
import { rowOf } from "../../src/domain/card.ts";
import type { Message } from "../../src/domain/effects.ts";
import type { Reading } from "../../src/domain/facts.ts";
import { STATUSES } from "../../src/domain/timeline.ts";
import { alertSamples } from "./sample-alerts.ts";
import { calendarSamples, WORKED } from "./sample-calendars.ts";
import { FINDINGS, LABELS } from "./sample-findings.ts";
import { at, cards, commandRows, ENTRIES, exampleCard, ISSUE, P1 } from "./sample-incidents.ts";
import { mailSamples, userNotices } from "./sample-mails.ts";
import { monthSamples } from "./sample-months.ts";
import { onCallSamples } from "./sample-on-call.ts";
import { playgroundSamples } from "./sample-playground.ts";
import { postMortemSamples } from "./sample-post-mortems.ts";
import { replaySamples } from "./sample-replays.ts";
import { reportSamples } from "./sample-reports.ts";
import { securitySamples } from "./sample-security.ts";
import { SHIPPING_REFUSALS, shippingSamples } from "./sample-shipping.ts";
import { slackSamples } from "./sample-slack.ts";
import { statusPageSamples } from "./sample-status-page.ts";
import { templateSamples } from "./sample-templates.ts";

type Data = Record<string, unknown>;

const minutes = (count: number): Duration => Duration.fromObject({ minutes: count });

const SPAN = { start: at("14:30"), target: minutes(60), stops: [] };
/** A clock in each of its states. */
const READINGS: readonly Reading[] = [
  { ...SPAN, clock: "triage", due: at("14:45"), done: at("14:31"), state: "met" },
  {
    ...SPAN,
    clock: "response",
    due: at("15:50"),
    done: at("16:00"),
    state: "breached",
    stops: [{ why: "paused", from: at("14:40"), to: at("15:00") }],
  },
  { ...SPAN, clock: "update", due: at("15:30"), state: "at risk" },
  { ...SPAN, clock: "update", due: at("15:00"), state: "breached" },
  { ...SPAN, clock: "update", due: at("15:20"), state: "breached" },
  { ...SPAN, clock: "sonar", due: at("16:30"), state: "on track" },
  {
    ...SPAN,
    clock: "user-notice",
    left: minutes(10),
    state: "stopped",
    stops: [
      { why: "ended", from: at("15:20") },
      { why: "silenced", from: at("15:21") },
    ],
  },
];

function slaSamples(): Data[] {
  const data = {
    explain: false,
    clocks: READINGS,
    severities: [],
    policy: "defaults",
    at: at("15:20"),
    declaredAt: at("14:30"),
    url: ISSUE.url,
  };
  const severities = [
    P1,
    { ...P1, ref: "e456", reason: "lorem" },
    { at: at("14:31"), kind: "severity", to: "P2", via: "form" },
  ];
  const full = { ...data, clocks: [...READINGS, ...WORKED], explain: true, severities, policy: "acme/.github@0123abc" };
  return [data, { ...data, clocks: [] }, full, { ...data, explain: true }];
}

const CALL = { severity: "P1", step: 2, due: at("15:30"), isUncovered: false };
const BY_HAND = { severity: "P0", step: 1, by: "bob", reason: "lorem", to: ["@acme/sre"], isUncovered: false };
const SEVERITIES = ["P0", "P1", "P2", "P3"].map((like, rank) => ({ name: `P${rank}`, like, meaning: "" }));
const TRIAGE = { template: "triage", data: { due: at("14:45"), severities: SEVERITIES } };
const COMMENT = { to: ["@alice", "@acme/sre", "on-call", "slack:#ops"], mute: false, late: false, parts: [TRIAGE] };

/** The example comment of the snapshot: late, two parts, three targets of which two are GitHub's. */
export const exampleComment: Message = {
  template: "comment",
  data: { ...COMMENT, late: true, parts: [TRIAGE, { template: "call", data: CALL }] },
};

const REFUSALS: Record<string, Data[]> = {
  ...SHIPPING_REFUSALS,
  "did-you-mean": [{ given: "/severty", nearest: "/severity" }],
  "downgrade-needs-reason": [{ from: "P0", to: "P2" }],
  "duplicate-of-itself": [{}],
  "edited-unseen": [{}],
  "ladder-finished": [{ severity: "P1", worst: "P0" }],
  "missing-text": ["affects", "impact", "timeline", "cancel", "status identified"].map((command) => ({ command })),
  "no-ladder": [{ severity: "P1", worst: "P0" }],
  "unknown-component": [
    { given: "ap", nearest: "api", known: "api, shop" },
    { given: "x", nearest: "", known: "api, shop" },
  ],
  "not-a-length": [{ given: "" }, { given: "30 x" }],
  "not-a-number": [{ given: "" }, { given: "xii" }],
  "not-a-person": [{ given: "@bob_" }],
  "not-a-time": ["timeline", "notified"].map((command) => ({ command, given: "25:61" })),
  "not-allowed": [{ command: "ack", needed: "triage", role: "read" }],
  "not-explain": [{ given: "xyz" }],
  "not-over": [{}],
  "not-pausable": [{ severity: "P0" }],
  "not-paused": [{}],
  over: [{ command: "status" }],
  "snooze-too-long": [{}],
  "time-in-future": ["timeline", "security"].map((command) => ({ command, given: "23:59" })),
  "unknown-severity": [
    { given: "", known: "P0, P1", example: "P1" },
    { given: "P7", known: "P0, P1", example: "P1" },
  ],
  "unknown-status": [
    { given: "", known: "identified" },
    { given: "xyz", known: "identified" },
  ],
};

/** What a clock or a call says, and the comment around it. */
const SAID: Record<string, Data[]> = {
  comment: [
    COMMENT,
    { ...COMMENT, mute: true },
    { ...COMMENT, to: ["on-call"] },
    { ...COMMENT, to: [], mute: true },
    exampleComment.data,
  ],
  triage: [TRIAGE.data],
  breach: [
    { severity: "P1", due: at("15:30"), target: minutes(90), hours: "" },
    { severity: "", due: at("14:45"), target: minutes(15), hours: "lorem" },
  ],
  call: [CALL, { ...CALL, severity: "" }, { ...CALL, isUncovered: true }],
  response: [CALL, { ...CALL, severity: "" }],
  update: ["", "lorem"].map((hours) => ({ since: at("14:35"), every: minutes(30), hours })),
  "user-notice": userNotices.map((data) => ({ ...data, after: minutes(60) })),
  "escalate-call": [BY_HAND, { ...BY_HAND, by: "", reason: "", severity: "" }, { ...BY_HAND, isUncovered: true }],
};

/** Replies, and the parts of the card. */
function others(locale: Locale): Record<string, Data[]> {
  const [open, over] = [exampleCard(locale).data, cards(locale)[6]?.data ?? {}];
  const checklists = ["severity-p0", "severity-p1", "severity-p2", "severity-p3", "severity-unknown"];
  const parts = ["checklist-detection", "checklist-resolution", "checklist-post-incident", "state", ...checklists];
  return {
    ...Object.fromEntries(parts.map((name) => [name, [open, over, { ...open, severity: "", phase: "triage" }]])),
    meaning: ["P0", "P1", "P2", "P3", ""].flatMap((like) => [
      { severity: like && `SEV${like}`, like, meaning: "" },
      { severity: like || "", like, meaning: like && "xyz" },
    ]),
    chart: [{ points: ENTRIES.map(rowOf) }],
    help: [{ commands: commandRows(locale) }],
    sla: slaSamples(),
    "sla-clock": [...READINGS, ...WORKED].map((reading) => ({ ...reading })),
    "clock-row": READINGS.map((reading) => ({ ...reading, asOf: at("15:20"), since: at("14:30") })),
    "clock-name": READINGS.map(({ clock }) => ({ clock })),
    "clock-state": READINGS.map(({ state }) => ({ state })),
    "stop-reason": ["paused", "ended", "silenced"].map((why) => ({ why })),
    "status-word": STATUSES.map((status) => ({ status })),
    point: [...ENTRIES.map(rowOf), { at: at("14:30"), template: "sonar", data: {} }],
  };
}

/** Every sample, ready to be rendered. */
export function samples(locale: Locale): Message[] {
  const refusals = Object.entries(REFUSALS).map(([reason, data]) => [`refusals/${reason}`, data] as const);
  const findings = Object.entries(FINDINGS).map(([reason, data]) => [`policy-findings/${reason}`, data] as const);
  const messages = [
    ...refusals,
    ...findings,
    ["label", LABELS] as const,
    ...Object.entries(SAID),
    ...Object.entries(others(locale)),
  ].flatMap(([template, all]) => all.map((data) => ({ template, data })));
  return [
    ...messages,
    ...alertSamples(),
    ...calendarSamples(),
    ...mailSamples(),
    ...monthSamples(),
    ...onCallSamples(),
    ...playgroundSamples(READINGS),
    ...postMortemSamples(),
    ...reportSamples(),
    ...replaySamples(),
    ...securitySamples(locale),
    ...shippingSamples(),
    ...slackSamples(),
    ...statusPageSamples(),
    ...templateSamples(),
    ...cards(locale),
    ...ENTRIES.map(rowOf).map(({ template, data }) => ({ template, data })),
  ];
}
