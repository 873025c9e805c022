// Performs a freeze on one commit: its check run says whether it has to wait. The same is not said twice.
import type { CheckOutput } from "../adapters/github/checks-port.ts";
import type { Claim } from "../adapters/store/port.ts";
import type { Shown } from "./freeze-lane.ts";
import type { Job } from "./plan-freeze.ts";
import { needLease, type Tools } from "./post.ts";

/** What rules of a repository may require; the same in every language. */
const NAME = "Tocsin / freeze";
/** By which a run is known as ours: somebody else's may have the same name. */
const DIGEST = "freeze";

/** Looks what the commit has, unless that is known, and changes only what is wrong. */
export async function showFreeze(
  { head, reason, known, isNeeded }: Job,
  output: Pick<CheckOutput, "title" | "summary">,
  { claim, github, clock }: Pick<Tools, "github" | "clock"> & { claim: Claim },
): Promise<Shown> {
  const isBad = reason === "frozen";
  const found = known?.id ? known : await runOn(head, { claim, github });
  if (found?.isBad === isBad || (!found && !isNeeded)) return { id: found?.id ?? 0, isBad };
  needLease(claim, clock);
  const conclusion = isBad ? ("failure" as const) : ("success" as const);
  const verdict = { conclusion, output: { ...output, annotations: [] } };
  if (found) await github.conclude(claim, found.id, verdict);
  const id = found?.id ?? (await github.createCheckRun(claim, { sha: head, digest: DIGEST, name: NAME, ...verdict }));
  return { id, isBad };
}

/** The newest counts; on GitHub an older one of the same name does not. */
async function runOn(head: string, { claim, github }: Pick<Tools, "github"> & { claim: Claim }) {
  const runs = await github.checkRuns(claim, head, NAME);
  return runs.filter(({ digest }) => digest === DIGEST).toSorted((a, b) => b.id - a.id)[0];
}
