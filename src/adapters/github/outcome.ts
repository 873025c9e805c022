// What a failed request means: one table, for every call.
import { DateTime, type DurationLikeObject } from "luxon";
import { Paced } from "./pace.ts";

export type Outcome =
  /** It may or may not have happened: look before it is repeated. */
  | { readonly kind: "ambiguous" }
  /** It did not happen; `at` it may be tried again. `isLimit`: GitHub asks for that pause from the whole installation. */
  | { readonly kind: "later"; readonly at: DateTime; readonly isLimit: boolean }
  /** It did not happen and never will. */
  | { readonly kind: "permanent"; readonly status: number };

interface RequestFailure {
  status?: number;
  message?: string;
  response?: { headers?: Record<string, string | number | undefined> };
}

/** At least a minute, as GitHub asks for secondary limits that name no time. */
const LIMIT_PAUSE = { minutes: 1 };
const RETRY_SOON = { seconds: 5 };

/**
 * Reads GitHub's answer: 5xx, resets and timeouts are ambiguous; 401 is an expired token; 403 and 429 are limits when
 * they say so ("Rate limits for the REST API"); everything else in 4xx stays as it is.
 */
export function outcomeOf(error: unknown, now: DateTime): Outcome {
  if (error instanceof Paced)
    return { kind: "later", at: DateTime.fromMillis(error.at, { zone: "utc" }), isLimit: false };
  const { status, response } = (error ?? {}) as RequestFailure;
  if (!status || status >= 500 || !response) return { kind: "ambiguous" };
  if (status === 401) return { kind: "later", at: now.plus(RETRY_SOON), isLimit: false };
  if (isLimit(error)) return { kind: "later", at: now.plus(pauseOf(response.headers ?? {}, now)), isLimit: true };
  return { kind: "permanent", status };
}

function pauseOf(headers: Record<string, string | number | undefined>, now: DateTime): DurationLikeObject {
  const after = Number(headers["retry-after"]);
  if (after > 0) return { seconds: after };
  const reset = Number(headers["x-ratelimit-reset"]);
  return hasNothingLeft(headers) && reset > 0 ? { seconds: Math.max(1, reset - now.toSeconds()) } : LIMIT_PAUSE;
}

/** GitHub refuses for now, not for good: a 403 may be either. */
export function isLimit(error: unknown): boolean {
  const { status, message = "", response } = (error ?? {}) as RequestFailure;
  if (status !== 403) return status === 429;
  const headers = response?.headers ?? {};
  return Number(headers["retry-after"]) > 0 || hasNothingLeft(headers) || /rate limit/i.test(message);
}

/** GitHub does not show it to us: a permission is missing, it keeps secret even that it is there (404), or took it away (410). */
export function isHidden(error: unknown): boolean {
  const { status } = (error ?? {}) as RequestFailure;
  return status === 404 || status === 410 || (status === 403 && !isLimit(error));
}

function hasNothingLeft(headers: Record<string, string | number | undefined>): boolean {
  return String(headers["x-ratelimit-remaining"]) === "0";
}
