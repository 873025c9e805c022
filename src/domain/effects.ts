// Effects: what should be done, as data. Decisions return them, app/perform.ts alone performs them.
import type { Entry } from "./timeline.ts";

/** One message: a template's name and the values it is given. Untrusted values are encoded when it is rendered. */
export interface Message {
  readonly template: string;
  readonly data: Record<string, unknown>;
}

export type Effect =
  /** Something happened: put it on the timeline. */
  | { readonly do: "record"; readonly entry: Entry }
  /** Answer a comment with a reaction. */
  | { readonly do: "react"; readonly comment: number; readonly with: "eyes" | "+1" | "confused" }
  /** A new comment for somebody (`to`, as the policy writes people), once per `key`; `keys` are all it says, with `key`. */
  | {
      readonly do: "say";
      readonly kind: string;
      readonly key: string;
      readonly to: readonly string[];
      readonly parts: readonly Message[];
      readonly keys?: readonly string[];
      readonly late?: boolean;
      readonly mute?: boolean;
    }
  | { readonly do: "assign"; readonly login: string }
  /** Every label the issue should have, and who should be assigned besides those who are. */
  | { readonly do: "label"; readonly labels: readonly string[]; readonly assign: readonly string[] }
  | {
      readonly do: "close";
      readonly reason: "completed" | "not_planned" | "duplicate";
      readonly labels: readonly string[];
    }
  | { readonly do: "reopen" }
  /** Bring the card up to date (or back). */
  | { readonly do: "card"; readonly card: Message };

export type EffectOf<K extends Effect["do"]> = Extract<Effect, { do: K }>;

export function record(entry: Entry): Effect {
  return { do: "record", entry };
}
