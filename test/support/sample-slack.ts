// Sample messages in Slack. Words are in no language, so that a language shows.
import type { Message } from "../../src/domain/effects.ts";
import { at } from "./sample-incidents.ts";

const CARD = {
  title: "API 500",
  severity: "P1",
  isDrill: false,
  isOver: false,
  by: "",
  isAcknowledged: false,
  lead: "",
  published: { status: "" },
  clocks: [{ clock: "response", due: at("15:30"), state: "on track" }],
};
const REFUSAL = { isUnknown: false, isOver: false, needed: "triage", role: "none", user: "U1" };

const SAMPLES: Record<string, Record<string, unknown>[]> = {
  "slack-card": [
    CARD,
    { ...CARD, severity: "", isDrill: true, isAcknowledged: true, by: "bob", published: { status: "identified" } },
    { ...CARD, isOver: true, lead: "bob", clocks: [] },
  ],
  "slack-button": [{ isAck: true }, { isAck: false }],
  "slack-refusal": [REFUSAL, { ...REFUSAL, isUnknown: true }, { ...REFUSAL, isOver: true }],
  "policy-findings/not-a-slack-channel": [{ where: "slack.channel", given: "xyz" }],
  "policy-findings/not-a-slack-user": [{ where: "slack.users", given: "xyz" }],
};

export function slackSamples(): Message[] {
  return Object.entries(SAMPLES).flatMap(([template, all]) => all.map((data) => ({ template, data })));
}
