// How the policy takes alerts: which labels mean what, and how patient it is with them.
import { Duration } from "luxon";
import type { AlertsFile } from "./alert-schema.ts";
import { parseDuration } from "./duration.ts";

export interface AlertPolicy {
  readonly severityLabel: string;
  /** Severities by the label's values, in lower case. */
  readonly severities: ReadonlyMap<string, string>;
  readonly componentLabel: string;
  /** Names of annotations by what the link is called. */
  readonly links: Readonly<Record<string, string>>;
  readonly closeOnRecovery: boolean;
  readonly settle: Duration;
  readonly reopenWithin: Duration;
  readonly generic: GenericPaths;
}

/** Where a sender puts things: keys from the top, with dots. */
export interface GenericPaths {
  readonly key: string;
  readonly status: string;
  readonly resolved: readonly string[];
  readonly title: string;
  readonly severity: string;
  readonly component: string;
  readonly text: string;
  readonly link: string;
  readonly since: string;
}

/** As the rules that ship with Prometheus and Kubernetes name them. */
const SEVERITIES = { critical: "P0", page: "P0", high: "P1", error: "P1", warning: "P2", info: "P3", none: "P3" };

const GENERIC: GenericPaths = {
  key: "key",
  status: "status",
  resolved: ["resolved", "ok", "up", "closed"],
  title: "title",
  severity: "severity",
  component: "component",
  text: "text",
  link: "link",
  since: "since",
};

/** Completes what the file says, checked before, with the defaults. */
export function alertPolicyOf(file: AlertsFile = {}): AlertPolicy {
  const map = Object.entries({ ...SEVERITIES, ...file.severity?.map });
  return {
    severityLabel: file.severity?.label ?? "severity",
    severities: new Map(map.map(([value, severity]) => [value.toLowerCase(), severity])),
    componentLabel: file.components?.label ?? "service",
    links: file.links ?? { runbook: "runbook_url", dashboard: "dashboard_url" },
    closeOnRecovery: file.close_on_recovery ?? false,
    settle: parseDuration(file.settle ?? "2m") ?? Duration.fromMillis(0),
    reopenWithin: parseDuration(file.reopen_within ?? "30m") ?? Duration.fromMillis(0),
    generic: { ...GENERIC, ...file.generic },
  };
}
