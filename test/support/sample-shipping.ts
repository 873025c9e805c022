// Samples of what is said of changes: evidence before an incident, rollbacks, freezes. Words are in no language.
import { Duration } from "luxon";
import type { Message } from "../../src/domain/effects.ts";
import { CHANGE_KINDS, type Change, rowsOfChanges } from "../../src/domain/evidence.ts";
import { at } from "./sample-incidents.ts";

type Data = Record<string, unknown>;

const change = (kind: Change["kind"], more: Partial<Change> = {}): Change => {
  const url = "https://github.com/acme/shop/commit/0123abc";
  return { kind, at: at("14:12").toUnixInteger(), title: "lorem (ipsum)", url, by: "carol", ...more };
};

const CHANGES: readonly Change[] = [
  ...CHANGE_KINDS.map((kind) => change(kind)),
  change("pull", { number: 12, component: "api", by: "" }),
  change("release", { at: at("09:00", "2025-11-09").toUnixInteger() }),
];

export const SHIPPING_REFUSALS: Record<string, Data[]> = {
  "not-a-pull": [{ given: "" }, { given: "xii" }],
  "pull-elsewhere": [{ given: "acme/api#12", here: "acme/shop" }],
  "pull-not-merged": [{ number: 12 }],
  "pull-unknown": [{ number: 12 }],
  "rollback-open": [{ of: 12, number: 12 }],
};

const INCIDENTS = [
  { number: 12, severity: "P0" },
  { number: 12, severity: "P1" },
];

/** What the parts and the pull requests say. */
export function shippingSamples(): Message[] {
  const changes = rowsOfChanges(CHANGES);
  const before = Duration.fromObject({ hours: 24 });
  const evidence = [true, false].map((canRevert): Data => ({ changes, canRevert, before, declaredAt: at("14:30") }));
  const frozen = ["frozen", "linked", "free"].map((reason): Data => ({ reason, incidents: INCIDENTS }));
  const all: Record<string, Data[]> = {
    change: changes.map((one) => ({ ...one })),
    evidence,
    "rollback-body": [{ of: 12, by: "bob", incident: 12 }],
    "rollback-failed": ["conflict", "forbidden"].map((why) => ({ of: 12, why, incident: 12 })),
    freeze: [...frozen, { reason: "frozen", incidents: INCIDENTS.slice(0, 1) }],
    "freeze-summary": [...frozen, { reason: "frozen", incidents: INCIDENTS.slice(0, 1) }],
  };
  return Object.entries(all).flatMap(([template, some]) => some.map((data) => ({ template, data })));
}
