// A freeze: while a severe incident is open, what does not belong to it is not merged. Pure.
import type { Incident } from "./incident.ts";
import type { Policy } from "./policy.ts";
import { parseBranch } from "./pull.ts";

/** An open pull request, as far as a freeze asks. */
export interface OpenPull {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly branch: string;
  /** The commit at its end. */
  readonly head: string;
}

/** An incident that goes on, as far as a freeze asks. */
export interface Standing {
  readonly severity: string;
  readonly isDrill: boolean;
}

/** undefined once it is over, while it is silent, and until somebody has said how severe it is. */
export function standingOf({ severity, ended, isSilent, isDrill }: Incident): Standing | undefined {
  return severity === undefined || ended || isSilent ? undefined : { severity, isDrill };
}

/** Whether it freezes its repository. */
export function freezes({ severity, isDrill }: Standing, { freeze }: Pick<Policy, "freeze">): boolean {
  if (!freeze?.severities.includes(severity)) return false;
  return freeze.drills || !isDrill;
}

/** It names the incident: `#7`, `owner/name#7` or its address in title or text, or its branch begins with the number. */
export function isLinked({ title, body, branch }: OpenPull, incident: number, repository: string): boolean {
  if (parseBranch(branch) === incident || namesInBranch(branch, incident)) return true;
  const text = `${title}\n${body}`.toLowerCase();
  const own = repository.toLowerCase();
  return (
    new RegExp(`(?<![\\w/.-])#${incident}(?!\\d)`).test(text) ||
    [`${own}#${incident}`, `/${own}/issues/${incident}`].some((name) => endsThere(text, name))
  );
}

/** As GitHub names a branch that is made from an issue, `7-checkout-down`, and as people do: `fix/7`, `hotfix/issue-7-login`. */
function namesInBranch(branch: string, incident: number): boolean {
  return new RegExp(`(?:^|/)(?:#|gh-|issue-|incident-)?${incident}(?:[-_/]|$)`, "i").test(branch);
}

/** A longer number is another issue. */
function endsThere(text: string, name: string): boolean {
  return text.split(name).some((rest, index) => index > 0 && !/^\d/.test(rest));
}
