// /postmortem: opens the post-mortem, says it is done, or waives it. Done is a fact that is checked; waiving takes `maintain`.
import { acted, type Command, needRole, reply } from "../domain/command.ts";
import { type Effect, record } from "../domain/effects.ts";
import type { CommandFacts } from "../domain/facts.ts";
import { settledAt } from "../domain/post-mortem.ts";
import { Refusal } from "../domain/refusal.ts";
import { missingIn, rowsOfFindings } from "../domain/report/review.ts";
import { latest } from "../domain/timeline.ts";

interface Asked {
  readonly what: "open" | "done" | "waive";
  readonly reason: string;
}

export const postmortem: Command<Asked> = {
  name: "postmortem",
  short: "pm",
  usage: { en: "[done | waive reason]", fr: "[done | waive motif]" },
  example: "/postmortem done",
  summary: {
    en: "Open the post-mortem, check it off, or waive it.",
    fr: "Ouvre le post-mortem, le valide ou y renonce.",
  },
  permission: "triage",
  parse(rest) {
    const [word = "", ...reason] = rest.split(/\s+/);
    if (word === "") return { what: "open", reason: "" };
    const what = (["done", "waive"] as const).find((one) => one === word.toLowerCase());
    if (!what) throw new Refusal("unknown-postmortem", { given: word });
    if (what === "waive" && reason.length === 0) throw new Refusal("missing-text", { command: "postmortem waive" });
    return { what, reason: reason.join(" ") };
  },
  effect(facts, { what, reason }) {
    const { incident } = facts;
    if (incident.ended?.kind !== "resolved") throw new Refusal("not-resolved", { command: "postmortem" });
    if (settledAt(incident) && what !== "open") return [];
    if (facts.isReportUnread && what !== "waive") throw new Refusal("report-unreadable");
    if (what === "open") return opened(facts);
    if (what === "done") return reviewed(facts);
    needRole(facts, "postmortem waive", facts.policy.commands["postmortem waive"] ?? "maintain");
    return [record({ ...acted(facts), kind: "waived", reason })];
  },
};

function opened(facts: CommandFacts): Effect[] {
  const { report, incident } = facts;
  const words = acted(facts);
  const openedAt = latest(incident.timeline, "report")?.at;
  // One that is younger than the words was opened for them, by somebody who died before it could be written down.
  if (!report || (openedAt && openedAt >= words.at)) return [record({ ...words, kind: "wanted" })];
  return [reply(facts, "postmortem-state", { report: report.number, findings: rowsOfFindings(missingIn(facts)) })];
}

function reviewed(facts: CommandFacts): Effect[] {
  if (!facts.report) throw new Refusal("no-report");
  const findings = missingIn(facts);
  if (findings.length > 0)
    throw new Refusal("post-mortem-incomplete", { report: facts.report.number, findings: rowsOfFindings(findings) });
  return [record({ ...acted(facts), kind: "reviewed" })];
}
