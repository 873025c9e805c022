// What stories about a post-mortem in a pull request share: an incident that has one, and words for what people do to it.
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "./world.ts";

export const POLICY = "post_mortem: { in: pull_request }\n";
export const PATH = "docs/post-mortems/2025-11-10-checkout-down.md";

export interface Told {
  world: World;
  /** The pull request's number, and its branch. */
  pull: number;
  branch: string;
}

/** A P1 of 14:30, acknowledged and resolved at 14:45, with its pull request; `more` is added to the policy. */
export async function resolved(more = "", title = "Checkout down", labels: string[] = []): Promise<Told> {
  const w = await world({ policy: `${POLICY}${more}` });
  await w.open(title, { labels: ["incident", "severity: P1", ...labels] });
  await w.comment("bob", "/ack\n/lead");
  await w.advance("15m");
  await w.comment("bob", "/impact 30 % of checkouts fail\n/resolve pool raised to 20");
  return { world: w, pull: w.number + 1, branch: `post-mortem/${w.number}` };
}

/** The report as people would fill it. */
export function filled(text: string): string {
  return text
    .replace(
      /(## Root Cause\s*\n)[\s\S]*?(?=\n#{2,3} What went well)/,
      "$1\nThe pool (10) was too small for the peak.\n",
    )
    .replace(/(What went well\s*\n)[\s\S]*?(?=\n#{2,3} Where)/, "$1\nThe alert fired at once.\n")
    .replace(/(Where we were lucky\s*\n)[\s\S]*?(?=\n#{2,3} Action)/, "$1\nIt was a quiet hour.\n")
    .replace(
      /(Action Items\s*\n)[\s\S]*?(?=\n#{2,3} Runbooks)/,
      "$1\n- [ ] Raise the pool to 20 @bob 2025-11-20\n- [ ] Alert on pool usage @carol 2025-11-25\n",
    )
    .replace(/(Runbooks\s*\n)[\s\S]*?$/, "$1\nUpdated.\n");
}

export const textOf = (w: World, ref?: string, path = PATH) => w.stage.github.file(REPOSITORY, path, ref) ?? "";
export const issue = (w: World, number: number) => w.stage.github.thread(REPOSITORY, number);
export const ours = (w: World, number: number) =>
  issue(w, number)
    .comments.filter(({ user }) => user === "tocsin[bot]")
    .map(({ body }) => body);
export const push = ({ world: w, branch }: Told, text: string, path = PATH) =>
  w.act("bob", (bob) => bob.putFile(REPOSITORY, path, { text, branch }));
export const merge = ({ world: w, pull }: Told) => w.act("bob", (bob) => bob.mergePull(REPOSITORY, pull));

interface Check {
  name: string;
  conclusion: string;
  head_sha: string;
  output: {
    title: string;
    annotations: { path: string; start_line: number; annotation_level: string; message: string }[];
  };
}
export const checks = (w: World) => w.stage.github.checkRuns(REPOSITORY) as unknown as Check[];
export const writes = (w: World, path: string) =>
  w.stage.github.requests.filter((one) => one.method !== "GET" && one.path.includes(path) && one.status < 300);
