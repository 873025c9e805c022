// Checks what a pull request changes of the configuration: what is wrong, on the lines, and what it would have meant so far.
import type { Claim } from "../adapters/store/port.ts";
import type { Templates } from "../adapters/templates.ts";
import type { Message } from "../domain/effects.ts";
import type { Policy } from "../domain/policy.ts";
import { checkNames } from "./check-names.ts";
import type { Sources } from "./gather.ts";
import { judgeConfiguration } from "./judge-configuration.ts";
import { annotated, showCheckRun } from "./perform-check-run.ts";
import type { Tools } from "./post.ts";
import { readProposedFiles } from "./proposed-files.ts";
import { replayFor } from "./replay-report.ts";

const NAME = "Tocsin: configuration";

/** Our own words: what judges templates must not be written in them. */
type Shop = Tools & Sources & { readonly builtIn: Templates };

/** One check run beside the newest commit; nothing for a pull request that leaves the configuration alone. */
export async function checkConfiguration(claim: Claim, shop: Shop): Promise<void> {
  const { github, policies, builtIn, clock } = shop;
  const files = await readProposedFiles(claim, github);
  if (!files) return;
  const before = await policies.of(claim);
  const { remarks, after } = await judgeConfiguration(files, {
    before,
    shared: policies.sharedIn(claim.repository),
    known: builtIn.sources("en"),
    now: clock.now(),
    people: (named, policy) => checkNames(claim, { named, policy }, github),
  });
  const say = (message: Message) => builtIn.render(message, before);
  const failures = remarks.filter(({ level }) => level === "failure").length;
  const data = { failures, warnings: remarks.length - failures };
  const replay = after && (await replayed(claim, { before, after }, shop));
  const summary = [say({ template: "policy-check-summary", data }), replay].filter(Boolean).join("\n\n");
  const title = say({ template: "policy-check", data });
  const annotations = await annotated(remarks, say);
  const verdict = { sha: files.sha, name: NAME, isGood: failures === 0, title, summary, annotations };
  await showCheckRun(verdict, { claim, now: clock.now() }, shop);
}

/** What the changed policy would have made of the last incidents; undefined without any. */
function replayed(claim: Claim, policies: { before: Policy; after: Policy }, shop: Shop): Promise<string | undefined> {
  const { github, seal, clock, builtIn: templates } = shop;
  return replayFor(claim, policies, { github, seal, clock, templates });
}
