// The table of clocks; the card, the reminders, the wake-up time and `/sla` all derive from it.
import type { Clock } from "../domain/clock.ts";
import { actionItem } from "./action-item.ts";
import { legalNotice } from "./legal-notice.ts";
import { postMortem } from "./post-mortem.ts";
import { response } from "./response.ts";
import { triage } from "./triage.ts";
import { update } from "./update.ts";
import { userNotice } from "./user-notice.ts";

export const CLOCKS: readonly Clock[] = [triage, response, update, userNotice, postMortem, actionItem, legalNotice];
