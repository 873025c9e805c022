// Reads what the app wrote on GitHub as a judge does: who said what when, what the card remembers, what stands under an incident.
import { parseState } from "../../src/app/memory.ts";
import { parseMarker, parseOf, type Seal } from "../../src/domain/marker.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import type { ApiRequest, ApiResponse, Thread } from "../../src/playground/github/index.ts";
import { OURS, REPOSITORY, type World } from "./world.ts";

export interface Said {
  readonly incident: number;
  readonly kind: string;
  readonly key: string;
  readonly at: number;
}

export interface Reading {
  /** Everything that was ever said in a comment of its own, by key; nothing of it goes when a comment is deleted. */
  readonly said: readonly Said[];
  heard(request: ApiRequest, answer: ApiResponse): void;
  /** An incident was opened: what is signed for it can be read from now on. */
  follow(number: number): void;
  /** This issue is nobody's business. */
  leaveAlone(number: number): void;
  thread(number: number): Thread | undefined;
  cards(number: number): { id: number; body: string; timeline: readonly Entry[] }[];
  /** It had a card once. */
  wasLookedAfter(number: number): boolean;
  /** The post-mortem (its label) or the action items of an incident, by number. */
  under(incident: number, label: string): number[];
}

export function createReading(worldOf: () => World, seal: Seal): Reading {
  const said: Said[] = [];
  const nodes = new Map<number, string>();
  const known = new Set<string>();
  const alone = new Set<number>();
  const lookedAfter = new Set<number>();
  const ours = new Set<string>();
  const markerIn = (body: string) => {
    for (const [incident, node] of nodes) {
      const marker = parseMarker(body, node, seal);
      if (marker) return { incident, ...marker };
    }
    return undefined;
  };
  const thread = (number: number) => {
    try {
      return worldOf().github.thread(REPOSITORY, number);
    } catch {
      return undefined;
    }
  };
  const cards: Reading["cards"] = (number) =>
    (thread(number)?.comments ?? []).flatMap(({ id, user, body }) => {
      const marker = user === OURS ? markerIn(body) : undefined;
      return marker?.kind === "card" ? [{ id, body, ...parseState(marker.text) }] : [];
    });

  function comment(number: number, { body }: { body: string }): void {
    const world = worldOf();
    const marker = markerIn(body);
    // The digest belongs to the repository, and is sealed for it.
    if (!marker && /^<!-- tocsin:digest /m.test(body)) return;
    if (!marker) {
      world.breaks("I5", `a comment on #${number} without a marker: ${body.slice(0, 80)}`);
      return;
    }
    const { incident, kind, text } = marker;
    if (kind === "card") {
      lookedAfter.add(incident);
      if (cards(incident).length !== 1) world.breaks("I1", `${cards(incident).length} cards on #${incident}`);
      return;
    }
    for (const key of text.split("\n")) {
      const name = `${incident} ${key}`;
      if (known.has(name)) world.breaks("I1", `said twice on #${incident}: ${key}`);
      known.add(name);
      said.push({ incident, kind, key, at: world.schedule.now });
    }
  }

  function follow(number: number): void {
    const { deliveries } = worldOf().github;
    const opened = deliveries.findLast(({ event, action }) => event === "issues" && action === "opened");
    const { issue } = (opened?.payload ?? {}) as { issue: { number: number; node_id: string } };
    if (issue.number !== number) throw new Error(`the last issue opened is ${issue.number}, not ${number}`);
    nodes.set(number, issue.node_id);
  }

  return {
    said,
    thread,
    cards,
    wasLookedAfter: (number) => lookedAfter.has(number),
    heard({ method, path, body }, { status, body: answer }) {
      const world = worldOf();
      if (status >= 300 || path.startsWith("/app/")) return;
      if (!/^\/repos\/acme(-\d+)?\//.test(path)) return world.breaks("I9", `a write outside: ${method} ${path}`);
      const [, issue = "", rest = ""] = /\/issues\/(\d+)(\/.*)?$/.exec(path) ?? [];
      if (alone.has(Number(issue)))
        return world.breaks("I10", `a write on an issue of somebody else: ${method} ${path}`);
      const reacted = /\/comments\/(\d+)\/reactions$/.exec(path)?.[1];
      if (reacted) return unreacted(world, Number(reacted));
      if (method === "POST" && !rest && !issue && body?.includes("tocsin:alert ")) {
        follow((JSON.parse(answer) as { number: number }).number);
        return;
      }
      const [, changed] = /\/issues\/comments\/(\d+)$/.exec(path) ?? [];
      if (changed && !ours.has(changed)) world.breaks("I9", `somebody else's comment: ${method} ${path}`);
      if (method !== "POST" || rest !== "/comments") return;
      ours.add(String((JSON.parse(answer) as { id: number }).id));
      comment(Number(issue), JSON.parse(body ?? "{}"));
    },
    follow,
    leaveAlone: (number) => void alone.add(number),
    under(incident, label) {
      const found: number[] = [];
      for (let number = incident + 1; ; number++) {
        const one = thread(number);
        if (!one) return found;
        if (one.labels.includes(label) && parseOf(one.body ?? "") === incident) found.push(number);
      }
    },
  };

  /** Nobody's machine is answered, least of all ourselves. */
  function unreacted(world: World, id: number): void {
    for (const incident of nodes.keys()) {
      const author = thread(incident)?.comments.find((one) => one.id === id)?.user;
      if (author?.endsWith("[bot]")) world.breaks("I8", `a reaction to a comment of ${author}`);
    }
  }
}
