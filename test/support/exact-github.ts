// GitHub for tests of its adapter: it answers exactly the requests it was told of; any other one fails the test.
import { generateKeyPairSync } from "node:crypto";
import nock from "nock";
import { afterAll, afterEach, beforeEach, expect } from "vitest";
import { createProbot } from "../../src/adapters/github/client.ts";
import { watchedLog } from "./canaries.ts";
import { requestErrors } from "./openapi.ts";

export const API = "https://api.github.com";
export const OURS = "tocsin[bot]";

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

/** What this test has asked GitHub for so far. */
export const sent: Sent[] = [];

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** To be called once in a file. Every request must be valid by GitHub's own description, and every answer asked for. */
export function answersExactly(): void {
  beforeEach(() => {
    sent.length = 0;
    // Another file of this worker may have put it away.
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    expect(pending, "requests that were not made").toEqual([]);
    // Its description is of REST alone.
    const rest = sent.filter(({ path }) => path !== "/graphql");
    expect(rest.flatMap(({ method, path, body }) => requestErrors(method, path, body))).toEqual([]);
  });
  afterAll(() => {
    nock.restore();
    nock.enableNetConnect();
  });
}

export function testProbot() {
  return createProbot({ appId: 4711, privateKey, secret: "x".repeat(16), log: watchedLog() });
}

type Headers = Record<string, string>;

/** GitHub's next answer to exactly this request. */
export function answer(request: string, status: number, body: unknown = "", headers: Headers = {}): void {
  const [method = "", path = ""] = request.split(" ");
  nock(API)
    .intercept(path, method)
    .reply(async (asked: Request) => {
      const text = await asked.text();
      const wanted = text === "" ? undefined : (JSON.parse(text) as unknown);
      sent.push({ method, path, headers: Object.fromEntries(asked.headers), body: wanted });
      return [status, body as object, headers];
    });
}

/** The token of installation 5, good for an hour. */
export function answerToken(): void {
  answer("POST /app/installations/5/access_tokens", 201, {
    token: "ghs_token",
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    permissions: { issues: "write" },
    repository_selection: "all",
  });
}
