// What the status page's part of the configuration names and nobody has defined: nothing would be shown, and nobody would know.
import { type Finding, finding } from "./finding.ts";
import type { PolicyFile } from "./policy-schema.ts";

/** `merged` is the file on top of the organisation's; `names` are the severities that are used. */
export function statusPageFindings(file: PolicyFile, merged: PolicyFile, names: readonly string[]): Finding[] {
  const { components = [], severities = [] } = file.status_page ?? {};
  const known = Object.keys(merged.components ?? {});
  const isKnown = (given: string) => known.some((one) => one.toLowerCase() === given.toLowerCase());
  return [
    ...components.flatMap((given, index) =>
      isKnown(given) ? [] : [finding(["status_page", "components", index], "undefined-component", { given, known })],
    ),
    ...severities.flatMap((given, index) =>
      names.length === 0 || names.includes(given)
        ? []
        : [finding(["status_page", "severities", index], "unknown-severity", { given, names })],
    ),
  ];
}
