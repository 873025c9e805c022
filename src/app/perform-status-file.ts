// Writes the status page to a file of a repository: one commit for each change, and never over somebody else's file.
import { digestOf } from "../adapters/digest.ts";
import { outcomeOf } from "../adapters/github/outcome.ts";
import type { FileVersion, Place } from "../adapters/github/port.ts";
import type { Claim } from "../adapters/store/port.ts";
import type { Templates } from "../adapters/templates.ts";
import { indicatorMessage } from "../domain/status-message.ts";
import type { StatusFile } from "../domain/status-page-policy.ts";
import { Hold, needLease, type Tools } from "./post.ts";
import type { Showing } from "./status-desk.ts";
import { statusJson } from "./status-json.ts";
import { FILE_MARK, statusMarkdown } from "./status-markdown.ts";

/** What every file of ours begins with, Markdown or JSON. */
const isOurs = (text: string) => text.startsWith(FILE_MARK) || /^\{\s*"generator": "Tocsin"/.test(text);
interface FileTools extends Tools {
  readonly builtIn: Templates;
}

/** Before sweeps, and after what an incident itself needs. */
const URGENCY = 1;

/** Does nothing without a file, and asks GitHub nothing while the page says what it said the last time. */
export async function publishFile(claim: Claim, showing: Showing, tools: FileTools): Promise<void> {
  const { site } = showing.page;
  const { publish } = site;
  if (!publish) return;
  const { store, clock, log } = tools;
  const text = publish.path.endsWith(".md") ? statusMarkdown(showing, tools) : statusJson(showing);
  const [note, digest] = [`published:${site.id}`, digestOf(JSON.stringify([publish, text]))];
  if ((await store.recall(note)) === digest) return;
  needLease(claim, clock);
  try {
    if (await write({ publish, text }, [claim, showing], tools)) await store.remember(note, digest);
  } catch (error) {
    const isRefused = !(error instanceof Hold) && outcomeOf(error, clock.now()).kind === "permanent";
    if (!isRefused) throw error;
    // A protected branch, a permission that is missing: the next sweep tries again.
    log.warn({ lane: claim.lane, err: error }, "GitHub would not take the status page's file");
  }
}

interface Written {
  readonly publish: StatusFile;
  readonly text: string;
}

/** Whether the file says it now. */
async function write(
  { publish, text }: Written,
  [claim, { page, words }]: [Claim, Showing],
  { github, templates, clock, log }: Tools,
): Promise<boolean> {
  const { path, repository = page.site.repository } = publish;
  const place: Place = { installation: claim.installation, repository, number: 0, urgency: URGENCY };
  const isHome = repository.toLowerCase() === page.site.repository.toLowerCase();
  if (!isHome && (await github.installationOn(repository)) !== claim.installation) {
    log.warn({ lane: claim.lane, repository }, "the status page's file is out of this installation's reach");
    return false;
  }
  const branch = publish.branch ?? (await github.defaultBranch(place));
  const file = await github.fileAt(place, path, branch);
  if (file?.text === text) return true;
  if (file && !isOurs(file.text)) {
    log.warn({ lane: claim.lane, repository, path }, "somebody else's file stands where the status page's should");
    return false;
  }
  const data = { indicator: words(indicatorMessage(page.indicator)) };
  const message = templates.plain({ template: "status-commit", data }, { policy: page.site });
  try {
    await github.writeFile(place, { path, branch, text, message, blob: file?.blob });
    return true;
  } catch (error) {
    if (await isChanged(file, () => github.fileAt(place, path, branch), error)) throw new Hold(clock.now());
    throw error;
  }
}

/** Somebody else has written it since: 409 for another version, 422 for one that was not there before. */
async function isChanged(
  file: FileVersion | undefined,
  now: () => Promise<FileVersion | undefined>,
  error: unknown,
): Promise<boolean> {
  const { status = 0 } = (error ?? {}) as { status?: number };
  return (status === 409 || status === 422) && (await now())?.blob !== file?.blob;
}
