// What whoever is signed in may read, as GitHub said it within the last minute. Not knowing means nothing.
import { type SignIn, TokenOver } from "../adapters/github/sign-in.ts";

/** The repositories' ids; `over` when they are signed out, `unknown` while GitHub cannot be asked. */
export type Rights = ReadonlySet<number> | "over" | "unknown";

export type RightsOf = (token: string) => Promise<Rights>;

/** Milliseconds that an answer holds. */
const HOLDS = 60_000;
/** People; whoever asked least recently is forgotten first. */
const MOST = 5000;

interface Known {
  readonly until: number;
  readonly rights: Promise<Rights>;
}

/** One question for each token at a time. A failure is not kept: the next request asks again. */
export function createRights({ readable }: Pick<SignIn, "readable">, now: () => number): RightsOf {
  const known = new Map<string, Known>();
  return (token) => {
    const before = known.get(token);
    if (before && now() < before.until) return before.rights;
    const rights = readable(token).catch((error: unknown): Rights => {
      known.delete(token);
      return error instanceof TokenOver ? "over" : "unknown";
    });
    known.delete(token);
    known.set(token, { until: now() + HOLDS, rights });
    const [oldest] = known.size > MOST ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    return rights;
  };
}
