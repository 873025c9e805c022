// What people read of a post-mortem in a pull request: word by word in French, and in an exercise, where nobody is mentioned.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { checks, issue, merge, ours, PATH, push, resolved, type Told, textOf, writes } from "../support/pull-story.ts";

const shown = (body = "") => body.replace(/\n*<!-- tocsin:[\s\S]*?-->/g, "").trim();
const last = ({ world: w, pull }: Told) => shown(ours(w, pull).at(-1));
const close = ({ world: w, pull }: Told) => w.act("carol", (carol) => carol.close(REPOSITORY, pull));

/** The French report as people would fill it, all but its last line. */
const remplie = (text: string) =>
  text
    .replace(/^(\d\. )\[….*$/gm, "$1Parce que le pool était trop petit.")
    .replace(/^- \[ \] \[….*$/m, "- [ ] Passer le pool à 20 @bob 2025-11-20")
    .replace(/^\[…(?! quels runbooks).*\]$/gm, "Le pool (10) était trop petit.");

const RUNBOOKS =
  "[… quels runbooks ont été mis à jour, ou pourquoi aucun n’en avait besoin]. Écrivez-le, ou supprimez la ligne.";

test("in French: the pull request, its commits and its check", async () => {
  const told = await resolved("locale: fr\n");
  const { world: w, branch, pull } = told;
  expect(shown(issue(w, pull).body ?? "")).toBe(
    `Le post-mortem de l’incident #1, Checkout down.

Rédigez-le dans le fichier de cette pull request, par des commits sur sa branche. La vérification \`Tocsin: post-mortem\` dit à chaque commit ce qui manque, sur les lignes mêmes.
Une fois complet, fusionnez-la\u00a0: l’incident se ferme alors. Pour y renoncer, tapez \`/postmortem waive raison\` (rôle \`maintain\`).`,
  );
  expect(checks(w).at(-1)?.output).toMatchObject({ title: "10 éléments manquent" });
  await push(told, remplie(textOf(w, branch)));
  const runbooks =
    textOf(w, branch)
      .split("\n")
      .indexOf(RUNBOOKS.slice(0, RUNBOOKS.indexOf("]") + 1)) + 1;
  expect(checks(w).at(-1)?.output).toEqual({
    title: "1 élément manque",
    summary:
      "Chaque ligne à laquelle il manque quelque chose est marquée dans le fichier modifié. Le post-mortem est terminé quand il ne manque plus rien.",
    annotations: [
      {
        path: PATH,
        start_line: runbooks,
        end_line: runbooks,
        annotation_level: "failure",
        message: `Reste à écrire\u00a0: ${RUNBOOKS}`,
      },
    ],
  });
  await push(told, textOf(w, branch).replace(/^\[….*$/m, "Mis à jour."));
  expect(checks(w).at(-1)?.output).toEqual({
    title: "Il ne manque rien",
    summary: "Fusionnez-la, ou tapez `/postmortem done`.",
    annotations: [],
  });
  const messages = writes(w, "/contents/").map(({ body }) => (body as { message: string }).message);
  expect(messages).toEqual(["Post-mortem de #1", "Post-mortem de #1, mis à jour"]);
});

test("in French: reminded, closed, and merged too early", async () => {
  const told = await resolved("locale: fr\n");
  const { world: w, branch } = told;
  await push(told, remplie(textOf(w, branch)));
  const line =
    textOf(w, branch)
      .split("\n")
      .indexOf(RUNBOOKS.slice(0, RUNBOOKS.indexOf("]") + 1)) + 1;
  const finding = `- 🔲 Ligne ${line}\u00a0: Reste à écrire\u00a0: ${RUNBOOKS.replace("[", "\\[").replace("]", "\\]")}`;
  await close(told);
  expect(last(told)).toBe(
    `@carol\n\n📝 **Cette pull request est rouverte\u00a0: le post-mortem qu’elle contient est encore dû.** Pour y renoncer, tapez \`/postmortem waive raison\` (rôle \`maintain\`).\n\n${finding}`,
  );
  await w.advance("24h");
  expect(w.next()).toBe(
    "@bob\n\n📝 **Le post-mortem est attendu** pour le 2025-11-12 14:45 UTC. C’est #2.\nQuand il est complet, fusionnez-le ou tapez `/postmortem done`\u00a0; s’il n’y a rien à en apprendre, `/postmortem waive raison`.",
  );
  await merge(told);
  expect(last(told)).toBe(
    `@bob\n\n📝 **Ce post-mortem a été fusionné avant d’être complet.** Complétez \`${PATH}\` là où il est maintenant\u00a0; l’incident se ferme après le push qui le fait.\n\n${finding}`,
  );
});

test("in French: its branch deleted, the next one says whose place it takes", async () => {
  const told = await resolved("locale: fr\n");
  const { world: w, branch, pull } = told;
  await w.act("bob", (bob) => bob.deleteBranch(REPOSITORY, branch));
  expect(issue(w, pull + 1).body).toContain(
    `Il prend la place de #${pull}, dont la branche a été supprimée\u00a0; ce qui y était écrit s’y trouve.`,
  );
});

test("in an exercise everything is said, and nobody is mentioned", async () => {
  const told = await resolved("", "Checkout down", ["drill"]);
  const { world: w, branch } = told;
  const aside = (who: string) => `🧪 Exercise: nobody is mentioned. This would be for \`${who}\`.\n\n📝 `;
  await close(told);
  expect(last(told)).toContain(
    `${aside("carol")}**This pull request is open again: the post-mortem in it is still owed.** To do without one, type \`/postmortem waive reason\` (role \`maintain\`).`,
  );
  await w.advance("24h");
  expect(w.next()).toBe(
    `${aside("bob")}**The post-mortem is due** at 2025-11-12 14:45 UTC. It is #2.\nWhen it is complete, merge it or type \`/postmortem done\`; if there is nothing to learn, \`/postmortem waive reason\`.`,
  );
  await merge(told);
  expect(last(told)).toContain(
    `${aside("bob")}**This post-mortem was merged before it was complete.** Complete \`${PATH}\` where it is now; the incident closes after the push that does it.`,
  );
  const said = [issue(w, told.pull).body ?? "", textOf(w, branch), ...ours(w, told.pull), ...ours(w, w.number)];
  const words = said.map((body) => shown(body).replace(/`[^`]*`/g, ""));
  expect(words.filter((one) => /@\w/.test(one))).toEqual([]);
});
