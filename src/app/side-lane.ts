// Lanes beside an incident's or a repository's own: what is done there makes neither of them wait.
import type { Delivery } from "../adapters/store/port.ts";

/** The names of a lane. */
export type LaneName = Pick<Delivery, "lane" | "installation" | "repository" | "number" | "urgency">;

const SIDES = ["evidence", "freeze", "hook", "mail", "slack", "status"] as const;
export type Side = (typeof SIDES)[number];

const LANE = new RegExp(`^(.*?):(${SIDES.join("|")})(?::([\\w-]+))?$`);

/** The lane of one side of another; `which` where a side has several. */
export function beside(lane: string, side: Side, which = ""): string {
  return `${lane}:${side}${which && `:${which}`}`;
}

/** A lane taken apart again; undefined when it is beside none. */
export function sideOf({ lane }: Pick<LaneName, "lane">): { home: string; side: Side; which: string } | undefined {
  const [, home, name, which = ""] = LANE.exec(lane) ?? [];
  const side = SIDES.find((one) => one === name);
  return home !== undefined && side ? { home, side, which } : undefined;
}

/** The lane that it is beside; itself when it is beside none. */
export function homeOf(name: Pick<LaneName, "lane">): string {
  return sideOf(name)?.home ?? name.lane;
}

/** A claim knows more than a delivery may say. */
export function namesOf({ installation, repository, number, urgency }: LaneName) {
  return { installation, repository, number, ...(urgency !== undefined && { urgency }) };
}
