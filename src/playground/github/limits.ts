// GitHub's primary and secondary rate limits, counted by the injected clock.
import { Refusal } from "./refusals.ts";
import { timeOf, type World } from "./world.ts";

/** `Infinity` switches a limit off. Points: a read costs 1, a write 5. */
export interface Limits {
  requestsPerHour: number;
  pointsPerMinute: number;
  contentPerMinute: number;
  contentPerHour: number;
}

export const GITHUB_LIMITS: Limits = {
  requestsPerHour: 5000,
  pointsPerMinute: 900,
  contentPerMinute: 80,
  contentPerHour: 500,
};

/** What one caller has used: the primary window, and the recent past as [when in ms, amount]. */
export interface Usage {
  windowStart: number;
  used: number;
  points: [number, number][];
  content: [number, number][];
}

const MINUTE = 60_000;
const HOUR = 3_600_000;
const SECONDARY =
  "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits";
const PRIMARY = "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api";

/** What a caller has used so far in the current hour. */
export function usageOf(world: World, caller: string): Usage {
  const now = timeOf(world);
  const usage = world.usage.get(caller) ?? { windowStart: now, used: 0, points: [], content: [] };
  if (now >= usage.windowStart + HOUR) Object.assign(usage, { windowStart: now, used: 0 });
  world.usage.set(caller, usage);
  return usage;
}

/** The rate limit as GitHub reports it; `reset` in seconds of the clock that the client also has. */
export function rateOf(world: World, usage: Usage) {
  const limit = Number.isFinite(world.limits.requestsPerHour) ? world.limits.requestsPerHour : 5000;
  const left = usage.windowStart + HOUR - timeOf(world);
  const used = Math.min(usage.used, limit);
  return { limit, used, remaining: limit - used, reset: Math.ceil((world.jwtClock() + left) / 1000) };
}

/** The `x-ratelimit-*` headers; a server without limits sends none. */
export function rateHeaders(world: World, caller: string): Record<string, string> {
  if (!Number.isFinite(world.limits.requestsPerHour)) return {};
  const rate = Object.entries(rateOf(world, usageOf(world, caller)));
  return {
    ...Object.fromEntries(rate.map(([key, n]) => [`x-ratelimit-${key}`, String(n)])),
    "x-ratelimit-resource": "core",
  };
}

function spent(log: [number, number][], since: number): number {
  return log.reduce((sum, [at, amount]) => (at > since ? sum + amount : sum), 0);
}

function slowDown(retryAfter: number): Refusal {
  const message =
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. " +
    "If you reach out to GitHub Support for help, please include the request ID.";
  return new Refusal(403, { message, documentation_url: SECONDARY }, { "retry-after": String(retryAfter) });
}

/** Counts one request, or refuses it; a refused one costs nothing. */
export function spend(world: World, caller: string, cost: { write: boolean; content: boolean }): void {
  const { limits } = world;
  const usage = usageOf(world, caller);
  const now = timeOf(world);
  usage.points = usage.points.filter(([at]) => at > now - MINUTE);
  usage.content = usage.content.filter(([at]) => at > now - HOUR);
  if (usage.used >= limits.requestsPerHour) {
    const message = `API rate limit exceeded for ${caller}.`;
    throw new Refusal(403, { message, documentation_url: PRIMARY });
  }
  const points = cost.write ? 5 : 1;
  if (spent(usage.points, now - MINUTE) + points > limits.pointsPerMinute) throw slowDown(60);
  if (cost.content) {
    if (spent(usage.content, now - MINUTE) >= limits.contentPerMinute) throw slowDown(60);
    if (spent(usage.content, now - HOUR) >= limits.contentPerHour)
      throw slowDown(Math.ceil(firstFree(usage, now) / 1000));
    usage.content.push([now, 1]);
  }
  usage.points.push([now, points]);
  usage.used += 1;
}

/** How many ms until the oldest content of this hour is an hour old. */
function firstFree(usage: Usage, now: number): number {
  return (usage.content[0]?.[0] ?? now) + HOUR - now;
}

/** Gives one request back: a 304 is not counted in the primary limit. */
export function refund(world: World, caller: string): void {
  usageOf(world, caller).used -= 1;
}
