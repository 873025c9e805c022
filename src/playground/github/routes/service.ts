// What GitHub says about itself: limits, versions, addresses.
import { rateOf, usageOf } from "../limits.ts";
import type { Answer, Call, Row } from "../router.ts";

function showLimits({ world, caller }: Call): Answer {
  const core = rateOf(world, usageOf(world, caller.account));
  const search = { limit: 30, used: 0, remaining: 30, reset: core.reset };
  const graphql = { limit: 5000, used: 0, remaining: 5000, reset: core.reset };
  return { status: 200, body: { resources: { core, search, graphql }, rate: core } };
}

export const serviceRows: Row<Call>[] = [
  { method: "GET", path: "/rate_limit", run: showLimits },
  { method: "GET", path: "/meta", run: () => ({ status: 200, body: { verifiable_password_authentication: false } }) },
];
