// The table of commands: dispatch, permissions, /help, the README and the tests all derive from it.
import type { Command } from "../domain/command.ts";
import { ack } from "./ack.ts";
import { action } from "./action.ts";
import { affects } from "./affects.ts";
import { cancel } from "./cancel.ts";
import { comms } from "./comms.ts";
import { drill } from "./drill.ts";
import { duplicate } from "./duplicate.ts";
import { escalate } from "./escalate.ts";
import { help } from "./help.ts";
import { impact } from "./impact.ts";
import { lead } from "./lead.ts";
import { notified } from "./notified.ts";
import { pause } from "./pause.ts";
import { postmortem } from "./postmortem.ts";
import { reopen } from "./reopen.ts";
import { resolve } from "./resolve.ts";
import { resume } from "./resume.ts";
import { rollback } from "./rollback.ts";
import { scribe } from "./scribe.ts";
import { security } from "./security.ts";
import { severity } from "./severity.ts";
import { sla } from "./sla.ts";
import { snooze } from "./snooze.ts";
import { status } from "./status.ts";
import { timeline } from "./timeline.ts";

export const COMMANDS: readonly Command[] = [
  severity,
  ack,
  status,
  timeline,
  lead,
  comms,
  scribe,
  impact,
  affects,
  escalate,
  rollback,
  snooze,
  pause,
  resume,
  resolve,
  reopen,
  cancel,
  duplicate,
  postmortem,
  action,
  security,
  notified,
  sla,
  drill,
  help,
];
