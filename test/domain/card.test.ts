// The card: what it shows of an incident, and the boxes people ticked.
import { expect, test } from "vitest";
import { cardOf, keepTicks, rowOf } from "../../src/domain/card.ts";
import type { Incident } from "../../src/domain/incident.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { anIncident, at, entry } from "../support/facts.ts";

const POLICY = policyOf({
  links: { Grafana: "https://g.example/?from={{start}}&to={{end}}&again={{start}}", Runbook: "https://r.example" },
});
const dataOf = (incident: Incident) => cardOf(incident, POLICY, { clocks: [], commands: [], others: [] }).data;
const acknowledged = entry("14:40", { kind: "acknowledged", via: "command", by: "bob" });
const resolved = entry("15:00", { kind: "resolved", via: "command", by: "bob" });

test("boxes that people ticked stay ticked", () => {
  const fresh = "- [ ] Check the impact\n- [ ] Escalate\n- [x] Declare\n";
  expect(keepTicks(fresh, "- [x] Check the impact\n- [ ] Escalate\n")).toBe(
    "- [x] Check the impact\n- [ ] Escalate\n- [x] Declare\n",
  );
  expect(keepTicks(fresh, "- [X] Escalate\r\n- [x] Gone\r\n")).toBe(
    "- [ ] Check the impact\n- [x] Escalate\n- [x] Declare\n",
  );
  expect(keepTicks(fresh, "")).toBe(fresh);
});

test("a tick is kept only for the very same box", () => {
  expect(keepTicks("- [ ] Escalate to the CTO", "- [x] Escalate\ntext - [x] Escalate to the CTO")).toBe(
    "- [ ] Escalate to the CTO",
  );
});

test("a link is filled with the incident's window: half an hour before it until now", () => {
  expect(dataOf(anIncident())["links"]).toEqual([
    { name: "Grafana", url: `https://g.example/?from=${+at("14:00")}&to=now&again=${+at("14:00")}` },
    { name: "Runbook", url: "https://r.example" },
  ]);
});

test("once it has ended, the window ends half an hour later", () => {
  expect(dataOf(anIncident({ timeline: [acknowledged, resolved] }))["links"]).toMatchObject([
    { url: `https://g.example/?from=${+at("14:00")}&to=${+at("15:30")}&again=${+at("14:00")}` },
    {},
  ]);
});

test.each([
  ["triage", anIncident({ severity: "" })],
  ["triage", anIncident()],
  ["triage", anIncident({ severity: "", timeline: [acknowledged] })],
  ["resolution", anIncident({ timeline: [acknowledged] })],
  ["post-incident", anIncident({ timeline: [acknowledged, resolved] })],
  ["over", anIncident({ timeline: [entry("14:40", { kind: "cancelled" })] })],
])("the checklist is that of the phase: %s", (phase, incident) => {
  expect(dataOf(incident)["phase"]).toBe(phase);
});

test("it shows the last forty rows and counts the others, without the machine's own notes", () => {
  const notes = Array.from({ length: 50 }, (_, minute) =>
    entry(`15:${String(minute).padStart(2, "0")}`, { kind: "note", text: String(minute) }),
  );
  const data = dataOf(anIncident({ timeline: [entry("14:31", { kind: "said", keys: ["x"] }), ...notes] }));
  expect(data["rows"]).toHaveLength(40);
  expect(data["hiddenRows"]).toBe(12);
  expect(data["points"]).toHaveLength(15);
});

test("an unchanged incident has an unchanged card, whatever the time", () => {
  const clock = {
    clock: "response",
    state: "on track" as const,
    start: at("14:30"),
    target: at("15:30").diff(at("14:30")),
    due: at("15:30"),
    stops: [],
  };
  const card = () => cardOf(anIncident(), POLICY, { clocks: [clock], commands: [], others: [] });
  expect(card()).toEqual(card());
  expect(card().data["asOf"]).toEqual(at("14:30"));
});

test("a row is said by the template of its kind, or of the command that leaves it", () => {
  expect(rowOf(acknowledged)).toMatchObject({ at: at("14:40"), template: "ack", data: { by: "bob", note: "" } });
  expect(rowOf(entry("14:41", { kind: "role", role: "comms", who: "carol" })).template).toBe("comms");
  expect(rowOf(entry("14:42", { kind: "breached", clock: "response" })).template).toBe("breached");
});
