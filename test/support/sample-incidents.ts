// Sample incidents: an entry of every kind and cards in every state, as the domain makes them. Words are in no language.
import { DateTime } from "luxon";
import type { Locale } from "../../src/adapters/template-helpers.ts";
import { CLOCKS } from "../../src/clocks/index.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { cardOf } from "../../src/domain/card.ts";
import { stateAt } from "../../src/domain/clock.ts";
import type { Message } from "../../src/domain/effects.ts";
import type { CommandRow, Reading } from "../../src/domain/facts.ts";
import { incidentOf } from "../../src/domain/incident.ts";
import type { Issue } from "../../src/domain/issue.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { type Entry, insertEntry, STATUSES } from "../../src/domain/timeline.ts";

export const at = (time: string, day = "2025-11-10"): DateTime => DateTime.fromISO(`${day}T${time}Z`, { zone: "utc" });
const bob = { by: "bob", ref: "c42" };

const POLICY = policyOf({
  links: { Grafana: "https://grafana.example/d/api?from={{start}}&to={{end}}", Loki: "https://loki.example/(api)" },
  severities: { P0: { post_mortem: "72h" } },
});

export const ISSUE: Issue = {
  id: 1,
  number: 7,
  nodeId: "I_1",
  repository: { owner: "acme", name: "shop" },
  url: "https://github.com/acme/shop/issues/7",
  title: "API 500",
  body: "",
  reporter: { login: "alice", isBot: false },
  labels: ["incident"],
  assignees: [],
  isOpen: true,
  isLocked: false,
  createdAt: at("14:30"),
  updatedAt: at("14:30"),
};

const DECLARED: Entry = { at: at("14:30"), kind: "declared", by: "alice" };
export const P1: Entry = { at: at("14:31"), kind: "severity", to: "P1", via: "command", ...bob };
const ACK: Entry = { at: at("14:32"), kind: "acknowledged", via: "command", note: "lorem ipsum", ...bob };
const RESOLVED: Entry = { at: at("16:05"), kind: "resolved", via: "command", text: "pool 10 > 20", ...bob };

/** One entry of every kind that is shown, and of every way it can come about. */
export const ENTRIES: readonly Entry[] = [
  DECLARED,
  { at: at("14:30"), kind: "declared" },
  P1,
  ...(["label", "form", "title", "default", "alert"] as const).map(
    (via): Entry => ({ at: at("14:31"), kind: "severity", to: "P2", via }),
  ),
  { ...P1, to: "P3", reason: "lorem" } as Entry,
  ACK,
  ...(["assignment", "comment", "resolution"] as const).map(
    (via): Entry => ({ at: at("14:32"), kind: "acknowledged", via, ...bob }),
  ),
  ...STATUSES.map((status): Entry => ({ at: at("14:35"), kind: "update", status, text: "lorem ipsum (API)", ...bob })),
  { at: at("14:33"), kind: "note", text: "API P99 > 5s", ...bob },
  ...(["lead", "comms", "scribe"] as const).map(
    (role): Entry => ({ at: at("14:34"), kind: "role", role, who: "carol", ...bob }),
  ),
  { at: at("14:34"), kind: "role", role: "lead", who: "bob", ...bob },
  { at: at("14:36"), kind: "impact", text: "30 % ~ 1200 x", ...bob },
  { at: at("14:36"), kind: "affects", components: ["api", "db_main"], ...bob },
  { at: at("14:32"), kind: "acknowledged", via: "slack", by: "bob", ref: "sU1.ack.1" },
  { at: at("14:34"), kind: "role", role: "lead", who: "bob", via: "slack", by: "bob", ref: "sU1.lead.1" },
  { at: at("14:41"), kind: "unheard", key: "ladder:P1:0", to: ["slack:#ops"], why: "is_archived" },
  { at: at("14:41"), kind: "unheard", key: "ladder:P1:0", to: ["slack:@carol"], why: "" },
  { at: at("14:41"), kind: "mailed", key: "ladder:P1:0", to: ["sre@acme.example"], outcome: "sent" },
  {
    at: at("14:40"),
    kind: "escalated",
    step: 0,
    severity: "P1",
    called: ["@acme/sre", "@carol", "mail:sre@acme.example"],
    onCall: ["@carol"],
  },
  {
    at: at("14:40"),
    kind: "escalated",
    step: 1,
    severity: "P1",
    called: [],
    isUncovered: true,
    reason: "lorem",
    ...bob,
  },
  { at: at("14:41"), kind: "snoozed", until: at("15:11"), ...bob },
  { at: at("14:42"), kind: "paused", reason: "lorem", ...bob },
  { at: at("14:50"), kind: "resumed", ...bob },
  { at: at("14:44"), kind: "rollback", of: 12, number: 12, ...bob },
  { at: at("14:44"), kind: "rollback", of: 12, number: 0, why: "conflict" },
  { at: at("14:44"), kind: "rollback", of: 12, number: 0, why: "forbidden", ...bob },
  RESOLVED,
  { at: at("16:05"), kind: "resolved", via: "closed" },
  { at: at("16:05"), kind: "resolved", via: "alert" },
  { at: at("14:30"), kind: "alert", state: "firing", heard: at("14:30"), since: at("14:28") },
  { at: at("16:04"), kind: "alert", state: "recovered", heard: at("16:05"), since: at("14:28") },
  { at: at("16:10"), kind: "reopened", reason: "lorem", ...bob },
  { at: at("16:20"), kind: "cancelled", reason: "lorem", ...bob },
  { at: at("16:20"), kind: "duplicate", of: 12, ...bob },
  { at: at("16:20"), kind: "duplicate" },
  { at: at("16:21"), kind: "silenced", ...bob },
  { at: at("16:22"), kind: "revived", ...bob },
  { at: at("16:23"), kind: "drill", ...bob },
  ...["open", "closed", "sla: x"].map((what): Entry => ({ at: at("16:23"), kind: "yielded", what })),
  ...["triage", "response", "update", "user-notice", "sonar"].map(
    (clock): Entry => ({ at: at("16:24"), kind: "breached", clock }),
  ),
];

const pool = { at: at("14:12").toUnixInteger(), title: "lorem", url: `${ISSUE.url}/12`, by: "carol", number: 12 };
const EVIDENCE: Entry = { at: at("14:30"), kind: "evidence", of: ["api"], changes: [{ kind: "pull", ...pool }] };

/** The table of commands in a language. */
export function commandRows(locale: Locale): CommandRow[] {
  return COMMANDS.map(({ name, short = "", usage, summary, permission }) => ({
    name,
    short,
    usage: usage[locale],
    summary: summary[locale],
    permission,
  }));
}

/** The card of a timeline, read `now`. */
export function card(locale: Locale, now: DateTime, ...timeline: Entry[]): Message {
  const incident = incidentOf(ISSUE, timeline.reduce(insertEntry, [DECLARED]));
  const clocks = CLOCKS.flatMap((clock): Reading[] => {
    const span = clock.measure(incident, POLICY);
    return span ? [{ ...span, clock: clock.name, state: stateAt(span, now) }] : [];
  });
  return cardOf(incident, POLICY, { clocks, commands: commandRows(locale), others: [] });
}

/** The plan's own example: a P1, acknowledged, its cause known. */
export function exampleCard(locale: Locale): Message {
  const [note, identified] = [
    ENTRIES.find(({ kind }) => kind === "note"),
    ENTRIES.find((entry) => entry.kind === "update" && entry.status === "identified"),
  ];
  const people = ENTRIES.filter(({ kind }) => ["role", "impact", "affects"].includes(kind));
  return card(locale, at("14:36"), ...([P1, ACK, note, ...people, identified].filter(Boolean) as Entry[]));
}

export function cards(locale: Locale): Message[] {
  const to = (severity: string): Entry => ({ ...P1, to: severity }) as Entry;
  const entry = (kind: Entry["kind"]): Entry => ENTRIES.find((one) => one.kind === kind) as Entry;
  return [
    exampleCard(locale),
    card(locale, at("14:31")),
    card(locale, at("14:50"), to("P0")),
    card(locale, at("14:43"), to("P2"), ACK, entry("paused")),
    card(locale, at("10:00", "2025-11-11"), to("P3"), { at: at("00:05", "2025-11-11"), kind: "note", text: "lorem" }),
    card(locale, at("14:55"), to("SEV9"), entry("drill")),
    card(locale, at("16:30"), P1, { ...ACK, at: at("15:50") } as Entry, RESOLVED),
    card(locale, at("14:40"), P1, EVIDENCE),
    card(locale, at("16:30"), P1, entry("cancelled")),
    card(locale, at("16:30"), P1, entry("duplicate")),
    card(locale, at("16:30"), P1, entry("silenced")),
    card(
      locale,
      at("16:30"),
      ...Array.from({ length: 41 }, (): Entry => ({ at: at("14:33"), kind: "note", text: "lorem" })),
    ),
  ];
}
