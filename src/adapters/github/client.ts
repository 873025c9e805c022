// Probot's GitHub client, made safe for writes: no retry plugin, no shared throttle, own timeouts.

import type { Logger } from "pino";
import { Probot, ProbotOctokit } from "probot";
import { timedFetch } from "./fetch.ts";

export type Octokit = Awaited<ReturnType<Probot["auth"]>>;

export interface Credentials {
  readonly appId: number;
  readonly privateKey: string;
  readonly secret: string;
  /** GitHub's API root; undefined for github.com. */
  readonly baseUrl?: string;
  readonly log: Logger;
  /** How a request is sent; `timedFetch` unless the whole outside world is simulated. */
  readonly fetch?: typeof timedFetch;
}

/** The part of Octokit's options that is changed here; Probot brings the rest. */
interface Given {
  request?: object;
  auth?: { request?: { defaults(options: { baseUrl: string }): unknown } };
}

/**
 * Probot for this app. The retry plugin posts one comment up to four times after a 502 (probot#921), and Probot's
 * throttle is shared by all installations; both are off, and the outbox and its pace take their place. The function
 * form of `defaults` is the only one Probot does not overwrite.
 */
export function createProbot({ appId, privateKey, secret, baseUrl, log, fetch = timedFetch }: Credentials): Probot {
  const Octokit = ProbotOctokit.defaults((given: Given) => ({
    ...given,
    throttle: { enabled: false },
    retry: { enabled: false },
    request: { ...given.request, fetch },
    auth:
      baseUrl && given.auth?.request
        ? { ...given.auth, request: given.auth.request.defaults({ baseUrl }) }
        : given.auth,
  }));
  return new Probot({ appId, privateKey, secret, baseUrl, log, Octokit, request: { fetch } });
}
