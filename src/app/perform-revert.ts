// Performs a rollback: opens the pull request that undoes another one, once; whether it is merged, people decide.
import { outcomeOf } from "../adapters/github/outcome.ts";
import type { EffectOf } from "../domain/effects.ts";
import { parseMarker, printOf } from "../domain/marker.ts";
import { type Entry, entriesOf, REVERT_FAILURES } from "../domain/timeline.ts";
import { Hold, post, type Scene, signed, type Tools } from "./post.ts";

type Revert = EffectOf<"revert">;

/** What goes on the timeline; undefined when somebody else's asking has brought it there. */
export async function revert(effect: Revert, scene: Scene, tools: Tools): Promise<Entry | undefined> {
  const { of, by, at, ref } = effect;
  if (entriesOf(scene.memory.timeline, "rollback").some((one) => one.of === of && one.number > 0)) return undefined;
  const write = () => attempt(effect, scene, tools);
  const find = () => findOpened(of, scene, tools);
  // Asked again after it failed it is tried again; what was opened is found by what it undoes.
  const key = `rollback:${of}:${ref}`;
  const { result } = await post({ key, write, find, since: +scene.issue.createdAt }, scene, tools);
  const why = REVERT_FAILURES[-result - 1];
  return { kind: "rollback", at, by, ref, of, number: Math.max(0, result), ...(why && { why }) };
}

/** The number of the new pull request; a failure as a negative number, so that the intent remembers it too. */
async function attempt({ of, pull, body }: Revert, scene: Scene, tools: Tools): Promise<number> {
  const { claim, issue, now } = scene;
  const words = await signed(body, { kind: "rollback", text: String(of) }, [scene, tools]);
  const text = `${words}\n${printOf(issue.number)}\n`;
  const answer = await tools.github.revertPull(claim, pull, { body: text }).catch((error) => {
    if (error instanceof Hold || outcomeOf(error, now).kind !== "permanent") throw error;
    return "forbidden" as const;
  });
  if (typeof answer === "number") return answer;
  tools.log.warn({ lane: claim.lane, pull: of, why: answer }, "GitHub does not revert it");
  return -1 - REVERT_FAILURES.indexOf(answer);
}

/** The pull request that an earlier attempt opened, if its answer got lost: known by its signed words. */
async function findOpened(of: number, { claim, issue }: Scene, tools: Tools): Promise<number | undefined> {
  const ours = await tools.github.ownPulls(claim);
  const isIt = ({ body }: { body: string }) => {
    const marker = parseMarker(body, issue.nodeId, tools.seal);
    return marker?.kind === "rollback" && marker.text === String(of);
  };
  return ours.find(isIt)?.number;
}
