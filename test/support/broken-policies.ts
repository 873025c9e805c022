// Files of configuration that are wrong, each with the place and the sentence that a person is shown.

/** The text, `line:column` of what is wrong, and what is said of it in English, as plain text. */
export type Broken = readonly [text: string, at: string, says: string];

/** What an editor with the JSON Schema shows as well. */
export const BY_SCHEMA: readonly Broken[] = [
  ["locale: de\n", "1:1", "`locale` is `de`; write `en` or `fr`."],
  ["locale: en\nlocal: fr\n", "2:1", "There is no key `local`; did you mean `locale`?"],
  ["Locale: en\n", "1:1", "There is no key `Locale`; did you mean `locale`?"],
  ["timezone: Europe\\Paris\n", "1:1", "Europe\\Paris is not a time zone; write `Europe/Paris` or `UTC`."],
  ["timezone: 3\n", "1:1", "`timezone` must be a text, not `3`."],
  ["trigger: []\n", "1:1", "`trigger` must be a text, not []."],
  ["trigger: ''\n", "1:1", "`trigger` is empty; write something or remove it."],
  [
    "trigger: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
    "1:1",
    "`trigger` is too long; at most 50 characters.",
  ],
  [
    'user_notice:\n  mail: ["users at acme.test"]\n',
    "2:11",
    "`users at acme.test` is not a mail address; write one like `users@example.org`, without a name.",
  ],
  [
    "user_notice:\n  mail: [users@acme.test]\n  flag: mail\n",
    "3:3",
    "`mail` cannot be the flag; write `--` and small letters, as in `--mail`.",
  ],
  [
    "slack:\n  channel: incidents\n",
    "2:3",
    "`incidents` is not a channel; write its name as in `#incidents`, or its id as in `C0123456789`.",
  ],
  [
    "slack:\n  channel: C0123456789\n  users:\n    alice: alice\n",
    "4:5",
    "`alice` is not a Slack member’s id; write one as in `U0123456789` (in the member’s profile).",
  ],
  [
    "status_page:\n  publish:\n    path: .github/workflows/ci.json\n",
    "3:5",
    "`.github/workflows/ci.json` is not a file that the status page can be written to: a path that ends in `.json` or `.md`, as in `status/summary.json`.",
  ],
  ["triage: 15\n", "1:1", "`triage` is not a length of time: `15`. Write `15m`, `1h30m`, `48h` or `2d`."],
  ["triage: 15 min\n", "1:1", "`triage` is not a length of time: `15 min`. Write `15m`, `1h30m`, `48h` or `2d`."],
  ["severities: []\n", "1:1", "`severities` must be a mapping of keys to values, not []."],
  [
    "severities:\n  P0:\n    response: soon\n",
    "3:5",
    "`severities.P0.response` is not a length of time: `soon`. Write `15m`, `1h30m`, `48h` or `2d`.",
  ],
  [
    "severities:\n  P0:\n    response: 15m\n    respons: 5m\n",
    "4:5",
    "There is no key `severities.P0.respons`; did you mean `response`?",
  ],
  ["severities:\n  P0: true\n", "2:3", "`severities.P0` must be a mapping of keys to values, not `true`."],
  [
    "severities:\n  0: {}\n",
    "2:3",
    "`0` cannot be a severity’s name; write a letter, then letters, digits, `_` or `-`, 20 at most.",
  ],
  [
    'severities:\n  "très grave": {}\n',
    "2:4",
    "`très grave` cannot be a severity’s name; write a letter, then letters, digits, `_` or `-`, 20 at most.",
  ],
  [
    "severities:\n  P1:\n    update_every: never\n",
    "3:5",
    "`severities.P1.update_every` is not a length of time: `never`. Write `15m`, `1h30m`, `48h` or `2d`.",
  ],
  [
    "severities:\n  P1:\n    post_mortem: true\n",
    "3:5",
    "`severities.P1.post_mortem` is not a length of time: `true`. Write `15m`, `1h30m`, `48h` or `2d`.",
  ],
  ['severities:\n  P1:\n    pausable: "yes"\n', "3:5", "`severities.P1.pausable` must be true or false, not `yes`."],
  ['severities:\n  P1:\n    meaning: ""\n', "3:5", "`severities.P1.meaning` is empty; write something or remove it."],
  ['severities:\n  P1:\n    escalate: "@bob"\n', "3:5", "`severities.P1.escalate` must be a list, not `@bob`."],
  [
    'severities:\n  P1:\n    escalate:\n      - after: 0m\n        notify: "@bob"\n',
    "5:9",
    "`severities.P1.escalate.0.notify` must be a list, not `@bob`.",
  ],
  [
    "severities:\n  P1:\n    escalate:\n      - after: 0m\n        notify: [bob]\n",
    "5:18",
    "`bob` is nobody we can call; write `@login`, `@acme/team`, `on-call`, `mail:…` or `slack:…`.",
  ],
  [
    'severities:\n  P1:\n    escalate:\n      - notify: ["@bob"]\n',
    "4:9",
    "`severities.P1.escalate.0.after` is missing; write it.",
  ],
  [
    'severities:\n  P1:\n    escalate:\n      - { after: 0m, notify: [] }\n      - { after: -5m, notify: ["@bob"] }\n',
    "5:11",
    "`severities.P1.escalate.1.after` is not a length of time: -5m. Write `15m`, `1h30m`, `48h` or `2d`.",
  ],
  [
    'severities:\n  P1:\n    escalate:\n      - { after: 0m, notify: ["@acme/sre/x"] }\n',
    "4:32",
    "`@acme/sre/x` is nobody we can call; write `@login`, `@acme/team`, `on-call`, `mail:…` or `slack:…`.",
  ],
  [
    'severities:\n  P1:\n    escalate:\n      - { after: 0m, notify: ["mail:bob"] }\n',
    "4:32",
    "`mail:bob` is nobody we can call; write `@login`, `@acme/team`, `on-call`, `mail:…` or `slack:…`.",
  ],
  ["calendars:\n  office: {}\n", "2:3", "`calendars.office.hours` is missing; write it."],
  [
    'calendars:\n  office:\n    hours: { mondays: "09:00-18:00" }\n',
    "3:14",
    "There is no key `calendars.office.hours.mondays`; did you mean `monday`?",
  ],
  [
    'calendars:\n  office:\n    hours: { monday: "9-18" }\n',
    "3:14",
    "`9-18` is not opening hours; write `09:00-18:00` (`24:00` is the end of a day).",
  ],
  [
    'calendars:\n  office:\n    hours: { monday: "09:00-18:00" }\n    closed: [24 Dec]\n',
    "4:14",
    "`24 Dec` is not a date; write `2026-12-24`.",
  ],
  [
    'calendars:\n  my office:\n    hours: { monday: "09:00-18:00" }\n',
    "2:3",
    "`my office` cannot be a calendar’s name; write a letter, then letters, digits, `_` or `-`.",
  ],
  [
    "reminders:\n  response:\n    - 50%\n    - later\n",
    "4:7",
    "`reminders.response.1` is not a moment: `later`. Write `50%`, `-24h`, `0h` or `+24h`.",
  ],
  ["reminders:\n  postmortem: [0h]\n", "2:3", "There is no key `reminders.postmortem`; did you mean `post_mortem`?"],
  ["reminders:\n  response: 50%\n", "2:3", "`reminders.response` must be a list, not `50%`."],
  ["post_mortem:\n  in: wiki\n", "2:3", "`post_mortem.in` is `wiki`; write `issue` or `pull_request`."],
  ["post_mortem: 3\n", "1:1", "`post_mortem` must be a mapping of keys to values, not `3`."],
  ["post_mortem: { paht: docs }\n", "1:16", "There is no key `post_mortem.paht`; there are `in`, `path`."],
  ["monthly_report: true\n", "1:1", "`monthly_report` must be a mapping of keys to values, not `true`."],
  ["monthly_report: { repository: acme }\n", "1:19", "`acme` is not a repository; write `owner/name`."],
  [
    'components:\n  "shop, api": {}\n',
    "2:4",
    "`shop, api` cannot be a component’s name; write up to 50 characters without spaces and commas.",
  ],
  [
    'components:\n  shop: { owner: ["@bob"] }\n',
    "2:11",
    "There is no key `components.shop.owner`; did you mean `owners`?",
  ],
  [
    "components:\n  shop: { owners: [bob] }\n",
    "2:20",
    "`bob` is nobody we can call; write `@login`, `@acme/team`, `on-call`, `mail:…` or `slack:…`.",
  ],
  [
    'labels:\n  "sla: late": "délai : dépassé"\n',
    "2:4",
    "`sla: late` is none of our labels; write one of those listed in the reference, as in `sla: breached` or `severity: P0`.",
  ],
  [
    "commands:\n  resolve: owner\n",
    "2:3",
    "`commands.resolve` is `owner`; write `none`, `read`, `triage`, `write`, `maintain` or `admin`.",
  ],
  [
    "links:\n  - https://grafana.example\n",
    "1:1",
    '`links` must be a mapping of keys to values, not ["https:⁠//grafana.example"].',
  ],
  ["evidence: true\n", "1:1", "`evidence` must be a mapping of keys to values, not `true`."],
  ["evidence: { most: 50 }\n", "1:13", "`evidence.most` must be a whole number from 1 to 20, not `50`."],
  [
    "evidence: { before: a day }\n",
    "1:13",
    "`evidence.before` is not a length of time: `a day`. Write `15m`, `1h30m`, `48h` or `2d`.",
  ],
  ["freeze: P0\n", "1:1", "`freeze` must be a mapping of keys to values, not `P0`."],
  ["freeze: { severity: [P0] }\n", "1:11", "There is no key `freeze.severity`; there are `severities`, `drills`."],
  ["freeze: { drills: some }\n", "1:11", "`freeze.drills` must be true or false, not `some`."],
  ["lock: commands\n", "1:1", "`lock` must be a list, not `commands`."],
  ["just words\n", "1:1", "The file must be a mapping of keys to values, not `just words`."],
  ["- locale: en\n", "1:1", 'The file must be a mapping of keys to values, not [{"locale":"en"}].'],
  [
    "a: &a [*a]\n",
    "1:1",
    "There is no key `a`; there are `locale`, `timezone`, `trigger`, `default_severity`, `triage`, `severities`, `calendars`, `reminders`, `post_mortem`, `monthly_report`, `user_notice`, `slack`, `status_page`, `components`, `alerts`, `labels`, `commands`, `links`, `evidence`, `freeze`, `security`, `lock`.",
  ],
];

/** What no schema can tell: keys that contradict each other, names of zones, calendars and commands. */
export const BEYOND_SCHEMA: readonly Broken[] = [
  ["timezone: Mars/Olympus\n", "1:1", "`Mars/Olympus` is not a time zone; write `Europe/Paris` or `UTC`."],
  [
    "default_severity: P7\n",
    "1:1",
    "`default_severity` names `P7`, which is no severity; write `P0`, `P1`, `P2` or `P3`.",
  ],
  [
    "default_severity: p1\n",
    "1:1",
    "`default_severity` names `p1`, which is no severity; write `P0`, `P1`, `P2` or `P3`.",
  ],
  [
    "default_severity: P3\nseverities:\n  P3: false\n",
    "1:1",
    "`default_severity` names `P3`, which is no severity; write `P0`, `P1` or `P2`.",
  ],
  [
    "severities: { P0: false, P1: false, P2: false, P3: false }\n",
    "1:1",
    "Every severity is switched off; leave at least one.",
  ],
  [
    'severities:\n  P2: { hours: offic }\ncalendars:\n  office: { hours: { weekdays: "09:00-18:00" } }\n',
    "2:9",
    "`offic` is not a calendar. Did you mean `office`?",
  ],
  [
    'calendars:\n  office:\n    hours: { monday: "18:00-09:00" }\n',
    "3:14",
    "`18:00-09:00` ends before it begins; write the hours after midnight on the next day.",
  ],
  [
    "calendars:\n  office:\n    hours: { monday: [] }\n",
    "3:5",
    'The calendar `office` never opens. Name opening hours, for instance `weekdays: "09:00-18:00"`.',
  ],
  [
    'calendars:\n  office:\n    hours: { monday: "09:00-18:00" }\n    holidays: FRA\n',
    "4:5",
    "`FRA` has no known public holidays. Write `FR`.",
  ],
  [
    "monthly_report: { label: Incident }\n",
    "1:19",
    "`incident` is the label of incidents; the monthly report needs another one.",
  ],
  [
    'labels:\n  "sla: met": incident\n',
    "2:4",
    "`incident` is already the name of another of our labels; each needs its own.",
  ],
  [
    "labels:\n  drill: security\n",
    "2:3",
    "`security` is already the name of another of our labels; each needs its own.",
  ],
  [
    "freeze: { severities: [P0, P7] }\n",
    "1:28",
    "`freeze.severities.1` names `P7`, which is no severity; write `P0`, `P1`, `P2` or `P3`.",
  ],
  ["commands:\n  resovle: write\n", "2:3", "`resovle` is not a command; did you mean `resolve`?"],
  [
    "commands:\n  deploy: write\n",
    "2:3",
    "`deploy` is not a command; there are `severity`, `ack`, `status`, `timeline`, `lead`, `comms`, `scribe`, `impact`, `affects`, `escalate`, `rollback`, `snooze`, `pause`, `resume`, `resolve`, `reopen`, `cancel`, `duplicate`, `postmortem`, `action`, `security`, `notified`, `sla`, `drill`, `help`, `postmortem waive`.",
  ],
  [
    "components:\n  shop: { links: { Runbook: runbooks/shop.md } }\n",
    "2:20",
    "`components.shop.links.Runbook` is not an address of the web: `runbooks/shop.md`. Write it with `https://`.",
  ],
  [
    "links:\n  Grafana: grafana.example\n",
    "2:3",
    "`links.Grafana` is not an address of the web: `grafana.example`. Write it with `https://`.",
  ],
  ["locale: en\ntrigger: pan�ne\n", "2:13", "There are bytes here that are not UTF-8; save the file as UTF-8."],
];

/** What is not one YAML document. */
export const NOT_YAML: readonly Broken[] = [
  ["locale: en\nlocale: fr\n", "2:1", "This is not YAML: `duplicated mapping key`."],
  ["severities:\n\tP0: {}\n", "2:1", "This is not YAML: `tab characters must not be used in indentation`."],
  ["severities: [\n", "2:1", "This is not YAML: `deficient indentation`."],
  [
    'trigger: !!js/function "function () {}"\n',
    "1:10",
    "This is not YAML: unknown scalar tag !<tag:yaml.org,2002:js/function>.",
  ],
  ["locale: en\n---\nlocale: fr\n", "1:1", "The file has more than one YAML document; write a single one."],
  ['locale: "en\n', "2:1", "This is not YAML: `deficient indentation`."],
  [
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n",
    "1:32",
    "This is not YAML: nesting exceeded maxDepth (32).",
  ],
];
