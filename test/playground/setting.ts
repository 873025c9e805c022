// A small GitHub for the playground's own tests: one organization, one repository, one app, a clock on a string.
import { createHmac, createSign, generateKeyPairSync } from "node:crypto";
import { createGitHub, type GitHub, type GitHubOptions } from "../../src/playground/github/index.ts";
import { WEBHOOK_SECRET } from "../support/canaries.ts";

const KEYS = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

export const { publicKey: PUBLIC_KEY, privateKey: PRIVATE_KEY } = KEYS;
export const APP_ID = 4711;
export const SECRET = WEBHOOK_SECRET;
export const REPO = "acme/shop";
export const START = Date.parse("2026-03-02T09:00:00Z");

export const PERMISSIONS = {
  issues: "write",
  contents: "write",
  members: "read",
  deployments: "write",
  checks: "write",
  pull_requests: "write",
} as const;

const EVENTS = ["issues", "issue_comment", "label", "push", "repository", "sub_issues"];

interface Received {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface Setting {
  github: GitHub;
  clock: { at: number; now(): number };
  received: Received[];
  installation: number;
  /** Answers of the app to webhooks, by position; 200 where there is none. */
  statuses: number[];
}

/** The setting; `permissions` replaces what the app was granted. */
export function setting(
  options: Partial<GitHubOptions> & { permissions?: Record<string, "read" | "write">; events?: string[] } = {},
): Setting {
  const { permissions = { ...PERMISSIONS }, events = EVENTS, ...rest } = options;
  const clock = { at: START, now: () => clock.at };
  const received: Received[] = [];
  const statuses: number[] = [];
  const deliver = async (hook: Received) => {
    received.push(hook);
    return { status: statuses[received.length - 1] ?? 200 };
  };
  const github = createGitHub({ clock, deliver, ...rest });
  github.addOrganization("acme", ["olga"]);
  for (const login of ["rita", "tom", "wendy", "ada", "oscar"]) github.addUser(login);
  github.addTeam("acme/sre", ["olga", "tom"]);
  const collaborators = { rita: "read", tom: "triage", wendy: "write", ada: "admin" } as const;
  github.addRepository(REPO, {
    collaborators,
    files: { "README.md": "# Shop\n", ".github/tocsin.yml": "version: 1\n" },
  });
  const webhook = { webhookUrl: "http://app.test/hook", webhookSecret: SECRET };
  github.addApp({ id: APP_ID, slug: "tocsin", publicKey: PUBLIC_KEY, ...webhook, permissions, events });
  const installation = github.install(APP_ID, "acme");
  return { github, clock, received, installation, statuses };
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** A JSON Web Token of the app; claims in seconds, by default as Octokit makes them. */
export function jwt(now: number, claims: Record<string, unknown> = {}, key = PRIVATE_KEY): string {
  const iat = Math.floor(now / 1000) - 30;
  const signed = `${base64url({ alg: "RS256", typ: "JWT" })}.${base64url({ iat, exp: iat + 600, iss: APP_ID, ...claims })}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key, "base64url")}`;
}

export interface Reply {
  status: number;
  headers: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}

export type Client = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;

/** A client that sends this `authorization`. */
export function client(github: GitHub, authorization?: string): Client {
  return async (method, path, body, headers = {}) => {
    const sent = { "user-agent": "test", ...(authorization && { authorization }), ...headers };
    const text = body === undefined ? undefined : JSON.stringify(body);
    const answer = await github.request({ method, path, headers: sent, body: text });
    const json = (answer.headers["content-type"] ?? "").includes("json") && answer.body !== "";
    return { ...answer, body: json ? JSON.parse(answer.body) : answer.body };
  };
}

/** A client of the app itself. */
export function appClient({ github, clock }: Setting): Client {
  return client(github, `Bearer ${jwt(clock.at)}`);
}

/** A client of the installation, with a token that may be narrowed. */
export async function installationClient(all: Setting, wish: object = {}): Promise<Client> {
  const answer = await appClient(all)("POST", `/app/installations/${all.installation}/access_tokens`, wish);
  if (answer.status !== 201) throw new Error(`no token: ${JSON.stringify(answer.body)}`);
  return client(all.github, `token ${answer.body.token}`);
}

/** What `X-Hub-Signature-256` must say. */
export function signatureOf(body: string): string {
  return `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
}
