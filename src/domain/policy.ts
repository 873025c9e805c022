// The policy: the configuration that holds for an incident, with the response plan's own figures as defaults.
import { Duration } from "luxon";
import { type AlertPolicy, alertPolicyOf } from "./alert-policy.ts";
import { calendarsOf, type Holidays } from "./calendar-file.ts";
import { parseDuration } from "./duration.ts";
import { type EvidencePolicy, evidencePolicyOf } from "./evidence-schema.ts";
import { type FreezePolicy, freezePolicyOf } from "./freeze-schema.ts";
import type { Schedule } from "./on-call.ts";
import { lengthOf, type SeverityPolicy, severitiesOf } from "./plan.ts";
import { type PolicyFile, REPORT_LABEL } from "./policy-schema.ts";
import type { Role } from "./role.ts";
import { type SecurityPolicy, securityPolicyOf } from "./security-policy.ts";
import { type SlackPolicy, slackOf } from "./slack-schema.ts";
import { type StatusPagePolicy, statusPageOf } from "./status-page-policy.ts";
import { type UserNotice, userNoticeOf } from "./user-notice-schema.ts";

export type { SeverityPolicy } from "./plan.ts";

/** A moment relative to a deadline: a share of the time used (0.5), or a length before (negative) or after it. */
export type Offset = { readonly share: number } | { readonly by: Duration };

export interface Policy {
  readonly locale: "en" | "fr";
  readonly timezone: string;
  readonly trigger: string;
  readonly defaultSeverity?: string;
  /** Time within which somebody names the severity. */
  readonly triage: Duration;
  /** Most severe first. */
  readonly severities: readonly SeverityPolicy[];
  readonly reminders: {
    readonly response: readonly Offset[];
    readonly postMortem: readonly Offset[];
    readonly actionItem: readonly Offset[];
  };
  readonly postMortem: { readonly in: "issue" | "pull_request"; readonly path: string };
  /** The issue that sums a month up: its label, and where it is opened if not here; undefined: none. */
  readonly monthlyReport?: { readonly label: string; readonly repository?: string };
  /** How users hear by mail that it lasts; undefined: they do not. */
  readonly userNotice?: UserNotice;
  /** Where incidents are shown in Slack; undefined: nowhere. */
  readonly slack?: SlackPolicy;
  /** What the public may read. */
  readonly statusPage: StatusPagePolicy;
  readonly components: readonly Component[];
  /** What becomes of alerts. */
  readonly alerts: AlertPolicy;
  /** New names of our labels, by the names they have by default. */
  readonly labels: Readonly<Record<string, string>>;
  readonly commands: Readonly<Record<string, Role>>;
  readonly links: Readonly<Record<string, string>>;
  /** How far back what changed is looked at; undefined: not at all. */
  readonly evidence?: EvidencePolicy;
  /** Which incidents freeze pull requests; undefined: none. */
  readonly freeze?: FreezePolicy;
  readonly security: SecurityPolicy;
  /** Who is on call when; undefined: there is no such file, or no ladder asks for it. */
  readonly onCall?: Schedule;
  /** The repository's own templates by name, as they are written; undefined: none. */
  readonly templates?: ReadonlyMap<string, string>;
  /** The files it was read from, each with its commit, or "defaults". */
  readonly source: string;
}

export interface Component {
  readonly name: string;
  readonly description?: string;
  readonly owners: readonly string[];
  /** Quick links by their names. */
  readonly links?: Readonly<Record<string, string>>;
}

/** Completes a configuration, checked before, with the defaults. A code that `holidays` does not know brings none. */
export function policyOf(config: PolicyFile, source = "defaults", holidays?: Holidays): Policy {
  const severities = severitiesOf(config, calendarsOf(config, holidays).calendars);
  return {
    locale: config.locale ?? "en",
    timezone: config.timezone ?? "UTC",
    trigger: config.trigger ?? "incident",
    defaultSeverity: severities.find(({ name }) => name === config.default_severity)?.name,
    triage: lengthOf(config.triage) ?? Duration.fromObject({ minutes: 15 }),
    severities,
    reminders: {
      response: (config.reminders?.response ?? []).map(parseOffset),
      postMortem: (config.reminders?.post_mortem ?? ["-24h", "-4h", "0h", "+24h"]).map(parseOffset),
      actionItem: (config.reminders?.action_item ?? ["-24h", "0h", "+24h"]).map(parseOffset),
    },
    postMortem: { in: config.post_mortem?.in ?? "issue", path: config.post_mortem?.path ?? "docs/post-mortems" },
    monthlyReport: config.monthly_report === false ? undefined : { label: REPORT_LABEL, ...config.monthly_report },
    userNotice: userNoticeOf(config.user_notice),
    slack: slackOf(config.slack),
    statusPage: statusPageOf(config, severities),
    components: Object.entries(config.components ?? {}).map(([name, one]) => ({ name, owners: [], ...one })),
    alerts: alertPolicyOf(config.alerts),
    labels: config.labels ?? {},
    commands: config.commands ?? {},
    links: config.links ?? {},
    evidence: evidencePolicyOf(config.evidence),
    freeze: freezePolicyOf(config.freeze, severities),
    security: securityPolicyOf(config),
    source,
  };
}

export const DEFAULT_POLICY = policyOf({});

function parseOffset(text: string): Offset {
  if (text.endsWith("%")) return { share: Number(text.slice(0, -1)) / 100 };
  const length = parseDuration(text.replace(/^[+-]/, "")) ?? Duration.fromMillis(0);
  return { by: text.startsWith("-") ? length.negate() : length };
}

/** The promises of a severity; of the most severe one when none is known, because the worst is assumed. */
export function promisesOf(policy: Policy, severity: string | undefined): SeverityPolicy {
  const found = policy.severities.find((one) => one.name === severity) ?? policy.severities[0];
  if (!found) throw new Error("a policy has at least one severity");
  return found;
}

/** The rank of what has no incident behind it: sweeps, a repository's own lane; after every severity. */
export const NOT_URGENT = 9;

/** 0 is most severe; an unknown severity counts as the worst. */
export function rankOf(policy: Policy, severity: string | undefined): number {
  return Math.max(
    0,
    policy.severities.findIndex((one) => one.name === severity),
  );
}

/** P0 and P1 by the plan: whoever owes a post-mortem is the severe kind (downgrades need a reason). */
export function isSevere(policy: Policy, severity: string | undefined): boolean {
  return severity !== undefined && promisesOf(policy, severity).postMortem !== undefined;
}
