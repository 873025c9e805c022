// The lane in which an incident's evidence is read: beside its own, so that the card never waits for it.
import type { Delivery } from "../adapters/store/port.ts";
import type { Evidence, Lookout } from "../domain/evidence.ts";
import { printNotice } from "./notice.ts";
import { beside, homeOf, type LaneName, namesOf } from "./side-lane.ts";

/** What is to be read, and not before when (ms): first the card, then what it can do without. */
export interface Errand {
  readonly lookout: Lookout;
  readonly after: number;
  /** `owner/name` where it happened, and the page of that repository. */
  readonly repository: string;
  readonly page: string;
}

/** The inbox takes it once for the same word about components, however often it is decided. */
export function errandDelivery(name: LaneName, issue: string, errand: Errand): Delivery {
  const { since, components } = errand.lookout;
  const id = `evidence:${issue}:${since}:${JSON.stringify(components)}`;
  return { ...namesOf(name), lane: beside(name.lane, "evidence"), id, contentKey: id, body: JSON.stringify(errand) };
}

export function readErrand(body: string): Errand {
  return JSON.parse(body) as Errand;
}

/** Tells the incident, once, what was found. */
export function evidenceDelivery(name: LaneName, errand: string, evidence: Evidence): Delivery {
  const id = `found:${errand}`;
  return { ...namesOf(name), lane: homeOf(name), id, contentKey: id, body: printNotice({ evidence }) };
}
