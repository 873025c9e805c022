// The demo's story: one incident from the form to its end, as acts with a time, a person and what that person types.
import type { DateTime } from "luxon";
import { createReader, type Paint } from "./reader.ts";
import { REPOSITORY, type Stage } from "./stage.ts";

/** When the story begins. */
export const START = "2025-11-10T14:30:00Z";

/** The repository's `.github/tocsin.yml`: somebody on every step of P1's ladder. */
export const POLICY = `links:
  Grafana: https://grafana.example/d/shop?from={{start}}&to={{end}}
  Runbook: https://wiki.example/runbooks/checkout
severities:
  P1:
    escalate:
      - { after: 15m, notify: ["@carol"] }
      - { after: 75m, notify: ["@acme/sre"] }
      - { after: 90m, notify: ["@erin", "@alice"] }
`;

const FORM = `### What happens?

Paying fails: the page waits for a while and then says 502.

### Since when?

A few minutes.

### Severity

_No response_`;

/** Without `by` only time passes. `why` is the narrator's line before it. */
interface Act {
  /** Time of the day. */
  readonly at: string;
  readonly why: string;
  readonly by?: string;
  readonly types?: string;
}

const ACTS: readonly Act[] = [
  {
    at: "14:36",
    why: "Nobody has named a severity; the worst is assumed. Alice triages.",
    by: "alice",
    types: "/severity P1 half of the customers cannot pay",
  },
  { at: "14:40", why: "Dave may only read; his command is refused, politely and once.", by: "dave", types: "/ack" },
  { at: "14:51", why: "Nobody acknowledges: 15 minutes after the triage the ladder's first step is called." },
  { at: "15:18", why: "80 % of the hour is used. A label says so; nobody is disturbed." },
  { at: "15:30", why: "P1 promises a response within 1 h. Breached: the ladder's next step is called at once." },
  { at: "16:06", why: "Still nobody: the ladder's last step." },
  {
    at: "16:10",
    why: "Bob takes it and gives everybody a role, in one comment.",
    by: "bob",
    types: "Sorry, I was on a train.\n\n/ack looking at the database\n/lead\n/comms @alice\n/scribe @carol",
  },
  {
    at: "16:12",
    why: "The public is told.",
    by: "alice",
    types: "/status investigating Some payments fail. We are looking into it.",
  },
  {
    at: "16:20",
    why: "Carol writes down what is known, back-dated where it happened earlier.",
    by: "carol",
    types: "/impact half of the payments fail\n/affects checkout, api\n/timeline 14:21 shop 2.4.1 was deployed",
  },
  { at: "17:12", why: "An hour without news: who communicates is asked for an update." },
  {
    at: "17:15",
    why: "Alice answers with one.",
    by: "alice",
    types: "/status identified The new release opens more database connections than there are.",
  },
  { at: "17:20", why: "The roll-back takes a while; she asks for quiet.", by: "alice", types: "/snooze 90m" },
  { at: "18:15", why: "The next update would be due now. Snoozed: nothing is said." },
  {
    at: "18:40",
    why: "Rolled back.",
    by: "bob",
    types: "/status monitoring The release is rolled back and payments work again.",
  },
  { at: "19:05", why: "And over.", by: "bob", types: "/resolve rolled back to 2.4.0; a larger pool comes with 2.4.2" },
];

export interface Telling {
  readonly paint: Paint;
  /** Shows a paragraph; resolves when it may go on. */
  show(text: string): Promise<void> | void;
}

/** Plays the story on a stage made with START and POLICY; resolves to the incident's number. */
export async function play(stage: Stage, { paint, show }: Telling): Promise<number> {
  const { github, clock } = stage;
  github.addTeam("acme/sre", ["bob", "erin"]);
  const title = "Payments fail";
  const number = github.as("alice").openIssue(REPOSITORY, { title, body: FORM, labels: ["incident"] });
  await stage.quiet();
  const reader = createReader(() => github.thread(REPOSITORY, number), paint);
  await show(paint("heading", `${REPOSITORY}#${number} ${title}`));
  await show(reader.said("alice", clock.now().toFormat("HH:mm"), FORM));
  for (const text of reader.news()) await show(text);
  await show(reader.card());
  for (const act of ACTS) {
    await stage.advance(timeOf(act, clock.now()).diff(clock.now()));
    await show(paint("narrator", `${act.at}  ${act.why}`));
    for (const text of reader.news()) await show(text);
    if (!act.by || !act.types) continue;
    github.as(act.by).comment(REPOSITORY, number, act.types);
    await stage.quiet();
    for (const text of reader.news()) await show(text);
  }
  await show(paint("narrator", "The card at the end, edited in place all along:"));
  await show(reader.card());
  return number;
}

function timeOf({ at }: Act, now: DateTime): DateTime {
  const [hour = 0, minute = 0] = at.split(":").map(Number);
  return now.set({ hour, minute, second: 0, millisecond: 0 });
}
