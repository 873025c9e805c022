// SEV1 to SEV4 with labels of their own, in French: a whole life of incidents in which the app says not one English word.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { COMMANDS } from "../../src/commands/index.ts";
import { labelLooks } from "../../src/domain/labels.ts";
import { DEFAULT_POLICY } from "../../src/domain/policy.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

const POLICY = `
locale: fr
timezone: Europe/Paris
trigger: panne
severities:
  SEV1: { escalate: [{ after: 0m, notify: ["@bob"] }, { after: 10m, notify: ["@erin"] }] }
  SEV2: { escalate: [{ after: 10m, notify: ["@bob"] }] }
  SEV3: {}
  SEV4: {}
reminders: { response: [50%] }
monthly_report: { label: bilan }
labels:
  "severity: SEV1": "gravité 1"
  "severity: SEV2": "gravité 2"
  "severity: SEV3": "gravité 3"
  "severity: SEV4": "gravité 4"
  "sla: on track": "délai : en cours"
  "sla: at risk": "délai : menacé"
  "sla: breached": "délai : dépassé"
  "sla: met": "délai : tenu"
  "status: investigating": "état : analyse"
  "status: identified": "état : cause trouvée"
  "status: monitoring": "état : surveillance"
  "status: resolved": "état : résolu"
  "post-mortem: required": "bilan : dû"
  "post-mortem: in review": "bilan : en relecture"
  "post-mortem: overdue": "bilan : en retard"
  "post-mortem: done": "bilan : fait"
  "post-mortem: waived": "bilan : dispensé"
  post-mortem: retour d’expérience
  action-item: suite
  action-digest: suites en retard
  "tocsin: configuration": configuration à corriger
  security: sécurité
  drill: exercice
`;

const words = (text: string): string[] => text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
const bare = (text: string): string =>
  text.replace(
    /\{\{!--[\s\S]*?--\}\}|\{\{[\s\S]*?\}\}|<!--[\s\S]*?-->|`[^`]*`|<\/?\w+>|https?:\S+|```mermaid\s+timeline/g,
    " ",
  );
const vocabulary = (locale: "en" | "fr"): Set<string> => {
  const folder = new URL(`../../templates/${locale}/`, import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".hbs"));
  const texts = files.map((name) => bare(readFileSync(new URL(name, folder), "utf8")));
  const summaries = COMMANDS.map(({ summary }) => bare(summary[locale]));
  return new Set([...texts, ...summaries].flatMap(words));
};
/** Words that our English has and our French has not. */
const french = vocabulary("fr");
const ENGLISH = new Set([
  ...[...vocabulary("en")].filter((word) => !french.has(word)),
  ...labelLooks(DEFAULT_POLICY)
    .flatMap(({ name }) => words(name))
    .filter((word) => !french.has(word)),
]);

/** Of every issue that there is. */
function numbers(w: World): number[] {
  const found: number[] = [];
  for (let number = 1; number < 40; number += 1)
    try {
      w.stage.github.thread(REPOSITORY, number);
      found.push(number);
    } catch {
      return found;
    }
  return found;
}

test("the oracle knows English when it sees it", () => {
  expect(["nobody", "acknowledge", "overdue", "breached"].every((word) => ENGLISH.has(word))).toBe(true);
});

test("a whole life of incidents", async () => {
  const w = await world({ policy: POLICY });
  await w.open("Le panier ne répond plus", { labels: ["panne"] });
  await w.advance("20m");
  await w.comment("bob", "/sev SEV9\n/sev sev2\n/ackk");
  await w.advance("1h10m");
  await w.comment("bob", "/ack\n/lead\n/impact un tiers des paniers\n/affects panier\n/escalate");
  await w.advance("1m");
  await w.comment("dave", "/resolve");
  await w.comment("bob", "/sla explain");
  await w.comment("bob", "/help");
  await w.comment(
    "bob",
    "/pause on attend\n/snooze 30m\n/timeline 15:45 relance du serveur\n/sev sev1 plus rien ne marche",
  );
  await w.advance("3h");
  await w.comment("bob", "/status identified la base sature");
  await w.comment("bob", "/action agrandir la base @carol 2025-11-20\n/comms @carol\n/scribe @alice");
  await w.advance("1h");
  await w.comment("bob", "/resolve base agrandie");
  await w.act("bob", (bob) => bob.close(REPOSITORY, 1));
  await w.advance("3d");
  await w.comment("bob", "/pm");
  await w.comment("alice", "/pm waive rien à apprendre");
  await w.open("Exercice", { labels: ["panne", "gravité 4", "exercice"] });
  await w.advance("25h");
  await w.comment("bob", "/reopen encore\n/cancel fausse alerte");
  await w.open("Encore", { labels: ["panne", "gravité 3"] });
  await w.advance("5h");
  await w.comment("bob", "/duplicate #1");
  await w.advance("25d");

  const texts: string[] = [];
  w.skim();
  for (const number of numbers(w)) {
    const thread = w.stage.github.thread(REPOSITORY, number);
    const said = thread.comments.filter(({ user }) => user === "tocsin[bot]").map(({ body }) => body);
    const isOurs = (thread.body ?? "").includes("<!-- tocsin:");
    texts.push(...(isOurs ? [thread.title, thread.body ?? ""] : []), ...said, ...thread.labels);
  }
  expect(texts.length).toBeGreaterThan(25);
  const english = texts.flatMap((text) =>
    words(bare(text))
      .filter((word) => ENGLISH.has(word))
      .map((word) => `${word}: ${text.slice(0, 300)}`),
  );
  expect(english).toEqual([]);
});
