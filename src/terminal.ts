// What every command of the command line needs: its process, a way to refuse, and GitHub as the App sees it.
import type { Logger } from "pino";
import type { Clock } from "./adapters/clock.ts";
import { createGitHub } from "./adapters/github/adapter.ts";
import { createProbot } from "./adapters/github/client.ts";
import type { GitHub, Place } from "./adapters/github/port.ts";
import { createSeal } from "./adapters/seal.ts";
import { createPolicies } from "./app/policies.ts";
import type { Seal } from "./domain/marker.ts";
import type { Policy } from "./domain/policy.ts";
import type { Environment } from "./environment.ts";

/** What the command line asks of its process. */
export interface Terminal {
  /** Read only once it is known what to do. Throws WrongEnvironment. */
  environment(): Environment;
  readonly clock: Clock;
  readonly log: Logger;
  /** What was asked for. */
  print(text: string): void;
  /** One line for a person. */
  note(line: string): void;
}

/** Nothing can be done; one line says why. `code` is 2 when it was typed wrongly. */
export class Refused extends Error {
  readonly code: number;
  constructor(line: string, code = 1) {
    super(line);
    this.code = code;
  }
}

/** A repository as the App sees it, and the policy that holds there now. */
export interface Connection {
  readonly github: GitHub;
  readonly seal: Seal;
  readonly place: Place;
  readonly policy: Policy;
}

/** Throws Refused when the App is not installed on the repository, and what GitHub's adapter throws. */
export async function connect(repository: string, { environment, clock, log }: Terminal): Promise<Connection> {
  const { WEBHOOK_SECRET: secret, GITHUB_API_URL: baseUrl, APP_ID, privateKey } = environment();
  const probot = createProbot({ appId: Number(APP_ID), privateKey, secret, baseUrl, log });
  const { data: app } = await (await probot.auth()).request("GET /app");
  const github = createGitHub(probot, `${app?.slug}[bot]`);
  const installation = await github.installationOn(repository);
  if (installation === undefined) throw new Refused(`the App is not installed on ${repository}`);
  const place: Place = { installation, repository, number: 0 };
  const store = { recall: async () => undefined, remember: async () => {} };
  const policy = await createPolicies({ github, store, clock, log }).of(place);
  return { github, seal: createSeal(secret), place, policy };
}

/** The repository that `--repo` names. Throws Refused. */
export function repositoryNamed(repo: string | undefined, usage: string): string {
  if (!repo) throw new Refused(`--repo is missing; write ${usage}`, 2);
  if (!/^[\w.-]+\/[\w.-]+$/.test(repo)) throw new Refused(`--repo is "${repo}"; write owner/name`, 2);
  return repo;
}

/** Issues that the archive could not read, told to whoever asked. */
export function noteSkipped(skipped: readonly number[], { note }: Terminal): void {
  if (skipped.length > 0)
    note(`left out, because they have no card of ours: ${skipped.map((n) => `#${n}`).join(", ")}`);
}

/** Why words could not be read, in one line. */
export function misread(error: unknown, usage: string): Refused {
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return new Refused(`${line}; write ${usage}`, 2);
}
