// Samples of everything that is said of a security incident. Words are in no language.
import type { Locale } from "../../src/adapters/template-helpers.ts";
import { rowOf } from "../../src/domain/card.ts";
import type { Message } from "../../src/domain/effects.ts";
import { NOTICE_FIELDS } from "../../src/domain/notification.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { at, card, P1 } from "./sample-incidents.ts";

const bob = { by: "bob", ref: "c42" };
const MARK: Entry = { at: at("14:33"), kind: "security", via: "command", ...bob };
const NOTICES = [
  { name: "authority", within: 259_200 },
  { name: "users", within: 604_800 },
  { name: "early-warning", within: 3600 },
];
const AWARE: Entry = { at: at("14:34"), kind: "aware", since: at("09:15"), notices: NOTICES, ...bob };
const told = (whom: string, phase: number, text?: string): Entry => ({
  ...{ at: at("16:40"), kind: "notified", whom, phase, ...bob },
  ...(text && { text }),
});

/** Every entry that only a security incident has. */
const ENTRIES: readonly Entry[] = [
  MARK,
  { ...MARK, via: "label", by: undefined } as Entry,
  { at: at("14:35"), kind: "cleared", ...bob },
  { at: at("14:35"), kind: "cleared" },
  AWARE,
  { ...AWARE, by: undefined } as Entry,
  told("authority", 1),
  told("users", 2, "lorem"),
  { ...told("early-warning", 1), by: undefined } as Entry,
  { at: at("14:36"), kind: "carried", from: "acme/shop", number: 7, comments: [1], issues: [8] },
];

const FIELDS = { nature: "", subjects: "", records: "", contact: "", consequences: "", measures: "" };
const REGISTER = {
  ...{ number: 7, title: "API 500", since: at("09:15"), declaredAt: at("14:30"), impact: "", components: [] },
  ...{ resolution: "", cancelled: "", isCancelled: false, ...FIELDS, owed: [], notices: [] },
};
const DRAFT = { since: at("09:15"), due: "", declaredAt: at("14:30"), title: "API 500", impact: "", components: [] };

const SAID: Record<string, Record<string, unknown>[]> = {
  "notice-name": NOTICES.map(({ name }) => ({ name })),
  "notice-field": NOTICE_FIELDS.map((field) => ({ field })),
  "legal-notice": [true, false].map((isOverdue) => ({ name: "authority", due: at("09:15"), isOverdue })),
  "card-moved": [{}],
  "moved-title": [{}],
  "moved-body": [{}],
  "carried-body": [{ from: "acme/shop", number: 7, reporter: "alice" }],
  "carried-comment": [{ by: "bob", at: at("14:31"), since: at("14:30") }],
  "security-public": [{ isMoving: true }, { isMoving: false }],
  "security-call": [
    { by: "bob", from: "", number: 0, left: [] },
    { by: "", from: "acme/shop", number: 7, left: [] },
    {
      ...{ by: "bob", from: "acme/shop", number: 7 },
      left: [1, 2].map((name) => ({ name, url: "https://github.com/acme/shop/issues/7#issuecomment-1" })),
    },
  ],
  notification: [DRAFT, { ...DRAFT, due: at("09:15"), impact: "30 %", components: ["api"] }, { ...DRAFT, impact: "x" }],
  "register-head": [{}],
  "register-commit": [{ number: 7 }],
  register: [
    REGISTER,
    { ...REGISTER, isCancelled: true, impact: "x", components: ["api"] },
    {
      ...{ ...REGISTER, isCancelled: true, cancelled: "xyz", resolution: "pool" },
      ...Object.fromEntries(NOTICE_FIELDS.map((field) => [field, "lorem"])),
      owed: [{ name: "users", due: at("09:15") }],
      notices: [
        { at: at("16:40"), whom: "authority", phase: 1, text: "" },
        { at: at("16:40"), whom: "users", phase: 2, text: "lorem" },
      ],
    },
  ],
  "refusals/unknown-security": [{ given: "xyz" }],
  "refusals/unknown-notified": ["", "xyz"].map((given) => ({ given, known: "authority, xyz" })),
  "refusals/no-breach": [{}],
  "refusals/late-needs-reason": [{ whom: "authority", due: at("09:15") }],
};

export function securitySamples(locale: Locale): Message[] {
  const shown = [
    card(locale, at("14:40"), P1, MARK),
    card(locale, at("16:50"), P1, MARK, AWARE, told("authority", 1), told("early-warning", 1)),
  ];
  const [first, last] = shown.map(({ data }) => data);
  const draft = { isThere: true, given: 4, total: 6, missing: ["records", "measures"] };
  return [
    ...Object.entries(SAID).flatMap(([template, all]) => all.map((data) => ({ template, data }))),
    ...ENTRIES.map(rowOf).map(({ template, data }) => ({ template, data })),
    ...shown,
    { template: "checklist-security", data: {} },
    { template: "card-security", data: first ?? {} },
    { template: "card-security", data: { ...last, draft } },
    { template: "card-security", data: { ...last, draft: { ...draft, given: 6, missing: [] } } },
  ];
}
