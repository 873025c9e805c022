// The client of an installation: Octokit, with every request paced and every limit that GitHub names taken to heart.
import type { Probot } from "probot";
import { NOT_URGENT } from "../../domain/policy.ts";
import type { Clock } from "../clock.ts";
import type { As } from "./address.ts";
import type { Octokit } from "./client.ts";
import { outcomeOf } from "./outcome.ts";
import { type Cost, createPace, type Pace } from "./pace.ts";

/** Requests that make something people are told of; adding labels to an issue, reactions and edits do not. */
const CONTENT =
  /^(POST \S*\/(comments|issues|sub_issues|pulls|refs|check-runs|{repo}\/labels)|PUT \S*\/contents\/\S+)$/;

interface Request {
  readonly method?: string;
  readonly url: string;
  /** Of GraphQL, where every request is a POST. */
  readonly query?: unknown;
}

/** As GitHub counts: reading costs 1 point, writing 5. */
function costOf({ method = "GET", url, query }: Request): Cost {
  const isMutation = /^mutation\b/.test(String(query));
  const isRead = method === "GET" || method === "HEAD" || (url === "/graphql" && !isMutation);
  return { points: isRead ? 1 : 5, isContent: isMutation || CONTENT.test(`${method} ${url}`) };
}

/** What GitHub says of a token that may less than the app wants. */
const TOO_LITTLE = /not accessible by integration/i;

const isTokenRefused = ({ status, message }: Error & { status?: number }) => status === 401 || TOO_LITTLE.test(message);

/** An installation, until when GitHub wants it to be left alone, and when it said so; milliseconds. */
export type Pause = readonly [installation: number, until: number, from: number];

export interface Paces {
  readonly as: As;
  /** Installations that GitHub wants to be left alone; kept for the next process. */
  paused(now: number): Pause[];
  restore(paused: readonly Pause[]): void;
  /** The smallest part (0 to 1) that any installation has left of its requests of this hour; undefined before GitHub said. */
  scarcest(now: number): number | undefined;
}

/** `heard` is called when GitHub has just paused an installation. */
export function createPaces(probot: Probot, clock: Clock, heard: () => void): Paces {
  const paces = new Map<number, Pace>();
  const pauses = new Map<number, Pause>();
  const lefts = createLefts();
  const refused = new Set<number>();
  const paceOf = (installation: number): Pace => {
    const pace = paces.get(installation) ?? createPace();
    paces.set(installation, pace);
    return pace;
  };
  const pause = ([installation, until, from]: Pause) => {
    pauses.set(installation, [installation, until, from]);
    paceOf(installation).pause(from, until);
  };
  return {
    async as({ installation, urgency = NOT_URGENT }) {
      const octokit = await probot.auth(installation);
      // A token never learns of permissions given later, and our clock may be set back within its hour: the next is new.
      if (refused.delete(installation)) await octokit.auth({ type: "installation", refresh: true });
      const pace = paceOf(installation);
      octokit.hook.before("request", (options) => pace.spend(costOf(options), urgency, +clock.now()));
      octokit.hook.after("request", ({ headers }) => lefts.hear(installation, pace, headers));
      octokit.hook.error("request", (error) => {
        if (isTokenRefused(error)) refused.add(installation);
        const outcome = outcomeOf(error, clock.now());
        if (outcome.kind === "later" && outcome.isLimit) {
          pause([installation, +outcome.at, +clock.now()]);
          heard();
        }
        throw error;
      });
      return octokit;
    },
    scarcest: lefts.scarcest,
    paused: (now) => [...pauses.values()].filter(([, until]) => until > now),
    restore: (paused) => {
      for (const one of paused) pause(one);
    },
  };
}

type Headers = Awaited<ReturnType<Octokit["request"]>>["headers"];

interface Left {
  readonly share: number;
  /** Milliseconds since the epoch. */
  readonly resetAt: number;
}

/** What each installation has left of its hour, as GitHub said with its last answer. */
function createLefts() {
  const lefts = new Map<number, Left>();
  return {
    hear(installation: number, pace: Pace, headers: Headers): void {
      const left = leftIn(headers);
      if (!left) return;
      pace.left(left.share, left.resetAt);
      lefts.set(installation, left);
    },
    scarcest(now: number): number | undefined {
      const shares = [...lefts.values()].map(({ share, resetAt }) => (now < resetAt ? share : 1));
      return shares.length > 0 ? Math.min(...shares) : undefined;
    },
  };
}

/** A server without limits says none of them. */
function leftIn(headers: Headers): Left | undefined {
  const numberOf = (name: string) => Number(headers[`x-ratelimit-${name}`]);
  const [limit, remaining, reset] = [numberOf("limit"), numberOf("remaining"), numberOf("reset")];
  return limit && reset ? { share: remaining / limit, resetAt: reset * 1000 } : undefined;
}
