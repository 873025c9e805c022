// The policy: the configuration that holds for an incident, with the response plan's own figures as defaults.
import { Duration } from "luxon";
import { parseDuration } from "./duration.ts";
import { type PolicyFile, policySchema, REPORT_LABEL, type SeverityFile } from "./policy-schema.ts";
import type { Role } from "./role.ts";

export interface Step {
  readonly after: Duration;
  readonly notify: readonly string[];
}

export interface SeverityPolicy {
  readonly name: string;
  readonly response: Duration;
  readonly updateEvery?: Duration;
  readonly informUsersAfter?: Duration;
  readonly postMortem?: Duration;
  readonly pausable: boolean;
  readonly escalate: readonly Step[];
}

/** A moment relative to a deadline: a share of the time used (0.5), or a length before (negative) or after it. */
export type Offset = { readonly share: number } | { readonly by: Duration };

export interface Policy {
  readonly locale: "en" | "fr";
  readonly timezone: string;
  readonly trigger: string;
  readonly defaultSeverity?: string;
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
  readonly commands: Readonly<Record<string, Role>>;
  readonly links: Readonly<Record<string, string>>;
  /** The repository's own templates by name, as they are written; undefined: none. */
  readonly templates?: ReadonlyMap<string, string>;
  /** Where it was read: `owner/repo@sha`, or "defaults". */
  readonly source: string;
}

/** The first user's response plan: 15 min, 1 h, 4 h, 24 h; users informed after 1 h; post-mortem within 48 h. */
const PLAN: Record<string, SeverityFile> = {
  P0: { response: "15m", update_every: "30m", inform_users_after: "1h", post_mortem: "48h" },
  P1: { response: "1h", update_every: "1h", inform_users_after: "1h", post_mortem: "48h" },
  P2: { response: "4h", pausable: true },
  P3: { response: "24h", pausable: true },
};

/** Completes a configuration with the defaults. Throws zod's error, with paths, when the file is wrong. */
export function policyOf(file: unknown, source = "defaults"): Policy {
  const config: PolicyFile = policySchema.parse(file ?? {});
  const names = [...new Set([...Object.keys(PLAN), ...Object.keys(config.severities ?? {})])].sort();
  return {
    locale: config.locale ?? "en",
    timezone: config.timezone ?? "UTC",
    trigger: config.trigger ?? "incident",
    defaultSeverity: config.default_severity,
    severities: names.map((name) => severityPolicy(name, { ...PLAN[name], ...config.severities?.[name] })),
    reminders: {
      response: (config.reminders?.response ?? []).map(parseOffset),
      postMortem: (config.reminders?.post_mortem ?? ["-24h", "-4h", "0h", "+24h"]).map(parseOffset),
      actionItem: (config.reminders?.action_item ?? ["-24h", "0h", "+24h"]).map(parseOffset),
    },
    postMortem: { in: config.post_mortem?.in ?? "issue", path: config.post_mortem?.path ?? "docs/post-mortems" },
    monthlyReport: config.monthly_report === false ? undefined : { label: REPORT_LABEL, ...config.monthly_report },
    commands: config.commands ?? {},
    links: config.links ?? {},
    source,
  };
}

export const DEFAULT_POLICY = policyOf({});

function severityPolicy(name: string, file: SeverityFile): SeverityPolicy {
  return {
    name,
    response: lengthOf(file.response) ?? Duration.fromObject({ hours: 24 }),
    updateEvery: lengthOf(file.update_every),
    informUsersAfter: lengthOf(file.inform_users_after),
    postMortem: lengthOf(file.post_mortem),
    pausable: file.pausable ?? false,
    escalate: (file.escalate ?? []).map((step) => ({
      after: lengthOf(step.after) ?? Duration.fromMillis(0),
      notify: step.notify,
    })),
  };
}

function lengthOf(text: string | false | undefined): Duration | undefined {
  return text ? parseDuration(text) : undefined;
}

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
