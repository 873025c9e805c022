// Sample messages of the status page. Words are in no language, so that a language shows.
import type { Message } from "../../src/domain/effects.ts";
import { STATUSES } from "../../src/domain/timeline.ts";
import { at } from "./sample-incidents.ts";

const GIVEN = { where: "status_page.components.0", given: "xyz" };

const UPDATE = { update: { status: "identified" }, text: "lorem ipsum", at: at("14:35") };
const INCIDENT = { incident: { like: "P1" }, components: "api", isOver: false, updates: [UPDATE] };
const FILE = { title: "lorem", url: "https://acme.example/status/acme/shop", page: { indicator: "major" } };

const SAMPLES: Record<string, Record<string, unknown>[]> = {
  "status-update": STATUSES.flatMap((status) =>
    ["lorem ipsum", ""].map((text) => ({ update: { status }, text, at: at("14:35") })),
  ),
  "status-title": ["P0", "P1", "P2", "P3", ""].flatMap((like) =>
    ["", "api, shop"].map((components) => ({ incident: { like }, components })),
  ),
  "status-indicator": ["none", "minor", "major", "critical"].map((indicator) => ({ page: { indicator } })),
  "status-component": ["none", "minor", "major", "critical"].map((indicator) => ({ page: { indicator } })),
  "status-file": [
    { ...FILE, components: [], incidents: [] },
    {
      ...FILE,
      components: [{ name: "api", page: { indicator: "none" } }],
      incidents: [INCIDENT, { ...INCIDENT, isOver: true }],
    },
  ],
  "status-commit": [{ indicator: "lorem" }],
  "policy-findings/not-a-status-file": [{ where: "status_page.publish.path", given: "xyz" }],
  "policy-findings/undefined-component": [
    { ...GIVEN, known: [] },
    { ...GIVEN, known: ["api", "shop"] },
  ],
};

export function statusPageSamples(): Message[] {
  return Object.entries(SAMPLES).flatMap(([template, all]) => all.map((data) => ({ template, data })));
}
