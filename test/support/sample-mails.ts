// Sample mails, and what is said of them. Words are in no language, so that a language shows.
import type { Message } from "../../src/domain/effects.ts";
import { MAIL_OUTCOMES } from "../../src/domain/timeline.ts";
import { at, ISSUE } from "./sample-incidents.ts";

const CALL = {
  reference: "acme/shop#7",
  title: ISSUE.title,
  url: ISSUE.url,
  severity: "P1",
  step: 2,
  reason: "",
  since: at("14:30"),
  by: "",
};
const USERS = {
  update: { status: "identified" },
  text: "lorem ipsum",
  at: at("14:35"),
  since: at("14:30"),
  isResolved: false,
};
const MAILS = [CALL, { ...CALL, severity: "", reason: "lorem", by: "bob" }];
const TO_USERS = [
  USERS,
  { ...USERS, update: { status: "" }, text: "" },
  { ...USERS, update: { status: "resolved" }, isResolved: true },
];

const SAMPLES: Record<string, Record<string, unknown>[]> = {
  "mail-call-subject": MAILS,
  "mail-call": MAILS,
  "mail-users-subject": TO_USERS,
  "mail-users": TO_USERS,
  mailed: MAIL_OUTCOMES.map((outcome) => ({ outcome, to: ["sre@acme.example"] })),
  "refusals/no-user-mail": [{ flag: "--mail" }],
  "policy-findings/not-a-mail-address": [{ where: "user_notice.mail.0", given: "xyz" }],
  "policy-findings/not-a-flag": [{ where: "user_notice.flag", given: "xyz" }],
};

const NOTICE = { due: at("15:30"), mail: ["lorem@acme.example"], flag: "--mail", isAutomatic: false, draft: USERS };

/** The question to whoever communicates, as the policy has it answered. */
export const userNotices: Record<string, unknown>[] = [
  { ...NOTICE, mail: [] },
  NOTICE,
  { ...NOTICE, isAutomatic: true },
];

export function mailSamples(): Message[] {
  return Object.entries(SAMPLES).flatMap(([template, all]) => all.map((data) => ({ template, data })));
}
