// /affects: names the components that are affected; the last list holds.
import { acted, type Command, needText } from "../domain/command.ts";
import { record } from "../domain/effects.ts";
import { nearest } from "../domain/nearest.ts";
import type { Policy } from "../domain/policy.ts";
import { Refusal } from "../domain/refusal.ts";

export const affects: Command<{ components: string[] }> = {
  name: "affects",
  usage: { en: "component…", fr: "composant…" },
  example: "/affects api checkout",
  summary: { en: "Name the components that are affected.", fr: "Nomme les composants touchés." },
  permission: "triage",
  parse(rest, { policy }) {
    const words = needText(rest.replace(/[\s,]+/g, " ").trim(), "affects").split(" ");
    return { components: words.map((word) => componentNamed(policy, word)) };
  },
  effect: (facts, { components }) => [record({ ...acted(facts), kind: "affects", components })],
};

/** As the policy writes it; any word where the policy names no components. */
function componentNamed({ components }: Policy, given: string): string {
  const names = components.map(({ name }) => name);
  const found = names.find((name) => name.toLowerCase() === given.toLowerCase());
  if (found !== undefined || names.length === 0) return found ?? given;
  throw new Refusal("unknown-component", { given, nearest: nearest(given, names) ?? "", known: names.join(", ") });
}
