// What a policy says of its public status page, completed: off or on, and what of all this is shown there.

import type { SeverityPolicy } from "./plan.ts";
import type { PolicyFile } from "./policy-schema.ts";

/** A file of a repository that says what the status page says. */
export interface StatusFile {
  readonly path: string;
  /** `owner/name`; undefined: the repository itself. */
  readonly repository?: string | undefined;
  /** undefined: the default one. */
  readonly branch?: string | undefined;
}

export interface StatusPagePolicy {
  /** undefined: as the repository is, on for a public one and off for a private one. */
  readonly isOn: boolean | undefined;
  readonly title: string | undefined;
  /** The components that are shown, as the policy spells them. */
  readonly components: readonly { readonly name: string; readonly description: string }[];
  /** The severities whose updates are shown. */
  readonly severities: readonly string[];
  readonly publish: StatusFile | undefined;
}

/** By the plan the status page is kept for P0 and P1. */
const BY_THE_PLAN = ["P0", "P1"];

export function statusPageOf(
  { status_page: file = {}, components = {} }: PolicyFile,
  severities: readonly SeverityPolicy[],
): StatusPagePolicy {
  const shown = file.components?.map((name) => name.toLowerCase());
  const all = Object.entries(components).map(([name, { description = "" }]) => ({ name, description }));
  return {
    isOn: file.enabled,
    title: file.title,
    components: shown ? all.filter(({ name }) => shown.includes(name.toLowerCase())) : all,
    severities: file.severities ?? severities.flatMap(({ name, like }) => (BY_THE_PLAN.includes(like) ? [name] : [])),
    publish: file.publish,
  };
}
