// Trouble: what goes wrong, how often, drawn from the seed. The menu and its rates are those of GitHub's and ours in the wild.
import type { Random } from "./random.ts";

export type Answer =
  | { readonly kind: "5xx" | "reset" | "hang" | "html"; readonly isAfter: boolean }
  | { readonly kind: "secondary" | "429" | "primary"; readonly wait: number }
  | { readonly kind: "401" | "404" };

export interface Asked {
  readonly method: string;
  readonly path: string;
  /** Its object was made less than a minute ago. */
  readonly isFresh: boolean;
}

export interface Trouble {
  /** Whether the process dies at this edge, and for how long (ms) nobody is there. */
  dies(edge: string): { down: number; isStoreLost: boolean } | undefined;
  answer(asked: Asked): Answer | undefined;
  /** How long an answer takes, there and back; ms. */
  latency(): number;
  /** How long lists do not show what was just written; ms. */
  lag(): number;
  store(call: string): "before" | "after" | undefined;
  hook(): "dropped" | "failed" | undefined;
  isDoubled(): boolean;
  /** Ms; undefined: at once. */
  delay(): number | undefined;
  /** A step of the app's own clock, asked once an hour or so; ms. */
  step(): number;
}

/** A healthy world, with an answer every 60 ms. */
export const NO_TROUBLE: Trouble = {
  dies: () => undefined,
  answer: () => undefined,
  latency: () => 60,
  lag: () => 0,
  store: () => undefined,
  hook: () => undefined,
  isDoubled: () => false,
  delay: () => undefined,
  step: () => 0,
};

/** Whether each kind is on in this life, and how often it strikes: all at the rates of the menu, or fewer and harder. */
function scales(random: Random): Record<"api" | "limits" | "lag" | "hooks" | "kills" | "store" | "steps", number> {
  const some = () => (random.chance(0.6) ? random.pick([0.5, 1, 1, 2]) : 0);
  const all = random.chance(0.4);
  const scale = () => (all ? 1 : some());
  return {
    api: scale(),
    limits: scale(),
    lag: scale(),
    hooks: scale(),
    kills: scale(),
    store: scale(),
    steps: random.chance(0.1) ? 1 : 0,
  };
}

/** The rates for each call, event or edge. */
export function troubleOf(random: Random): Trouble {
  const scale = scales(random);
  const [api, hooks, edges] = [random.fork("api"), random.fork("hooks"), random.fork("edges")];
  const lag = random.fork("lag");
  return {
    dies: () =>
      edges.chance(0.002 * scale.kills)
        ? { down: edges.between(1, 600) * 1000, isStoreLost: edges.chance(0.05) }
        : undefined,
    answer: ({ isFresh }) => answerOf(api, scale, isFresh),
    latency: () => (api.chance(0.01 * scale.api) ? api.between(200, 9_500) : api.between(20, 160)),
    lag: () => (lag.chance(0.2 * scale.lag) ? lag.between(1, 30) * 1000 : 0),
    store: () => (edges.chance(0.001 * scale.store) ? edges.pick(["before", "after"] as const) : undefined),
    hook: () => {
      const draw = hooks.next() / (scale.hooks || Number.MIN_VALUE);
      return draw < 0.01 ? "dropped" : draw < 0.06 ? "failed" : undefined;
    },
    isDoubled: () => hooks.chance(0.1 * scale.hooks),
    delay: () => (hooks.chance(0.2 * scale.hooks) ? hooks.between(1, 600) * 1000 : undefined),
    step: () => (edges.chance(0.02 * scale.steps) ? edges.pick([-1, 1]) * edges.between(1, 60) * 60_000 : 0),
  };
}

function answerOf(api: Random, scale: ReturnType<typeof scales>, isFresh: boolean): Answer | undefined {
  const [draw, isLate] = [api.next(), api.chance(0.7)];
  const table: [number, () => Answer][] = [
    [0.05 * scale.api, () => ({ kind: "5xx", isAfter: false })],
    [0.03 * scale.api, () => ({ kind: "5xx", isAfter: true })],
    [0.02 * scale.api, () => ({ kind: "reset", isAfter: isLate })],
    [0.005 * scale.api, () => ({ kind: "hang", isAfter: isLate })],
    [0.005 * scale.api, () => ({ kind: "html", isAfter: isLate })],
    [0.03 * scale.limits, () => ({ kind: "secondary", wait: 60 })],
    [0.01 * scale.limits, () => ({ kind: "429", wait: 30 })],
    [0.005 * scale.limits, () => ({ kind: "primary", wait: 300 })],
    [0.01 * scale.limits, () => ({ kind: "401" })],
    [isFresh ? 0.05 * scale.lag : 0, () => ({ kind: "404" })],
  ];
  let left = draw;
  for (const [rate, answer] of table) {
    if (left < rate) return answer();
    left -= rate;
  }
  return undefined;
}
