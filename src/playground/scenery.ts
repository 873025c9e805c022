// What every playground begins with: its people, its repository, the app's name, and time that stops wherever something is due.
import type { Duration } from "luxon";
import type { VirtualClock } from "./clock.ts";
import type { GitHub } from "./github/index.ts";

export const REPOSITORY = "acme/shop";
export const APP = { id: 4711, slug: "tocsin" };
/** It holds the word that the tests look for wherever something gets out. */
export const SECRET = "canary-7f3a91 of the playground";
export const PERMISSIONS = {
  issues: "write",
  metadata: "read",
  contents: "write",
  pull_requests: "write",
  checks: "write",
  deployments: "read",
  members: "read",
} as const;
export const EVENTS = ["issues", "issue_comment", "label", "push", "pull_request", "repository"];

/** The people of the playground: roles in acme/shop. */
export const PEOPLE = { alice: "maintain", bob: "write", carol: "triage", dave: "read", erin: "admin" } as const;

/** How the app is known to GitHub; an empty key is not checked, with an empty secret nothing is signed. */
interface Credentials {
  /** PEM. */
  readonly publicKey: string;
  readonly webhookSecret: string;
}

/** People, a repository with the policy as its `.github/tocsin.yml`, and the app on a new GitHub. */
export function populate(github: GitHub, policy: string | undefined, credentials: Credentials): void {
  github.addOrganization("acme", Object.keys(PEOPLE));
  const files: Record<string, string> = policy ? { ".github/tocsin.yml": policy } : {};
  github.addRepository(REPOSITORY, { collaborators: PEOPLE, files });
  github.addApp({ ...APP, ...credentials, permissions: PERMISSIONS, events: EVENTS });
}

interface Time {
  readonly clock: VirtualClock;
  quiet(): Promise<void>;
  nextDue(): Promise<number | undefined>;
}

/** Moves from one due moment to the next, working off each, until the length is over. */
export async function advance(length: Duration, { clock, quiet, nextDue }: Time): Promise<void> {
  const end = +clock.now() + length.toMillis();
  for (;;) {
    await quiet();
    const due = await nextDue();
    if (due === undefined || due > end) break;
    clock.set(Math.max(due, +clock.now()));
  }
  clock.set(end);
  await quiet();
}
