// The command line: `tocsin report` prints a month's figures, read from GitHub alone; the other commands have files of their own.
import { parseArgs } from "node:util";
import { loadTemplates } from "./adapters/templates.ts";
import { readArchive } from "./app/archive.ts";
import { monthCsv, monthJson, monthMessages } from "./app/month-formats.ts";
import { statisticsOf } from "./app/statistics.ts";
import { connect } from "./cli-connection.ts";
import { REPLAY_USAGE, replayCommand } from "./cli-replay.ts";
import { STATUS_PAGE_USAGE, statusPageCommand } from "./cli-status-page.ts";
import { VALIDATE_USAGE, validateCommand } from "./cli-validate.ts";
import { monthNamed } from "./domain/month.ts";
import { misread, noteSkipped, Refused, repositoryNamed, type Terminal } from "./terminal.ts";

const FORMATS = ["markdown", "json", "csv"] as const;
const USAGE = "tocsin report --repo owner/name --month 2026-10 [--format markdown|json|csv]";

/** What may stand after `tocsin`. */
const COMMANDS: Readonly<Record<string, (words: readonly string[], terminal: Terminal) => Promise<string>>> = {
  report,
  replay: replayCommand,
  validate: validateCommand,
  "status-page": statusPageCommand,
};
const USAGES = `${USAGE}, ${REPLAY_USAGE}, ${STATUS_PAGE_USAGE}, or ${VALIDATE_USAGE}`;

interface Wanted {
  readonly repository: string;
  readonly month: string;
  readonly format: (typeof FORMATS)[number];
}

/** Does what the words after `tocsin` say and resolves to the exit code. */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const [word = "", ...rest] = words;
    const command = Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined;
    if (!command) throw new Refused(`"${word}" is not a command; write ${USAGES}, or nothing to start`, 2);
    terminal.print(await command(rest, terminal));
    return 0;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    terminal.note(error.message);
    return error.code;
  }
}

function readWords(words: readonly string[]): Wanted {
  const { repo, month, format } = optionsIn(words);
  const repository = repositoryNamed(repo, USAGE);
  if (!month) throw new Refused(`--month is missing; write ${USAGE}`, 2);
  if (!monthNamed(month, "UTC")) throw new Refused(`--month is "${month}"; write it as 2026-10`, 2);
  const known = FORMATS.find((one) => one === (format ?? "markdown"));
  if (!known) throw new Refused(`--format is "${format}"; write one of ${FORMATS.join(", ")}`, 2);
  return { repository, month, format: known };
}

function optionsIn(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ args: [...args], options: { repo: text, month: text, format: text } }).values;
  } catch (error) {
    throw misread(error, USAGE);
  }
}

async function report(words: readonly string[], terminal: Terminal): Promise<string> {
  const wanted = readWords(words);
  const { github, seal, place, policy } = await connect(wanted.repository, terminal);
  const month = monthNamed(wanted.month, policy.timezone);
  const now = terminal.clock.now();
  if (!month || month.from > now) throw new Refused(`${wanted.month} has not begun`);
  const period = { policy, since: +month.from };
  const { incidents, skipped } = await readArchive(place, period, { github, seal });
  noteSkipped(skipped, terminal);
  const statistics = statisticsOf(incidents, policy, { month, now });
  if (wanted.format === "json") return monthJson(wanted.repository, statistics);
  if (wanted.format === "csv") return monthCsv(wanted.repository, statistics);
  const messages = monthMessages(wanted.repository, statistics);
  const [title, text] = [messages.title, messages.report].map((message) => loadTemplates().render(message, policy));
  return `# ${title}\n\n${text}\n`;
}
