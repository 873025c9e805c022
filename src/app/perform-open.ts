// Opens an issue under the incident, once, whatever becomes of the answer.
import { outcomeOf } from "../adapters/github/outcome.ts";
import type { EffectOf } from "../domain/effects.ts";
import type { Issue } from "../domain/issue.ts";
import { parseMarker, printOf } from "../domain/marker.ts";
import type { Entry } from "../domain/timeline.ts";
import { FRESH } from "./lag.ts";
import { propose } from "./perform-pull.ts";
import { post, type Scene, signed, type Tools } from "./post.ts";

type Open = EffectOf<"open">;

/** GitHub's longest title, in characters. */
const LONGEST_TITLE = 256;

/** Opens it and says on the timeline what it is. */
export async function open(effect: Open, scene: Scene, tools: Tools): Promise<Entry> {
  const { kind, title, action, pull } = effect;
  const proposed = pull && (await propose(effect, pull, [scene, tools]));
  if (proposed) return proposed;
  const write = () => openIssue(effect, scene, tools);
  const find = (since: number) => findOpened(effect, { scene, since }, tools);
  const { result: number } = await post({ key: effect.key, write, find, since: +scene.issue.createdAt }, scene, tools);
  const happened = { at: scene.now.startOf("second"), number };
  if (kind === "report") return { ...happened, kind };
  return { ...happened, kind: "action", text: title, owner: action?.owner, due: action?.due, isDone: false };
}

async function openIssue(
  { key, kind, title, body, labels, assignees, action }: Open,
  scene: Scene,
  tools: Tools,
): Promise<number> {
  const { claim, issue } = scene;
  // The title may be longer than GitHub's: the marker keeps the whole.
  const text = await signed(body, { kind, text: `${key}\n${action?.due ?? ""}\n${title}` }, [scene, tools]);
  const short = title.slice(0, LONGEST_TITLE).toWellFormed();
  const opened = await tools.github.openIssue(claim, {
    title: short,
    body: `${text}\n${printOf(issue.number)}\n`,
    labels,
    assignees,
  });
  await putUnder({ id: opened.id, createdAt: scene.now }, scene, tools);
  return opened.number;
}

/** At 100 sub-issues GitHub takes no more: the issue is followed all the same, by its number. */
async function putUnder(
  { id, createdAt }: Pick<Issue, "id" | "createdAt">,
  { claim, now }: Scene,
  { github, log }: Tools,
): Promise<void> {
  await github.addSubIssue(claim, id).catch((error) => {
    // GitHub may not know yet what it has just opened.
    const isUnknown = error.status === 404 && createdAt > now.minus(FRESH);
    // It is open by now, so nothing may pass for a refusal of the whole: it is found again, and put there then.
    if (isUnknown || outcomeOf(error, now).kind !== "permanent")
      throw new Error("opened, but not put under its incident yet");
    log.warn({ lane: claim.lane, err: error }, "not put under its incident");
  });
}

/** The issue that an earlier attempt opened, if its answer got lost: known by its signed key. */
async function findOpened(
  { key, kind, labels }: Open,
  { scene, since }: { scene: Scene; since: number },
  tools: Tools,
): Promise<number | undefined> {
  const { claim, issue } = scene;
  const isIt = (body: string) => {
    const marker = parseMarker(body, issue.nodeId, tools.seal);
    return marker?.kind === kind && marker.text.split("\n")[0] === key;
  };
  const issues = await tools.github.issuesWith(claim, labels[0] ?? "", since);
  const number = issues.find(({ body, isOurs }) => isOurs && isIt(body))?.number;
  const found = number === undefined ? undefined : await tools.github.issue({ ...claim, number });
  if (found) await putUnder(found, scene, tools);
  return found && number;
}
