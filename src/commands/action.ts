// /action: something to be done so that it does not happen again; it becomes an issue of its own.
import { DateTime } from "luxon";
import { type Command, needText } from "../domain/command.ts";
import { labelIn } from "../domain/labels.ts";
import { Refusal } from "../domain/refusal.ts";
import { lineKey } from "../domain/split.ts";

interface Asked {
  readonly text: string;
  readonly owner?: string;
  readonly due?: string;
}

export const action: Command<Asked> = {
  name: "action",
  usage: { en: "text [@owner] [date]", fr: "texte [@responsable] [date]" },
  example: "/action alert on connection pool usage @bob 2026-01-31",
  summary: { en: "Add an action item, followed until it is done.", fr: "Ajoute une action, suivie jusqu'au bout." },
  permission: "triage",
  parse(rest, { at }) {
    const words = rest.split(/\s+/).filter(Boolean);
    const owner = words.find((word) => /^@[A-Za-z0-9][A-Za-z0-9_-]{0,38}$/.test(word));
    const due = words.find((word) => /^\d{4}-\d{2}-\d{2}$/.test(word));
    if (due && !DateTime.fromISO(due).isValid) throw new Refusal("not-a-date", { given: due });
    if (due && due < (at.toISODate() ?? "")) throw new Refusal("date-in-past", { given: due });
    const text = needText(words.filter((word) => word !== owner && word !== due).join(" "), "action");
    return { text, owner: owner?.slice(1), due };
  },
  effect(facts, asked) {
    if (facts.isFull) throw new Refusal("actions-full");
    const key = `action:${facts.comment}:${lineKey({ name: "action", rest: asked.text })}`;
    const { issue } = facts.incident;
    const data = {
      incident: issue.number,
      title: issue.title,
      severity: facts.incident.severity ?? "",
      ...asked,
      owner: asked.owner ?? "",
      due: asked.due ?? "",
    };
    return [
      {
        do: "open",
        key,
        kind: "action",
        title: asked.text,
        body: { template: "action-item", data },
        labels: [labelIn(facts.policy, "action-item")],
        assignees: asked.owner ? [asked.owner] : [],
        action: asked,
      },
    ];
  },
};
