// The lanes of the store in memory: how one begins, is woken and comes to its turn.
import type { Claim, Delivery, Known, Summarised, SummaryQuery, SummaryRow } from "../../adapters/store/port.ts";
import { NOT_URGENT } from "../../domain/policy.ts";

export type LaneName = Omit<Delivery, "id" | "contentKey" | "body">;

type Changing<T> = { -readonly [Key in keyof T]: T[Key] };

export interface Lane extends Changing<Omit<Claim, "inbox">> {
  /** When it may next be claimed: its own moment, or the end of its lease; Infinity when only a delivery wakes it. */
  dueAt: number;
  /** The earliest moment asked for since the last claim. */
  wokenAt: number;
  claimedAt: number;
  summary: SummaryRow | undefined;
}

export function newLane({ urgency = NOT_URGENT, ...name }: LaneName, wakeAt: number): Lane {
  const { lane, installation, repository, number } = name;
  const fresh = { leaseUntil: 0, fence: 0, attempts: 0, memory: "", claimedAt: 0, summary: undefined };
  return { lane, installation, repository, number, urgency, dueAt: wakeAt, wokenAt: wakeAt, ...fresh };
}

/** Under its latest name, and due by then; a leased one is due after it is given back. */
export function wakened(lane: Lane, { urgency = NOT_URGENT, ...name }: LaneName, wakeAt: number): Lane {
  return {
    ...lane,
    installation: name.installation,
    repository: name.repository,
    urgency: Math.min(lane.urgency, urgency),
    wokenAt: Math.min(lane.wokenAt, wakeAt),
    dueAt: lane.leaseUntil > 0 ? lane.dueAt : Math.min(lane.dueAt, wakeAt),
  };
}

/** Those whose turn it is: most urgent first, then longest due. */
export function claimable(lanes: Iterable<Lane>, now: number, limit: number): Lane[] {
  const due = [...lanes].filter(({ dueAt }) => dueAt <= now);
  return due.toSorted((a, b) => a.urgency - b.urgency || a.dueAt - b.dueAt).slice(0, limit);
}

/** Newest declaration first. */
export function summarised(lanes: Iterable<Lane>, { repositories, isOpen, since = 0 }: SummaryQuery): Summarised[] {
  const all = [...lanes].flatMap(({ lane, installation, repository, number, summary }) =>
    summary ? [{ lane, installation, repository, number, ...summary }] : [],
  );
  const isWanted = (one: Summarised) =>
    (repositories?.includes(Number.parseInt(one.lane, 10)) ?? true) &&
    (isOpen === undefined || one.isOpen === isOpen) &&
    one.declaredAt >= since;
  return all.filter(isWanted).toSorted((a, b) => b.declaredAt - a.declaredAt || (a.lane < b.lane ? -1 : 1));
}

export function knownIn(lanes: Iterable<Lane>, { repository, number }: Pick<Lane, "repository" | "number">): Known[] {
  return [...lanes]
    .flatMap((one) =>
      one.repository === repository && one.number === number && one.summary
        ? [{ lane: one.lane, memory: one.memory, body: one.summary.body }]
        : [],
    )
    .toSorted((a, b) => (a.lane < b.lane ? -1 : 1));
}
