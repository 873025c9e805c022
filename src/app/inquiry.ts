// Questions about who typed something. The answer may change what is said next, so the lane waits for it; but not for ever.
import type { DateTime } from "luxon";
import { outcomeOf } from "../adapters/github/outcome.ts";
import { Hold } from "./post.ts";

/** After this long without an answer the bell rings, and the words wait on. */
const PATIENCE = { minutes: 1 };
const AGAIN = { seconds: 5 };
/** A question that was left this long ago is a new one. */
const FORGOTTEN = { minutes: 10 };

export interface Inquiry {
  /**
   * The answer; "unread" when GitHub will never give it, or has not given it for a minute. Before that it throws, and the
   * lane is tried again. How long was waited is known to this process only: another begins anew.
   */
  ask<Answer>(question: string, answer: Promise<Answer>, now: DateTime): Promise<Answer | "unread">;
}

export function createInquiry(): Inquiry {
  const since = new Map<string, number>();
  return {
    async ask(question, answer, now) {
      try {
        const given = await answer;
        since.delete(question);
        return given;
      } catch (error) {
        for (const [one, at] of since) if (at < +now.minus(FORGOTTEN)) since.delete(one);
        // A clock that was set back begins anew as well.
        const first = Math.min(since.get(question) ?? +now, +now);
        since.set(question, first);
        const { kind } = outcomeOf(error, now);
        if (kind === "permanent" || first <= +now.minus(PATIENCE)) return "unread";
        throw kind === "ambiguous" ? new Hold(now.plus(AGAIN)) : error;
      }
    },
  };
}
