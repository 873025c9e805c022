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

/** Whether an incident, as it is now, freezes its repository. */
export function freezes(incident: Incident, { freeze }: Pick<Policy, "freeze">): boolean {
  const { severity, ended, isSilent, isDrill } = incident;
  if (!freeze || ended || isSilent || (isDrill && !freeze.drills)) return false;
  return severity !== undefined && freeze.severities.includes(severity);
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
