// `tocsin replay`: what a changed configuration would have made of a repository's past incidents.
import { parseArgs } from "node:util";
import { loadTemplates } from "./adapters/templates.ts";
import { replayMessage } from "./app/replay-message.ts";
import { LAST, replayOn } from "./app/replay-report.ts";
import { connect } from "./cli-connection.ts";
import { policyIn, sharedFile, textOf } from "./cli-proposal.ts";
import { misread, noteSkipped, Refused, repositoryNamed, type Terminal } from "./terminal.ts";

export const REPLAY_USAGE = "tocsin replay --repo owner/name [file] [--last 50] [--json]";
const FILE = ".github/tocsin.yml";
/** More would take GitHub's limits away from the incidents of today. */
const MOST = 1000;

/** Compares the policy that holds now with a file's, over the last incidents. Throws Refused. */
export async function replayCommand(words: readonly string[], terminal: Terminal): Promise<string> {
  const { repository, file, last, json } = readWords(words);
  const text = textOf(file);
  await policyIn(file, text);
  const there = await connect(repository, terminal);
  const { policy: before, place, ...sources } = there;
  const after = await policyIn(file, text, await sharedFile(there));
  const tools = { ...sources, clock: terminal.clock };
  const { comparison, skipped } = await replayOn(place, { before, after, last }, tools);
  noteSkipped(skipped, terminal);
  if (json) return `${JSON.stringify({ repository, ...comparison }, null, 2)}\n`;
  return `${loadTemplates().render(replayMessage(comparison), before)}\n`;
}

function readWords(words: readonly string[]) {
  const { values, positionals } = optionsIn(words);
  const { last = String(LAST), json = false } = values;
  const repository = repositoryNamed(values.repo, REPLAY_USAGE);
  if (positionals.length > 1) throw new Refused(`one file at a time; write ${REPLAY_USAGE}`, 2);
  if (!/^[1-9]\d{0,3}$/.test(last) || Number(last) > MOST)
    throw new Refused(`--last is "${last}"; write a number from 1 to ${MOST}`, 2);
  return { repository, file: positionals[0] ?? FILE, last: Number(last), json };
}

function optionsIn(args: readonly string[]) {
  const text = { type: "string" } as const;
  const options = { repo: text, last: text, json: { type: "boolean" } } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw misread(error, REPLAY_USAGE);
  }
}
