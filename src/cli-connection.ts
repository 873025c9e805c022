// GitHub for the command line: a repository as the App sees it, without a store.
import { createGitHub } from "./adapters/github/adapter.ts";
import { createProbot } from "./adapters/github/client.ts";
import type { GitHub, Place } from "./adapters/github/port.ts";
import { createSeal } from "./adapters/seal.ts";
import { createPolicies } from "./app/policies.ts";
import { createPolicyFolder } from "./app/policy-folder.ts";
import type { Seal } from "./domain/marker.ts";
import type { Policy } from "./domain/policy.ts";
import { Refused, type Terminal } from "./terminal.ts";

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
  const policy = await createPolicies({ github, store, folder: createPolicyFolder(github, clock), log }).of(place);
  return { github, seal: createSeal(secret), place, policy };
}
