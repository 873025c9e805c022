// `tocsin status-page`: the public pages as static files, read from GitHub alone, so that they outlive the app being down.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { loadPages } from "./adapters/pages.ts";
import { asPlain } from "./adapters/plain-text.ts";
import { loadTemplates } from "./adapters/templates.ts";
import { readArchive } from "./app/archive.ts";
import { pageFrom, type Showing, showing } from "./app/status-desk.ts";
import { type AppConnection, connectApp } from "./cli-connection.ts";
import { isShown, siteOf } from "./domain/site.ts";
import { firstDay } from "./domain/status-page.ts";
import { misread, noteSkipped, Refused, repositoryNamed, type Terminal } from "./terminal.ts";
import { loadAssets } from "./web/assets.ts";
import { statusForms } from "./web/status-forms.ts";

export const STATUS_PAGE_USAGE = "tocsin status-page --out DIR [--repository owner/name …]";
/** The files that a status page refers to. */
const ASSETS = ["style.css", "status.css", "bell.svg"];

/** Writes every form of each page as the server sends it; resolves to the names of the files. Throws Refused. */
export async function statusPageCommand(words: readonly string[], terminal: Terminal): Promise<string> {
  const { out, repositories } = readWords(words);
  const app = await connectApp(terminal);
  const assets = loadAssets();
  const forms = statusForms(loadPages(assets.address));
  const written = ASSETS.map((name) => write(out, assets.address(name), assets.files.get(name) ?? ""));
  for (const repository of repositories ?? (await allOf(app))) {
    const shown = await show(repository, app, terminal);
    if (!shown && repositories) throw new Refused(`${repository} has no public status page`);
    if (!shown) continue;
    const { repository: name } = shown.page.site;
    for (const form of forms)
      written.push(write(out, `/status/${name}${form.ending || ".html"}`, form.write(shown, "") ?? ""));
  }
  return `${written.join("\n")}\n`;
}

function readWords(words: readonly string[]): { out: string; repositories: readonly string[] | undefined } {
  const { out, repository } = optionsIn(words);
  if (!out) throw new Refused(`--out is missing; write ${STATUS_PAGE_USAGE}`, 2);
  return { out, repositories: repository?.map((name) => repositoryNamed(name, STATUS_PAGE_USAGE)) };
}

function optionsIn(args: readonly string[]) {
  const options = { out: { type: "string" }, repository: { type: "string", multiple: true } } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw misread(error, STATUS_PAGE_USAGE);
  }
}

async function allOf({ github }: AppConnection): Promise<string[]> {
  const found = await Promise.all((await github.installations()).map((one) => github.repositories(one)));
  return found.flat().map(({ repository }) => repository);
}

async function show(repository: string, app: AppConnection, terminal: Terminal): Promise<Showing | undefined> {
  const { github, place, policy } = await app.to(repository);
  const about = await github.about(place);
  if (!about) return undefined;
  const site = siteOf(about.id, repository, policy);
  if (!isShown(site, { ...place, isPublic: about.isPublic })) return undefined;
  const now = terminal.clock.now();
  const { incidents, skipped } = await readArchive(place, { policy, since: +firstDay(site, now), withOpen: true }, app);
  noteSkipped(skipped, terminal);
  const { PUBLIC_URL, PORT } = terminal.environment();
  const builtIn = loadTemplates();
  return showing(pageFrom(site, incidents, { policy, now }), {
    templates: { plain: (message, home) => builtIn.render(asPlain(message), home.policy) },
    publicName: app.publicName,
    publicUrl: PUBLIC_URL ?? `http://localhost:${PORT}`,
  });
}

/** Its name, as it is printed. */
function write(out: string, path: string, body: string | Buffer): string {
  const file = join(out, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, body);
  return file;
}
