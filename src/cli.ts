// The command line: `tocsin report` prints a month's figures, read from GitHub alone.
import { parseArgs } from "node:util";
import type { Logger } from "pino";
import type { Clock } from "./adapters/clock.ts";
import { createGitHub } from "./adapters/github/adapter.ts";
import { createProbot } from "./adapters/github/client.ts";
import type { Place } from "./adapters/github/port.ts";
import { createSeal } from "./adapters/seal.ts";
import { loadTemplates } from "./adapters/templates.ts";
import { readArchive } from "./app/archive.ts";
import { monthCsv, monthJson, monthMessages } from "./app/month-formats.ts";
import { createPolicies } from "./app/policies.ts";
import { statisticsOf } from "./app/statistics.ts";
import { monthNamed } from "./domain/month.ts";
import type { Environment } from "./environment.ts";

/** What the command line asks of its process. */
export interface Terminal {
  /** Read only once it is known what to do. Throws WrongEnvironment. */
  environment(): Environment;
  readonly clock: Clock;
  readonly log: Logger;
  /** What was asked for. */
  print(text: string): void;
  /** One line for a person. */
  note(line: string): void;
}

const FORMATS = ["markdown", "json", "csv"] as const;
const USAGE = "tocsin report --repo owner/name --month 2026-10 [--format markdown|json|csv]";

interface Wanted {
  readonly repository: string;
  readonly month: string;
  readonly format: (typeof FORMATS)[number];
}

/** Nothing can be done; one line says why. `code` is 2 when it was typed wrongly. */
class Refused extends Error {
  readonly code: number;
  constructor(line: string, code = 1) {
    super(line);
    this.code = code;
  }
}

/** Does what the words after `tocsin` say and resolves to the exit code. */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const wanted = readWords(words);
    terminal.print(await report(wanted, terminal));
    return 0;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    terminal.note(error.message);
    return error.code;
  }
}

function readWords([word = "", ...rest]: readonly string[]): Wanted {
  if (word !== "report") throw new Refused(`"${word}" is not a command; write ${USAGE}, or nothing to start`, 2);
  const { repo, month, format } = optionsIn(rest);
  if (!repo) throw new Refused(`--repo is missing; write ${USAGE}`, 2);
  if (!/^[\w.-]+\/[\w.-]+$/.test(repo)) throw new Refused(`--repo is "${repo}"; write owner/name`, 2);
  if (!month) throw new Refused(`--month is missing; write ${USAGE}`, 2);
  if (!monthNamed(month, "UTC")) throw new Refused(`--month is "${month}"; write it as 2026-10`, 2);
  const known = FORMATS.find((one) => one === (format ?? "markdown"));
  if (!known) throw new Refused(`--format is "${format}"; write one of ${FORMATS.join(", ")}`, 2);
  return { repository: repo, month, format: known };
}

function optionsIn(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ args: [...args], options: { repo: text, month: text, format: text } }).values;
  } catch (error) {
    const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new Refused(`${line}; write ${USAGE}`, 2);
  }
}

async function report(wanted: Wanted, { environment, clock, log, note }: Terminal): Promise<string> {
  const { WEBHOOK_SECRET: secret, GITHUB_API_URL: baseUrl, APP_ID, privateKey } = environment();
  const probot = createProbot({ appId: Number(APP_ID), privateKey, secret, baseUrl, log });
  const { data: app } = await (await probot.auth()).request("GET /app");
  const github = createGitHub(probot, `${app?.slug}[bot]`);
  const installation = await github.installationOn(wanted.repository);
  if (installation === undefined) throw new Refused(`the App is not installed on ${wanted.repository}`);
  const place: Place = { installation, repository: wanted.repository, number: 0 };
  const store = { recall: async () => undefined, remember: async () => {} };
  const policy = await createPolicies({ github, store, clock, log }).of(place);
  const month = monthNamed(wanted.month, policy.timezone);
  const now = clock.now();
  if (!month || month.from > now) throw new Refused(`${wanted.month} has not begun`);
  const seal = createSeal(secret);
  const period = { policy, since: +month.from };
  const { incidents, skipped } = await readArchive(place, period, { github, seal });
  if (skipped.length > 0)
    note(`left out, because they have no card of ours: ${skipped.map((n) => `#${n}`).join(", ")}`);
  const statistics = statisticsOf(incidents, policy, { month, now });
  if (wanted.format === "json") return monthJson(wanted.repository, statistics);
  if (wanted.format === "csv") return monthCsv(wanted.repository, statistics);
  const messages = monthMessages(wanted.repository, statistics);
  const [title, text] = [messages.title, messages.report].map((message) => loadTemplates().render(message, policy));
  return `# ${title}\n\n${text}\n`;
}
