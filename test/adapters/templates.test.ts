// Everything the app says, in both languages: complete, exact, and deaf to whatever strangers put into its values.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DateTime, Duration } from "luxon";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, it } from "vitest";
import type { Locale } from "../../src/adapters/template-helpers.ts";
import { loadTemplates } from "../../src/adapters/templates.ts";
import { CLOCKS } from "../../src/clocks/index.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { keepTicks } from "../../src/domain/card.ts";
import type { Message } from "../../src/domain/effects.ts";
import { splitCommands } from "../../src/domain/split.ts";
import { at, card, exampleCard } from "../support/sample-incidents.ts";
import { exampleComment, samples } from "../support/samples.ts";

const LOCALES = ["en", "fr"] as const;
const templates = loadTemplates();
const render = (message: Message, locale: Locale = "en", timezone = "UTC"): string =>
  templates.render(message, { locale, timezone });
const say = (template: string, data: Record<string, unknown>, locale: Locale = "en"): string =>
  render({ template, data }, locale);

function names(locale: Locale): string[] {
  const folder = new URL(`../../templates/${locale}/`, import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".hbs"));
  return files.map((file) => file.slice(0, -4)).sort();
}
const source = (locale: Locale, name: string): string =>
  readFileSync(new URL(`../../templates/${locale}/${name}.hbs`, import.meta.url), "utf8");
const sampled = (locale: Locale): string[] => [...new Set(samples(locale).map(({ template }) => template))].sort();

describe("completeness", () => {
  it("has the same templates in every language, each with a sample, and no sample without a template", () => {
    expect(names("fr")).toEqual(names("en"));
    expect(sampled("en")).toEqual(names("en"));
  });

  it("has a template for every command's line, every clock and every refusal in the code", () => {
    for (const { name } of COMMANDS) expect(names("en"), name).toContain(name);
    for (const { name } of CLOCKS) expect(names("en"), name).toContain(name);
    const files = ["commands", "domain"].flatMap((room) => {
      const folder = new URL(`../../src/${room}/`, import.meta.url);
      const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
      return names.map((file) => readFileSync(new URL(file, folder), "utf8"));
    });
    const thrown = files.flatMap((text) =>
      [...text.matchAll(/new Refusal\(([^{)]*)/g)].flatMap(([, reason = ""]) => [...reason.matchAll(/"([a-z-]+)"/g)]),
    );
    const reasons = new Set(thrown.map(([, reason]) => `refusals/${reason}`));
    expect(reasons.size).toBeGreaterThan(15);
    expect(names("en")).toEqual(expect.arrayContaining([...reasons]));
  });

  describe.each(LOCALES)("in %s", (locale) => {
    it.each(samples(locale).map((message, index) => [`${message.template} ${index}`, message] as const))(
      "renders %s",
      (_, message) => {
        const text = render(message, locale);
        expect(text).not.toBe("");
        expect(text).not.toMatch(/undefined|null|\[object|NaN|Invalid|\{\{|\}\}|\n{3}|[ \t]$/m);
      },
    );

    it("throws when a field is missing that a template needs", () => {
      for (const message of samples(locale).filter(({ data }) => Object.keys(data).length > 0)) {
        expect(() => render({ ...message, data: {} }, locale), message.template).toThrow(/not defined in/);
      }
    });
  });

  it("throws when the template does not exist, also when its name is one of JavaScript's own", () => {
    for (const name of ["nothing", "constructor", "../en/card", "__proto__"])
      expect(() => say(name, {})).toThrow(`no template ${name}`);
  });

  it("throws when a field is missing inside an argument, a condition or a loop", () => {
    const folder = mkdtempSync(join(tmpdir(), "tocsin-templates-"));
    const sources = {
      a: "{{#if due}}x{{/if}}",
      b: "{{time due}}",
      c: "{{#each due}}x{{/each}}",
      d: "{{#if (eq due 1)}}x{{/if}}",
      e: "{{time at date=due}}",
    };
    for (const locale of LOCALES) {
      mkdirSync(join(folder, locale));
      for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, locale, `${name}.hbs`), text);
    }
    const own = loadTemplates(pathToFileURL(`${folder}/`));
    for (const template of Object.keys(sources)) {
      expect(() => own.render({ template, data: { at: at("14:30") } }, { locale: "en", timezone: "UTC" })).toThrow(
        '"due" not defined',
      );
    }
  });

  it("leaves the encoding to one place: no template writes a value raw", () => {
    for (const locale of LOCALES)
      for (const name of names(locale)) expect(source(locale, name), name).not.toMatch(/\{\{\{|\{\{&/);
  });
});

/** What text can do on GitHub besides being read. */
interface Powers {
  readonly nodes: string[];
  readonly mentions: string[];
}
interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Node[];
}

/** Mermaid and code can do nothing; everything else is looked at as GitHub does: as a tree, and its text for mentions and references. */
function powersOf(text: string): Powers {
  const nodes: string[] = [];
  const mentions: string[] = [];
  const visit = (node: Node): void => {
    if (!["text", "inlineCode", "paragraph"].includes(node.type))
      nodes.push(`${node.type} ${node.type === "code" ? "" : (node.value ?? node.url ?? "")}`);
    if (node.type === "text")
      mentions.push(
        ...((node.value ?? "").match(/@[\w/-]+|#\d+|\bGH-\d+|\w+:\/\/|\bwww\.|\b[0-9a-f]{7,40}\b/gi) ?? []),
      );
    for (const child of node.children ?? []) visit(child);
  };
  visit(fromMarkdown(text) as Node);
  return { nodes, mentions };
}

/** The hidden lines between which the app keeps its parts of a post-mortem up to date. */
const MARKERS = /<!-- tocsin:(?:begin|end) [a-z]+ -->/g;

/** Names that choose a template are the app's own; everything else may be anything. */
const OURS = [
  "template",
  "checklist",
  "url",
  "phase",
  "state",
  "ended",
  "status",
  "via",
  "why",
  "clock",
  "kind",
  "role",
];

/** Every string replaced; lists of people keep one that is well-formed, so that a stranger has company. */
function replaced(value: unknown, by: string, key = ""): unknown {
  if (typeof value === "string") return OURS.includes(key) || value === "" ? value : by;
  if (value instanceof DateTime || value instanceof Duration || typeof value !== "object" || value === null)
    return value;
  if (Array.isArray(value)) return value.map((item) => replaced(item, by));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaced(item, by, name)]));
}

describe("hostile values", () => {
  const HOSTILE = [
    "@org/everyone <!-- x --> [a](http://evil) fixes #1 </details>",
    "`@org/everyone` ``x` <img src=x> ![i](http://evil)",
    "| x | @org/everyone\n\n# h\n- [ ] @bob\n```\n/ack",
    "https://evil.example www.evil.example GH-1 0123abcd mail@evil.example &#64;org &lt;b>",
    "**b** _i_ ~~s~~ <https://evil> [x]: http://evil",
    "\u202e@\u200borg/everyone\\",
  ];
  /** A point is nothing by itself: every kind of it stands in a sample of the chart. */
  const whole = (locale: Locale) => samples(locale).filter(({ template }) => template !== "point");
  const cases = LOCALES.flatMap((locale) =>
    whole(locale).map((message, index) => [`${locale} ${message.template} ${index}`, locale, message] as const),
  );

  it.each(cases)("gain nothing in %s", (_, locale, message) => {
    const harmless = render({ ...message, data: replaced(message.data, "x y (z)") as Message["data"] }, locale);
    for (const hostile of HOSTILE) {
      const text = render({ ...message, data: replaced(message.data, hostile) as Message["data"] }, locale);
      expect(powersOf(text)).toEqual(powersOf(harmless));
      expect(text.replace(MARKERS, "")).not.toMatch(/@org|<!--|(?<!\\)\]\(http:\/\/evil|<img/);
      expect(splitCommands(text)).toEqual([]);
    }
  });

  it("have an effect that this test would see", () => {
    const raw = HOSTILE.map(powersOf);
    const mentions = raw.flatMap((powers) => powers.mentions);
    expect(mentions).toEqual(expect.arrayContaining(["@org/everyone", "#1", "GH-1", "www.", "0123abcd"]));
    expect(raw.flatMap((powers) => powers.nodes).join()).toMatch(/link http:\/\/evil.*image http:\/\/evil/s);
  });

  it("are cut at a whole character, because GitHub refuses half of one", () => {
    const text = say("impact", { text: `${"x".repeat(999)}😀😀` });
    expect(text.isWellFormed()).toBe(true);
    expect(text.length).toBeLessThan(1020);
  });

  it("are not linked to as addresses, unless they are on the web", () => {
    const link = (url: string) =>
      render({ ...exampleCard("en"), data: { ...exampleCard("en").data, links: [{ name: "[x](y)", url }] } });
    expect(link("javascript:alert(1)")).toContain("**Links**: \\[x\\]\\(y\\)\n");
    expect(link("https://a.example/(b) c|`<d>?q=[1]")).toContain(
      "](https://a.example/%28b%29%20c%7C%60%3Cd%3E?q=%5B1%5D)\n",
    );
  });
});

describe("mentions", () => {
  const comment = (to: string[], mute = false, locale: Locale = "en") =>
    say("comment", { to, mute, late: false, parts: [] }, locale);

  it("are made of well-formed handles only, once each", () => {
    const targets = [
      "@alice",
      "@acme/sre",
      "@alice",
      "on-call",
      "mail:a@b.example",
      "slack:#ops",
      "@a b",
      "alice",
      "@x/y/z",
      "@-x",
      "@a\n@b",
    ];
    expect(comment(targets)).toBe("@alice @acme/sre");
  });

  it("are not made in an exercise", () => {
    expect(comment(["@alice", "@acme/sre"], true)).toBe(
      "🧪 Exercise: nobody is mentioned. This would be for `alice` `acme/sre`.",
    );
    expect(comment(["on-call"], true, "fr")).toBe("🧪 Exercice\u00a0: personne n’est mentionné.");
  });

  it("stand nowhere but in a comment's first line", () => {
    for (const locale of LOCALES) {
      for (const message of samples(locale).filter(({ template }) => template !== "comment")) {
        expect(
          powersOf(render(message, locale)).mentions.filter((one) => one !== "#12"),
          message.template,
        ).toEqual([]);
      }
    }
  });
});

describe("times and lengths", () => {
  const until = (timezone: string) =>
    render({ template: "snooze", data: { until: at("14:30"), by: "" } }, "en", timezone);

  it("are written in the policy's time zone, by its short name where it has one", () => {
    expect(until("UTC")).toContain("2025-11-10 14:30 UTC");
    expect(until("Europe/Paris")).toContain("2025-11-10 15:30 CET");
    expect(until("America/New_York")).toContain("2025-11-10 09:30 EST");
    expect(until("Asia/Kolkata")).toContain("2025-11-10 20:00 UTC+5:30");
  });

  it("carry the date on every day but the incident's own", () => {
    const text = render(
      card(
        "en",
        at("15:00"),
        { at: at("23:30"), kind: "note", text: "x" },
        { at: at("00:05", "2025-11-11"), kind: "note", text: "y" },
      ),
    );
    expect(text).toMatch(/^- 23:30 - x\n- 2025-11-11 00:05 - y$/m);
  });

  it.each([
    [30, "30 s", "30 s"],
    [900, "15 min", "15 min"],
    [3600, "1 h", "1 h"],
    [5400, "1 h 30 min", "1 h 30"],
    [3900, "1 h 5 min", "1 h 05"],
    [172_800, "48 h", "48 h"],
    [0, "0 min", "0 min"],
  ])("%i s is %s, in French %s", (seconds, en, fr) => {
    const data = { since: at("14:30"), every: Duration.fromMillis(seconds * 1000) };
    expect(say("update", data)).toContain(`promised every ${en}.`);
    expect(say("update", data, "fr")).toContain(`rythme promis\u00a0: ${fr}.`);
  });
});

describe("the card", () => {
  const BOX = /^- \[[ x]\] (.*)$/gm;
  const cards = (locale: Locale) => samples(locale).filter(({ template }) => template === "card");
  const texts = () => LOCALES.flatMap((locale) => cards(locale).map((message) => render(message, locale)));

  it("names every box differently, and keeps those that people ticked", () => {
    for (const text of texts()) {
      const boxes = [...text.matchAll(BOX)].map(([, name]) => name);
      expect(boxes.length).toBeGreaterThan(15);
      expect(new Set(boxes).size).toBe(boxes.length);
    }
    const text = render(exampleCard("en"));
    const ticked = text.replace("- [ ] Read the logs", "- [x] Read the logs");
    expect(ticked).not.toBe(text);
    expect(keepTicks(text, ticked)).toBe(ticked);
  });

  it.each([
    ["triage", ["1. Detection (0–5 min)", "2. Triage (5–15 min)"]],
    ["resolution", ["3. Resolution"]],
    ["post-incident", ["4. Post-incident (within 48 h)"]],
    ["over", []],
  ])("opens the checklist of the phase %s only", (phase, open) => {
    const message = exampleCard("en");
    const text = render({ ...message, data: { ...message.data, phase } });
    expect([...text.matchAll(/^#### (\d.*)$/gm)].map(([, title]) => title)).toEqual(open);
    expect(text.match(/<details><summary>\d/g)).toHaveLength(4 - open.length);
  });

  it("has the plan's escalation for each severity, and a neutral checklist for any other", () => {
    const list = (severity: string) =>
      render(card("en", at("14:50"), { at: at("14:31"), kind: "severity", to: severity, via: "label" }));
    expect(list("P0")).toContain("Call the lead engineer and the CTO");
    expect(list("P1")).toContain("Call the on-call SRE");
    expect(list("P2")).toContain("dev team, no call");
    expect(list("P3")).toContain("dev team, in its normal course");
    expect(list("SEV9")).toContain("Call whoever is needed");
    expect(list("P0")).toContain("post-mortem meeting (required)");
    expect(list("P3")).toContain("(optional)");
  });

  it("says that an exercise is one", () => {
    const drill = card("en", at("14:50"), { at: at("14:31"), kind: "drill", by: "bob" });
    expect(render(drill)).toContain("**This is an exercise.**");
    expect(render(exampleCard("en"))).not.toContain("exercise.");
  });

  it("draws a chart that Mermaid can read: one period and one event a line, and no other sign of its grammar", () => {
    const messages = LOCALES.flatMap((locale) =>
      samples(locale)
        .filter(({ template }) => ["chart", "card"].includes(template))
        .map((message) => render(message, locale)),
    );
    for (const text of messages) {
      const chart = /```mermaid\ntimeline\n(.*?)\n```/s.exec(text)?.[1]?.split("\n") ?? [];
      expect(chart.length).toBeGreaterThan(0);
      for (const line of chart) expect(line).toMatch(/^ {4}\d\d∶\d\d : [\p{L}\p{N} .,'’%/+…-]+$/u);
    }
  });

  it("reads like this in English", () => {
    expect(render(exampleCard("en"))).toMatchInlineSnapshot(`
      "## 🟠 P1 high: a major function is down

      🟢 **Acknowledged** by \`bob\` · declared 2025-11-10 14:30 UTC by \`alice\`

      - **Impact**: 30 % \\~ 1200 x
      - **Affected**: api, db\\_main
      - **Lead**: \`bob\` · **Comms**: \`carol\` · **Scribe**: \`carol\`
      - **Status**: 🟡 **Identified**

      | Clock | Deadline | State | Left at 14:36 UTC |
      |---|---|---|---|
      | Triage | 14:45 UTC | ✅ met | after 1 min |
      | Response | 15:30 UTC | ✅ met | after 2 min |
      | Status update | 15:35 UTC | ⏳ on track | 59 min |
      | User notice | 15:30 UTC | ⏳ on track | 54 min |

      <details><summary>1. Detection (0–5 min)</summary>

      - [x] Alert received, incident opened
      - [x] Acknowledge: \`/ack\`
      - [x] Assess the severity: \`P1\`

      </details>

      <details><summary>2. Triage (5–15 min)</summary>

      - [ ] How many users are affected? \`/impact\`
      - [ ] Which functions are down? \`/affects\`
      - [ ] Is security or data at risk?
      - [ ] Call the on-call SRE: \`/escalate\`
      - [ ] Update the status page: \`/status investigating\`
      - [ ] Inform users by mail, if it lasts longer than 1 h

      </details>

      #### 3. Resolution

      - [ ] Read the logs (Loki)
      - [ ] Check the metrics (Grafana)
      - [ ] Reproduce it, if possible
      - [ ] Mitigate: roll back, if a deployment is recent
      - [ ] Mitigate: restart the service, if that applies
      - [ ] Mitigate: degraded mode, if possible
      - [ ] Test the hotfix in staging first
      - [ ] Deploy the hotfix to production
      - [ ] Resolve: \`/resolve\`

      <details><summary>4. Post-incident (within 48 h)</summary>

      - [ ] Hold the post-mortem meeting (required)
      - [ ] Write the timeline of events
      - [ ] Find the root cause (5 whys)
      - [ ] List the action items that prevent it from happening again
      - [ ] Update the runbooks

      </details>

      **Links**: [Grafana](https://grafana.example/d/api?from=1762783200000&to=now) · [Loki](https://loki.example/%28api%29)

      #### Timeline (UTC)

      - 14:30 - Incident declared by \`alice\`
      - 14:31 - Severity **P1** (\`bob\`)
      - 14:32 - Acknowledged by \`bob\`: lorem ipsum
      - 14:33 - API P99 &gt; 5s
      - 14:34 - Lead: \`carol\` (named by \`bob\`)
      - 14:34 - Comms: \`carol\` (named by \`bob\`)
      - 14:34 - Scribe: \`carol\` (named by \`bob\`)
      - 14:34 - Lead: \`bob\`
      - 14:34 - Lead: \`bob\`, via Slack
      - 14:35 - 🟡 **Identified** - lorem ipsum \\(API\\)
      - 14:36 - Impact: 30 % \\~ 1200 x
      - 14:36 - Affected: api, db\\_main

      <details><summary>Timeline as a chart</summary>

      \`\`\`mermaid
      timeline
          14∶30 : Declared
          14∶31 : Severity P1
          14∶32 : Acknowledged
          14∶33 : API P99 5s
          14∶34 : Lead carol
          14∶34 : Comms carol
          14∶34 : Scribe carol
          14∶34 : Lead bob
          14∶34 : Lead bob
          14∶35 : Identified
          14∶36 : Impact known
          14∶36 : Components known
      \`\`\`

      </details>

      <details><summary>Commands</summary>

      - \`/severity P0..P3 [reason]\`: Set the severity; the clocks follow.
      - \`/ack [note]\`: Acknowledge the incident and stop the response clock.
      - \`/status investigating|identified|monitoring|resolved message\`: Publish an update; \`resolved\` also resolves.
      - \`/timeline [time] text\`: Add a line to the timeline, back\\-dated if a time is given.
      - \`/lead [@user]\`: Name who leads; yourself if nobody is named.
      - \`/comms [@user]\`: Name who communicates; yourself if nobody is named.
      - \`/scribe [@user]\`: Name who takes notes; yourself if nobody is named.
      - \`/impact text\`: Say who and what is affected.
      - \`/affects component…\`: Name the components that are affected.
      - \`/escalate [reason]\`: Call the next step of the escalation ladder, now.
      - \`/rollback #n\`: Open a pull request that undoes merged pull request \\#⁠n; people merge it.
      - \`/snooze 30m\`: Quiet reminders for a while \\(never breaches\\).
      - \`/pause reason\`: Stop the clocks that may be paused.
      - \`/resume\`: Let paused clocks go on.
      - \`/resolve [summary]\`: Resolve the incident.
      - \`/reopen reason\`: Reopen the incident; clocks go on.
      - \`/cancel reason\`: Dismiss a false alarm.
      - \`/duplicate #n\`: Fold this incident into another one.
      - \`/postmortem [done | waive reason]\`: Open the post\\-mortem, check it off, or waive it.
      - \`/action text [@owner] [date]\`: Add an action item, followed until it is done.
      - \`/security [breach [aware time]]\`: Mark a security incident; with \`breach\`, personal data is affected and the legal deadlines run.
      - \`/notified authority|users [time] [reason]\`: Write down that somebody was notified of the breach; a late notice needs its reason.
      - \`/sla [explain]\`: Show the clocks, and how they were computed.
      - \`/drill\`: Mark an exercise: nobody is mentioned.
      - \`/help\`: Show this table.

      </details>"
    `);
  });

  it("reads like this in French", () => {
    expect(render(exampleCard("fr"), "fr")).toMatchInlineSnapshot(`
      "## 🟠 P1 haute : fonctionnalité majeure indisponible

      🟢 **Pris en charge** par \`bob\` · déclaré le 2025-11-10 14:30 UTC par \`alice\`

      - **Impact** : 30 % \\~ 1200 x
      - **Composants** : api, db\\_main
      - **Direction** : \`bob\` · **Communication** : \`carol\` · **Notes** : \`carol\`
      - **Statut** : 🟡 **Identifié**

      | Suivi | Échéance | État | Reste à 14:36 UTC |
      |---|---|---|---|
      | Triage | 14:45 UTC | ✅ tenue | après 1 min |
      | Réponse | 15:30 UTC | ✅ tenue | après 2 min |
      | Mise à jour | 15:35 UTC | ⏳ en cours | 59 min |
      | Information des utilisateurs | 15:30 UTC | ⏳ en cours | 54 min |

      <details><summary>1. Détection (0–5 min)</summary>

      - [x] Alerte reçue, incident ouvert
      - [x] Prendre en charge : \`/ack\`
      - [x] Évaluer la sévérité : \`P1\`

      </details>

      <details><summary>2. Triage (5–15 min)</summary>

      - [ ] Combien d’utilisateurs sont touchés ? \`/impact\`
      - [ ] Quelles fonctionnalités sont indisponibles ? \`/affects\`
      - [ ] Y a-t-il un risque pour la sécurité ou les données ?
      - [ ] Appeler l’astreinte SRE : \`/escalate\`
      - [ ] Mettre à jour la page de statut : \`/status investigating\`
      - [ ] Informer les utilisateurs par e-mail, si l’incident dépasse 1 h

      </details>

      #### 3. Résolution

      - [ ] Consulter les logs (Loki)
      - [ ] Vérifier les métriques (Grafana)
      - [ ] Reproduire le problème, si possible
      - [ ] Atténuer : rollback, si un déploiement est récent
      - [ ] Atténuer : redémarrer le service, si applicable
      - [ ] Atténuer : activer le mode dégradé, si possible
      - [ ] Tester le hotfix en staging d’abord
      - [ ] Déployer le hotfix en production
      - [ ] Résoudre : \`/resolve\`

      <details><summary>4. Post-incident (sous 48 h)</summary>

      - [ ] Tenir la réunion de post-mortem (obligatoire)
      - [ ] Rédiger la chronologie des événements
      - [ ] Trouver la cause racine (5 pourquoi)
      - [ ] Lister les actions qui préviennent la récurrence
      - [ ] Mettre à jour les runbooks

      </details>

      **Liens** : [Grafana](https://grafana.example/d/api?from=1762783200000&to=now) · [Loki](https://loki.example/%28api%29)

      #### Chronologie (UTC)

      - 14:30 - Incident déclaré par \`alice\`
      - 14:31 - Sévérité **P1** (\`bob\`)
      - 14:32 - Pris en charge par \`bob\` : lorem ipsum
      - 14:33 - API P99 &gt; 5s
      - 14:34 - Direction : \`carol\` (désignation par \`bob\`)
      - 14:34 - Communication : \`carol\` (désignation par \`bob\`)
      - 14:34 - Notes : \`carol\` (désignation par \`bob\`)
      - 14:34 - Direction : \`bob\`
      - 14:34 - Direction : \`bob\`, via Slack
      - 14:35 - 🟡 **Identifié** - lorem ipsum \\(API\\)
      - 14:36 - Impact : 30 % \\~ 1200 x
      - 14:36 - Composants touchés : api, db\\_main

      <details><summary>La chronologie en image</summary>

      \`\`\`mermaid
      timeline
          14∶30 : Déclaré
          14∶31 : Sévérité P1
          14∶32 : Pris en charge
          14∶33 : API P99 5s
          14∶34 : Direction carol
          14∶34 : Communication carol
          14∶34 : Notes carol
          14∶34 : Direction bob
          14∶34 : Direction bob
          14∶35 : Identifié
          14∶36 : Impact connu
          14∶36 : Composants connus
      \`\`\`

      </details>

      <details><summary>Commandes</summary>

      - \`/severity P0..P3 [motif]\` : Fixe la sévérité ; les échéances suivent.
      - \`/ack [note]\` : Prend l'incident en charge et arrête l'échéance de réponse.
      - \`/status investigating|identified|monitoring|resolved message\` : Publie une mise à jour ; \`resolved\` résout aussi.
      - \`/timeline [heure] texte\` : Ajoute une ligne à la chronologie, à l'heure donnée s'il y en a une.
      - \`/lead [@personne]\` : Désigne qui dirige ; vous\\-même si personne n'est nommé.
      - \`/comms [@personne]\` : Désigne qui communique ; vous\\-même si personne n'est nommé.
      - \`/scribe [@personne]\` : Désigne qui prend les notes ; vous\\-même si personne n'est nommé.
      - \`/impact texte\` : Dit qui et quoi est touché.
      - \`/affects composant…\` : Nomme les composants touchés.
      - \`/escalate [motif]\` : Appelle tout de suite l'échelon suivant.
      - \`/rollback #n\` : Ouvre une pull request qui annule la pull request fusionnée \\#⁠n ; la fusion revient à l'équipe.
      - \`/snooze 30m\` : Suspend les rappels un moment \\(jamais les dépassements\\).
      - \`/pause motif\` : Suspend les échéances qui peuvent l'être.
      - \`/resume\` : Relance les échéances suspendues.
      - \`/resolve [résumé]\` : Résout l'incident.
      - \`/reopen motif\` : Rouvre l'incident ; les échéances reprennent.
      - \`/cancel motif\` : Écarte une fausse alerte.
      - \`/duplicate #n\` : Rattache cet incident à un autre.
      - \`/postmortem [done | waive motif]\` : Ouvre le post\\-mortem, le valide ou y renonce.
      - \`/action texte [@responsable] [date]\` : Ajoute une action, suivie jusqu'au bout.
      - \`/security [breach [aware heure]]\` : Signale un incident de sécurité ; avec \`breach\`, des données personnelles sont touchées et les délais légaux courent.
      - \`/notified authority|users [heure] [motif]\` : Note qu'une notification de la violation a été faite ; en retard, elle doit en donner la raison.
      - \`/sla [explain]\` : Montre les échéances et leur calcul.
      - \`/drill\` : Signale un exercice : personne n'est mentionné.
      - \`/help\` : Montre ce tableau.

      </details>"
    `);
  });
});

describe("a comment", () => {
  it("reads like this", () => {
    expect(render(exampleComment)).toMatchInlineSnapshot(`
      "@alice @acme/sre

      ⏱️ The app was away, so this comes late.

      ⚪ **Nobody has said how bad this is.** It was to be known by 2025-11-10 14:45 UTC, and counts as the worst until then.
      Type \`/severity P0\` (down for everybody), \`P1\` (a major function is down), \`P2\` (degraded), \`P3\` (minor).

      📟 **You are called: step 2 of the escalation (\`P1\`).** Nobody has acknowledged this incident; the response is due at 2025-11-10 15:30 UTC.
      Take it: type \`/ack\`."
    `);
    expect(render(exampleComment, "fr")).toMatchInlineSnapshot(`
      "@alice @acme/sre

      ⏱️ L’application était indisponible : ce message arrive en retard.

      ⚪ **Personne n’a dit si c’est grave.** Échéance du triage : 2025-11-10 14:45 UTC ; en attendant, le pire est supposé.
      Tapez \`/severity P0\` (indisponible pour tous), \`P1\` (fonctionnalité majeure indisponible), \`P2\` (dégradation), \`P3\` (mineur).

      📟 **Vous êtes appelé : échelon 2 de l’escalade (\`P1\`).** Personne n’a pris cet incident en charge ; échéance de réponse : 2025-11-10 15:30 UTC.
      Prenez-le en charge : tapez \`/ack\`."
    `);
  });
});

describe("the arithmetic of /sla explain", () => {
  it("adds up, and links to where each change of severity can be read", () => {
    const [, , full] = samples("en").filter(({ template }) => template === "sla");
    const text = render(full as Message);
    expect(text).toContain(
      "- 2025-11-10 14:30 UTC\n- + 1 h promised\n- + 20 min paused (2025-11-10 14:40 UTC to 2025-11-10 15:00 UTC)\n- = **2025-11-10 15:50 UTC**",
    );
    expect(text).toContain(
      "[2025-11-10 14:31 UTC](https://github.com/acme/shop/issues/7#issuecomment-42): `P1`, `bob`",
    );
    expect(text).toContain("(https://github.com/acme/shop/issues/7#event-456): `P1`, `bob`: lorem");
    expect(text).toContain("- 2025-11-10 14:31 UTC: `P2`\n");
    expect(text).toContain("Policy: `acme/.github@0123abc`.");
  });
});

describe("French", () => {
  const ENGLISH =
    /\b(?:the|and|nobody|is|was|are|has|have|been|due|declared|acknowledged|by|of|for|from|with|until|your|you|this|late|left|type|to|not|yet|who|what|how|users|issue is|clocks?|deadline|breached|met|track|over|since|after|promised|severity|unknown|needs?|known|which|give|named|called|step|read|write|check|update|find|list|call|paused|resumed|resolved|reopened|cancelled|marked|label removed|timeline|commands?|links?)\b/i;
  /** Code (what one types) stays as it is in every language; so do addresses. */
  const spoken = (text: string) =>
    text
      .replace(MARKERS, "")
      .replace(/^(?:```mermaid\ntimeline|```)$/gm, "")
      // The names of the playground's words; in French a colon has a space before it.
      .replace(/^[a-z\d.-]+: /gm, "")
      .replace(/`[^`\n]*`|\]\([^)]*\)|<\/?\w+>|sonar/g, " ");

  it("holds no sentence that was forgotten in English", () => {
    for (const message of samples("fr")) expect(spoken(render(message, "fr")), message.template).not.toMatch(ENGLISH);
  });

  it("differs from English wherever there are words", () => {
    const [english, french] = LOCALES.map((locale) => samples(locale).map((message) => render(message, locale)));
    const same = samples("en")
      .filter((_, index) => english?.[index] === french?.[index])
      .map(({ template }) => template);
    expect([...new Set(same)].sort()).toEqual(["clock-name", "notice-name", "point", "timeline"]);
  });

  it("is set as French is: no-break spaces and curly apostrophes", () => {
    for (const name of names("fr")) {
      const text = source("fr", name)
        .replace(/\{\{!--.*?--\}\}|\{\{.*?\}\}/gs, "x")
        .replace(/`[^`]*`/g, "");
      if (name !== "chart") expect(text, name).not.toMatch(/ [:;?!»]|« |[a-zé]'[a-zé]/);
    }
  });
});
