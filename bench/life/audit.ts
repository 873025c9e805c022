// The audit: what people did against what the app made of it, and what was accepted against what the store knows.
import { createSeal } from "../../src/adapters/seal.ts";
import { isEcho } from "../../src/app/echo.ts";
import { parseState } from "../../src/app/memory.ts";
import { type Incoming, receive } from "../../src/app/receive.ts";
import { parseMarker } from "../../src/domain/marker.ts";
import { DEFAULT_POLICY } from "../../src/domain/policy.ts";
import { type Entry, entriesOf } from "../../src/domain/timeline.ts";
import { SECRET } from "../app.ts";
import type { Place, Town } from "./town.ts";

const seal = createSeal(SECRET);
const OURS = "tocsin[bot]";

export interface Audit {
  /** What should be there and is not. */
  readonly missing: string[];
  /** What is there twice. */
  readonly doubled: string[];
  /** Keys of everything the app said about time: breaches, calls, nudges. */
  readonly reminders: number;
}

/** Compares the threads with what people did; `owed` is how many reminders each incident must have had. */
export function audit(town: Town, owed = 0): Audit {
  const nodes = nodeIdsOf(town);
  const missing: string[] = [];
  const doubled: string[] = [];
  let reminders = 0;
  for (const place of town.incidents) {
    const name = nameOf(place);
    const { timeline, cards, keys } = readThread(town, place, nodes.get(name) ?? "");
    if (cards === 0) missing.push(`${name}: the card`);
    if (cards > 1) doubled.push(`${name}: ${cards} cards`);
    doubled.push(...twice(keys).map((key) => `${name}: ${key}`));
    const said = keys.filter((key) => !key.startsWith("refusal:"));
    reminders += said.length;
    if (said.length < owed) missing.push(`${name}: ${owed - said.length} of ${owed} reminders`);
    const here = town.typed.filter((one) => one.place === place);
    const notes = entriesOf(timeline, "note").map(({ text }) => text);
    doubled.push(...twice(notes).map((note) => `${name}: ${note}`));
    for (const { becomes, comment } of here) {
      const isThere =
        becomes === "reply" ? keys.some((key) => key.startsWith(`refusal:${comment}:`)) : notes.includes(becomes.note);
      if (!isThere) missing.push(`${name}: the answer to comment ${comment}`);
    }
  }
  return { missing, doubled, reminders };
}

const nameOf = ({ repository, number }: Place) => `${repository}#${number}`;

function readThread({ github }: Town, { repository, number }: Place, node: string) {
  const ours = github.thread(repository, number).comments.filter(({ user }) => user === OURS);
  const markers = ours.flatMap(({ body }) => parseMarker(body, node, seal) ?? []);
  const cards = markers.filter(({ kind }) => kind === "card");
  const timeline: readonly Entry[] = cards[0] ? parseState(cards[0].text).timeline : [];
  const keys = markers.flatMap(({ kind, text }) => (kind === "card" ? [] : text.split("\n")));
  return { timeline, cards: cards.length, keys };
}

function nodeIdsOf({ github }: Town): Map<string, string> {
  const opened = github.deliveries.filter(({ event, action }) => event === "issues" && action === "opened");
  return new Map(
    opened.map(({ payload }) => {
      const { number, node_id } = payload["issue"] as { number: number; node_id: string };
      const { full_name: repository } = payload["repository"] as { full_name: string };
      return [nameOf({ repository, number }), node_id];
    }),
  );
}

const twice = (list: readonly string[]): string[] => list.filter((one, index) => list.indexOf(one) !== index);

/** Accepted webhooks (2xx) that concern an incident and of which the store knows nothing, or that it has not done. */
export function lostOf(town: Town, done: ReadonlySet<string>): { accepted: number; lost: string[] } {
  const receiver = { ours: OURS, policyOf: () => DEFAULT_POLICY, expirePolicy: () => undefined };
  const accepted = town.github.deliveries
    .filter(({ status }) => status >= 200 && status < 300)
    .map(({ guid, event, payload }) => ({ id: guid, event, payload }) as Incoming)
    // What it wrote itself is stored only while it does not know that it did.
    .filter((incoming) => !isEcho(incoming, OURS))
    .flatMap((incoming) => receive(incoming, receiver));
  const lost = accepted.filter(({ contentKey }) => !done.has(contentKey));
  return { accepted: accepted.length, lost: lost.map(({ id, contentKey }) => `${id} ${contentKey}`) };
}
