// Sample findings about who is on call: one of every kind. Words are in no language, so that a language shows.
import type { Message } from "../../src/domain/effects.ts";
import { at } from "./sample-incidents.ts";

const HOLE = { from: at("02:00"), to: at("06:00") };
const FINDINGS: Record<string, Record<string, unknown>[]> = {
  "ends-before-it-begins": [{ where: "overrides.0.to", from: "2026-12-26 09:00", to: "2026-12-24 09:00" }],
  "no-rotation": [{ where: "rotations", given: "" }],
  "nobody-in-rotation": [{ where: "rotations.sre.people", given: "[]" }],
  "not-a-local-time": ["", "2026-02-30 09:00"].map((given) => ({ where: "rotations.sre.starts", given })),
  "not-a-person": ["", "@bob_lorem ipsum"].map((given) => ({ where: "overrides.0.who", given })),
  "not-a-rhythm": ["", "1x"].map((given) => ({ where: "rotations.sre.every", given })),
  "not-a-rotation-name": [{ where: "rotations.7", given: "7" }],
  "not-hours": [{ where: "rotations.sre.hours", given: "xyz" }],
  "on-call-hole": [
    { where: "rotations", targets: "on-call", holes: [HOLE], more: 0 },
    { where: "rotations", targets: "on-call:sre", holes: [HOLE, { ...HOLE, to: at("06:00", "2025-11-12") }], more: 1 },
    { where: "rotations", targets: "on-call", holes: [HOLE], more: 12 },
  ],
  "on-call-without-file": [{ where: "severities.P1.escalate.0.notify.0", given: "on-call" }],
  "unknown-rotation": [
    { where: "overrides.0.rotation", given: "sra", nearest: "sre", known: ["sre"] },
    { where: "overrides.0.rotation", given: "xyz", nearest: "", known: ["sre"] },
    { where: "overrides.0.rotation", given: "xyz", nearest: "", known: ["sre", "dba"] },
  ],
};

export function onCallSamples(): Message[] {
  return Object.entries(FINDINGS).flatMap(([reason, all]) =>
    all.map((data) => ({ template: `policy-findings/${reason}`, data })),
  );
}
