// GitHub for the command line: a repository as the App sees it, without a store.
import { createGitHub } from "./adapters/github/adapter.ts";
import { createProbot } from "./adapters/github/client.ts";
import type { GitHub, Place } from "./adapters/github/port.ts";
import { createPublicNames } from "./adapters/public-names.ts";
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

/** The App itself, and its way to each repository. */
export interface AppConnection extends Pick<Connection, "github" | "seal"> {
  /** A name for public use; the same as the running app gives. */
  publicName(thing: string): string;
  /** Throws Refused when the App is not installed on the repository, and what GitHub's adapter throws. */
  to(repository: string): Promise<Connection>;
}

export async function connectApp({ environment, clock, log }: Terminal): Promise<AppConnection> {
  const { WEBHOOK_SECRET: secret, GITHUB_API_URL: baseUrl, APP_ID, privateKey } = environment();
  const probot = createProbot({ appId: Number(APP_ID), privateKey, secret, baseUrl, log });
  const { data: app } = await (await probot.auth()).request("GET /app");
  const github = createGitHub(probot, `${app?.slug}[bot]`);
  const seal = createSeal(secret);
  const store = { recall: async () => undefined, remember: async () => {} };
  const policies = createPolicies({ github, store, folder: createPolicyFolder(github, clock), log });
  return {
    github,
    seal,
    publicName: createPublicNames(secret),
    async to(repository) {
      const installation = await github.installationOn(repository);
      if (installation === undefined) throw new Refused(`the App is not installed on ${repository}`);
      const place: Place = { installation, repository, number: 0 };
      return { github, seal, place, policy: await policies.of(place) };
    },
  };
}

/** Throws as `to` does. */
export async function connect(repository: string, terminal: Terminal): Promise<Connection> {
  return (await connectApp(terminal)).to(repository);
}
