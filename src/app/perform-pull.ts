// Performs what concerns a pull request: opens one with its branch and file, writes the file, checks it.
import { outcomeOf } from "../adapters/github/outcome.ts";
import type { FileWrite, Place } from "../adapters/github/port.ts";
import type { EffectOf } from "../domain/effects.ts";
import { parseMarker, printOf } from "../domain/marker.ts";
import type { PullDocument, PullRequest } from "../domain/pull.ts";
import { replaceOwnedParts } from "../domain/report/document.ts";
import type { Entry } from "../domain/timeline.ts";
import { checkDocument } from "./perform-check.ts";
import { Hold, post, render, type Scene, signed, type Tools } from "./post.ts";

type Open = EffectOf<"open">;
type Plan = NonNullable<Open["pull"]>;

/** A pull request, if GitHub lets us; without the permissions or the branch that takes there is an issue, as always. */
export async function propose(effect: Open, plan: Plan, [scene, tools]: [Scene, Tools]): Promise<Entry | undefined> {
  try {
    return await openPull(effect, plan, [scene, tools]);
  } catch (error) {
    if (error instanceof Hold || outcomeOf(error, scene.now).kind !== "permanent") throw error;
    tools.log.warn({ lane: scene.claim.lane, err: error }, "no pull request can be opened; an issue takes its place");
    return undefined;
  }
}

/** Opens the pull request of a post-mortem, whatever of it an earlier attempt left behind, and says where it is. */
async function openPull(effect: Open, plan: Plan, [scene, tools]: [Scene, Tools]): Promise<Entry> {
  const { claim, issue, now } = scene;
  const pathOf = ({ description = "" }: Partial<PullRequest> = {}) => {
    const marker = parseMarker(description, issue.nodeId, tools.seal);
    return marker?.kind === "report" ? marker.text.split("\n")[1] : undefined;
  };
  let path: string | undefined;
  const write = async () => {
    const known = (await tools.github.pullsFrom(claim, plan.branch)).find((pull) => pathOf(pull) !== undefined);
    const base = await tools.github.defaultBranch(claim);
    path = pathOf(known) ?? (await freePath(plan.path, base, [scene, tools]));
    const number = known?.number ?? (await create(effect, { ...plan, path, base }, [scene, tools]));
    await dress({ ...claim, number }, effect, [scene, tools]);
    return number;
  };
  const { result: number } = await post({ key: effect.key, write }, scene, tools);
  path ??= pathOf(await tools.github.pull({ ...claim, number })) ?? plan.path;
  return { kind: "report", at: now.startOf("second"), number, in: "pull_request", path };
}

type Placed = Plan & { readonly base: string };

/** Branch, file and pull request. */
async function create(effect: Open, placed: Placed, [scene, tools]: [Scene, Tools]): Promise<number> {
  const { path, base, branch: head, description } = placed;
  await putThere(effect, placed, [scene, tools]);
  const words = await signed(description, { kind: "report", text: `${effect.key}\n${path}` }, [scene, tools]);
  const body = `${words}\n${printOf(scene.issue.number)}\n`;
  return tools.github.openPull(scene.claim, { title: effect.title, body, head, base });
}

/** A post-mortem of the same day and title is somebody else's: ours has its number behind. */
async function freePath(path: string, base: string, [{ claim }, { github }]: [Scene, Tools]): Promise<string> {
  const isTaken = (await github.fileAt(claim, path, base)) !== undefined;
  return isTaken ? path.replace(/\.md$/, `-${claim.number}.md`) : path;
}

/** The branch with the document in it. */
async function putThere(
  { body }: Open,
  { branch, base, path, kept }: Placed,
  [scene, tools]: [Scene, Tools],
): Promise<void> {
  const { claim } = scene;
  const { github } = tools;
  if (!(await github.branchHead(claim, branch))) {
    const head = await github.branchHead(claim, base);
    if (head) await github.createBranch(claim, branch, head);
  }
  if (await github.fileAt(claim, path, branch)) return;
  const fresh = `${await render(body, scene, tools)}\n`;
  const text = kept ? replaceOwnedParts(kept, fresh) : fresh;
  await github.writeFile(claim, { path, branch, text, message: await commitMessage(true, [scene, tools]) });
}

/** Its label and its owner; a pull request without them is one all the same. */
async function dress(place: Place, { labels, assignees }: Open, [scene, tools]: [Scene, Tools]): Promise<void> {
  await tools.github.update(place, { labels, assignees }).catch((error) => {
    if (outcomeOf(error, scene.now).kind !== "permanent") throw error;
    tools.log.warn({ lane: scene.claim.lane, err: error }, "the pull request has no label or no owner");
  });
}

function commitMessage(isNew: boolean, [scene, tools]: [Scene, Tools]): Promise<string> {
  return render({ template: "report-commit", data: { incident: scene.issue.number, isNew } }, scene, tools);
}

/** Brings the document of a pull request to what it should be, and checks it as it is then. */
export async function revise(effect: EffectOf<"revise">, scene: Scene, tools: Tools): Promise<void> {
  const { pull, isOpen = pull.isOpen, text = pull.body, fresh, against } = effect;
  const place = { ...scene.claim, number: pull.number };
  if (isOpen !== pull.isOpen) return tools.github.setPullState(place, isOpen ? "open" : "closed");
  const wanted = replaceOwnedParts(text, fresh ? await render(fresh, scene, tools) : "");
  const isChanged = wanted !== pull.body && pull.blob !== undefined;
  const sha = isChanged ? await rewrite(pull, wanted, [scene, tools]) : undefined;
  const present = sha ? { sha, text: wanted } : { sha: pull.request.head, text: pull.body };
  if (against) await checkDocument({ ...present, path: pull.path, against }, scene, tools);
}

/**
 * Writes the file if it still is the one that was read, and tells the commit; else somebody was faster, and everything
 * is read again. undefined: GitHub lets us write nothing there, and the file is checked as people left it.
 */
async function rewrite(pull: PullDocument, text: string, [scene, tools]: [Scene, Tools]): Promise<string | undefined> {
  const { path, blob, request } = pull;
  const message = await commitMessage(false, [scene, tools]);
  const file: FileWrite = { path, branch: request.branch, blob, text, message };
  try {
    return await tools.github.writeFile(scene.claim, file);
  } catch (error) {
    const isConflict = (error as { status?: number }).status === 409;
    const now = isConflict ? await tools.github.fileAt(scene.claim, path, request.branch) : undefined;
    // A protected branch answers the same; there nothing would be different the next time.
    if (now && now.blob !== blob) throw new Hold(scene.now);
    if (outcomeOf(error, scene.now).kind !== "permanent") throw error;
    tools.log.warn({ lane: scene.claim.lane, path, err: error }, "the post-mortem's file cannot be written");
    return undefined;
  }
}
