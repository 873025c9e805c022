// What people do in a life, as data: who, what, on which incident, and how long after what was done before.

import { Refusal } from "../../src/playground/github/index.ts";
import { filled } from "../support/post-mortem.ts";
import { OURS, REPOSITORY, type World } from "./world.ts";

export interface Act {
  /** Seconds after the act before it. */
  readonly after: number;
  readonly by: string;
  /** Which of the life's incidents, by position. */
  readonly on: number;
  readonly do: keyof typeof DEEDS;
  readonly text?: string;
  readonly labels?: readonly string[];
  /** Which of several: comments, action items. */
  readonly nth?: number;
}

/** The incidents of a life and what people wrote there; the same positions in every world that plays the same acts. */
export interface Cast {
  readonly incidents: number[];
  readonly comments: { readonly incident: number; readonly id: number; readonly by: string }[];
}

/** Does it; false when it was not possible, by GitHub's rules or because there is nothing to do it to. */
export function perform(act: Act, cast: Cast, world: World): boolean {
  try {
    return DEEDS[act.do]({ act, cast, world, incident: cast.incidents[act.on] ?? 0 }) !== false;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

interface Deed {
  readonly act: Act;
  readonly cast: Cast;
  readonly world: World;
  /** 0: not opened yet. */
  readonly incident: number;
}

const hand = ({ act, world }: Deed) => world.github.as(act.by);
const threadOf = ({ world, incident }: Deed) => world.reading.thread(incident);

function nthOf<Item>(items: readonly Item[], { nth = 0 }: Act): Item | undefined {
  return items.length > 0 ? items[nth % items.length] : undefined;
}

/** A post-mortem or an action item, once there is one. */
function underneath(deed: Deed, label: string): number | undefined {
  const found = deed.incident ? deed.world.reading.under(deed.incident, label) : [];
  return label === "post-mortem" ? found.at(-1) : nthOf(found, deed.act);
}

function onUnder(label: string, does: (deed: Deed, number: number) => unknown) {
  return (deed: Deed): unknown => {
    const number = underneath(deed, label);
    return number === undefined ? false : does(deed, number);
  };
}

function say(deed: Deed, number: number, body: string): void {
  const id = hand(deed).comment(REPOSITORY, number, body);
  if (number === deed.incident) deed.cast.comments.push({ incident: number, id, by: deed.act.by });
}

const own = ({ cast, act, incident }: Deed) =>
  nthOf(
    cast.comments.filter((one) => one.incident === incident && one.by === act.by),
    act,
  );

export const DEEDS = {
  open(deed: Deed) {
    const { act, cast, world } = deed;
    const [title = "", ...body] = (act.text ?? "").split("\n");
    const number = hand(deed).openIssue(REPOSITORY, { title, body: body.join("\n"), labels: [...(act.labels ?? [])] });
    world.reading.follow(number);
    cast.incidents[act.on] = number;
  },
  /** An issue that is no incident, with a comment that looks like one's. */
  elsewhere(deed: Deed) {
    const number = hand(deed).openIssue(REPOSITORY, { title: "A question", body: "How?" });
    deed.world.reading.leaveAlone(number);
    hand(deed).comment(REPOSITORY, number, deed.act.text ?? "/ack");
  },
  comment: (deed: Deed) => (deed.incident ? say(deed, deed.incident, deed.act.text ?? "") : false),
  edit(deed: Deed) {
    const comment = own(deed);
    return comment ? hand(deed).editComment(REPOSITORY, comment.id, deed.act.text ?? "") : false;
  },
  remove(deed: Deed) {
    const comment = own(deed);
    return comment ? hand(deed).deleteComment(REPOSITORY, comment.id) : false;
  },
  /** A reminder of ours is deleted by hand. */
  removeOurs(deed: Deed) {
    const ours = threadOf(deed)?.comments.filter(({ user, body }) => user === OURS && !body.includes("tocsin:card"));
    const comment = nthOf(ours ?? [], deed.act);
    return comment ? hand(deed).deleteComment(REPOSITORY, comment.id) : false;
  },
  removeCard(deed: Deed) {
    const card = threadOf(deed)?.comments.find(({ user, body }) => user === OURS && body.includes("tocsin:card"));
    return card ? hand(deed).deleteComment(REPOSITORY, card.id) : false;
  },
  /** Our words, seal and all, in somebody else's mouth. */
  copy(deed: Deed) {
    const ours = nthOf(threadOf(deed)?.comments.filter(({ user }) => user === OURS) ?? [], deed.act);
    return ours ? void hand(deed).comment(REPOSITORY, deed.incident, ours.body) : false;
  },
  label(deed: Deed) {
    const has = threadOf(deed)?.labels.includes(deed.act.text ?? "");
    return has === false ? hand(deed).addLabels(REPOSITORY, deed.incident, deed.act.text ?? "") : false;
  },
  unlabel(deed: Deed) {
    const label = threadOf(deed)?.labels.find((one) => one.startsWith(deed.act.text ?? ""));
    return label ? hand(deed).removeLabel(REPOSITORY, deed.incident, label) : false;
  },
  assign: (deed: Deed) =>
    deed.incident && !threadOf(deed)?.assignees.includes(deed.act.text ?? "")
      ? hand(deed).assign(REPOSITORY, deed.incident, deed.act.text ?? "")
      : false,
  close: (deed: Deed) =>
    threadOf(deed)?.state === "open"
      ? hand(deed).close(REPOSITORY, deed.incident, deed.act.text as "completed" | "not_planned" | "duplicate")
      : false,
  reopen: (deed: Deed) => (threadOf(deed)?.state === "closed" ? hand(deed).reopen(REPOSITORY, deed.incident) : false),
  retitle: (deed: Deed) =>
    deed.incident ? hand(deed).editIssue(REPOSITORY, deed.incident, { title: deed.act.text ?? "Down" }) : false,
  fillReport: onUnder("post-mortem", (deed, number) => {
    const body = filled(deed.world.reading.thread(number)?.body ?? "").replace(/(\*\*Impact\*\*:).*/, "$1 all");
    hand(deed).editIssue(REPOSITORY, number, { body });
  }),
  closeReport: onUnder("post-mortem", (deed, number) =>
    deed.world.reading.thread(number)?.state === "open" ? hand(deed).close(REPOSITORY, number, "completed") : false,
  ),
  sayOnReport: onUnder("post-mortem", (deed, number) => say(deed, number, deed.act.text ?? "/pm")),
  tick: onUnder("post-mortem", (deed, number) => {
    const body = deed.world.reading.thread(number)?.body ?? "";
    const ticked = body.replace(/^- \[ \] (.* #\d+)$/m, "- [x] $1");
    return ticked === body ? false : hand(deed).editIssue(REPOSITORY, number, { body: ticked });
  }),
  closeItem: onUnder("action-item", (deed, number) =>
    deed.world.reading.thread(number)?.state === "open" ? hand(deed).close(REPOSITORY, number, "completed") : false,
  ),
  reopenItem: onUnder("action-item", (deed, number) =>
    deed.world.reading.thread(number)?.state === "closed" ? hand(deed).reopen(REPOSITORY, number) : false,
  ),
};
