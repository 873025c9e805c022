// The scenarios to pick: what has happened when the page is opened. Their names and what they show stand in the templates.
import type { Act } from "./acts.ts";

export interface Scenario {
  /** Lower case, as it stands in the link. */
  readonly id: string;
  /** The repository's `.github/tocsin.yml`; the defaults without one. */
  readonly policy?: string;
  readonly acts: readonly Act[];
}

/** When every scenario begins: a Monday afternoon. */
export const START = "2025-11-10T14:30:00Z";

const LADDER = `severities:
  P0:
    escalate:
      - { after: 5m, notify: ["@carol"] }
      - { after: 15m, notify: ["@bob"] }
      - { after: 30m, notify: ["@alice", "@erin"] }
`;

const FRENCH = `locale: fr
timezone: Europe/Paris
severities:
  P1:
    escalate:
      - { after: 30m, notify: ["@bob"] }
`;

const DOWN = "Nobody can pay: the page waits for a while and then says 502.";

export const SCENARIOS: readonly Scenario[] = [
  { id: "start", acts: [] },
  {
    id: "quiet",
    acts: [
      ["open", "carol", "[P2] Search is slow", "Results take eight seconds instead of one."],
      ["wait", 20],
      ["say", "bob", 1, "/ack an index is being rebuilt"],
      ["wait", 90],
      ["say", "bob", 1, "/status monitoring The index is back."],
    ],
  },
  {
    id: "silence",
    policy: LADDER,
    acts: [
      ["open", "dave", "[P0] Checkout is down", DOWN],
      ["label", "carol", 1, "incident"],
      ["wait", 20],
    ],
  },
  {
    id: "forgotten",
    acts: [
      ["open", "alice", "[P1] Payments fail", DOWN],
      ["wait", 10],
      ["say", "bob", 1, "/ack\n/lead\n/impact half of the payments fail"],
      ["wait", 25],
      ["say", "bob", 1, "/status identified The new release opens more database connections than there are."],
      ["wait", 40],
      ["say", "bob", 1, "/resolve rolled back to 2.4.0"],
      ["wait", 2880],
    ],
  },
  {
    id: "downgrade",
    acts: [
      ["open", "alice", "[P1] Mails arrive late", "Order confirmations take half an hour."],
      ["wait", 10],
      ["say", "bob", 1, "/sev P3"],
      ["wait", 2],
      ["say", "bob", 1, "/sev P3 only the newsletter is late, orders are not"],
    ],
  },
  {
    id: "refusal",
    acts: [
      ["open", "alice", "[P1] Login fails for some", "About one in ten sees an empty page."],
      ["wait", 5],
      ["say", "dave", 1, "/ack I know this one"],
      ["wait", 1],
      ["say", "carol", 1, "/resovle"],
    ],
  },
  {
    id: "drill",
    policy: LADDER,
    acts: [
      ["open", "alice", "[P0] Exercise: the database is gone", "Nothing is broken. We want to see who answers."],
      ["say", "alice", 1, "/drill"],
      ["wait", 16],
    ],
  },
  {
    id: "french",
    policy: FRENCH,
    acts: [
      ["open", "alice", "[P1] Les paiements échouent", "La page attend, puis affiche 502."],
      ["wait", 12],
      ["say", "bob", 1, "/ack je regarde la base de données"],
      ["wait", 61],
    ],
  },
];
