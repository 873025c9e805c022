// Moves an incident out of public sight: it goes on as a new issue of a private repository, and a neutral stub stays.
//
// GitHub lets no App transfer an issue for certain, so what can be read is carried over, and what may be taken away here
// is. Former titles and the edits of a body stay readable on GitHub; the private issue says so, and who can remove them.
import type { Place } from "../adapters/github/port.ts";
import type { EffectOf } from "../domain/effects.ts";
import { fenced } from "../domain/fence.ts";
import type { Comment } from "../domain/issue.ts";
import { labelIn, severityLabel } from "../domain/labels.ts";
import { cut, plainText } from "../domain/markdown.ts";
import { parseMarker } from "../domain/marker.ts";
import { insertEntry, latest } from "../domain/timeline.ts";
import type { Memory } from "./memory.ts";
import { carriedOver, leftBehind } from "./moved.ts";
import { bodyOf } from "./perform-card.ts";
import { Hold, post, render, type Scene, signed, type Tools } from "./post.ts";

type Surroundings = EffectOf<"move">["surroundings"];
type Refuge = NonNullable<Surroundings["refuge"]>;

/** GitHub takes 65,536 characters; the marker and our own words need some. */
const LONGEST_BODY = 60_000;
/** How long before we look again whether GitHub lists what was written. */
const LISTED = { seconds: 10 };
/** What is carried over wins against anything that could be made of the new issue without it. */
const AHEAD = 1000;

/**
 * Every step may be repeated: the new issue and its card are written once, by their intents; labels, the stub's words
 * and the removal of the old card do nothing the second time. The trigger label comes after the card, so that nobody
 * takes the new issue for an incident of its own.
 */
export async function move({ surroundings }: EffectOf<"move">, scene: Scene, tools: Tools): Promise<Memory> {
  const { refuge } = surroundings;
  if (!refuge) return scene.memory;
  const { claim, now, memory } = scene;
  const { github, store } = tools;
  const place = await openThere(surroundings, refuge, [scene, tools]);
  await putCard(place, surroundings, [scene, tools]);
  await github.addLabels(place, labelsThere(scene, refuge));
  const { installation, repository, number } = place;
  await store.wake({ lane: `${refuge.id}#${number}`, installation, repository, number, urgency: claim.urgency }, +now);
  const stub = {
    title: plainText(await render({ template: "moved-title", data: {} }, scene, tools)),
    body: await render({ template: "moved-body", data: {} }, scene, tools),
  };
  await github.update(claim, stub);
  if (scene.card) await github.deleteComment(claim, scene.card.id);
  const left = leftBehind(insertEntry(scene.timeline, { kind: "moved", at: now.startOf("second") }));
  return { ...memory, revision: memory.revision + 1, timeline: left, card: 0 };
}

async function openThere(
  { spoken }: Surroundings,
  { installation, repository }: Refuge,
  [scene, tools]: [Scene, Tools],
): Promise<Place> {
  const { claim, issue, policy } = scene;
  const there = { ...claim, installation, repository, number: 0 };
  const label = labelIn(policy, "security");
  const write = async () => {
    const { title, assignees } = issue;
    const body = await bodyThere(spoken, [scene, tools]);
    return (await tools.github.openIssue(there, { title, body, labels: [label], assignees })).number;
  };
  const find = async (since: number) => {
    const issues = await tools.github.issuesWith(there, label, since);
    const isIt = (body: string) => parseMarker(body, issue.nodeId, tools.seal)?.kind === "move";
    return issues.find(({ body, isOurs }) => isOurs && isIt(body))?.number;
  };
  const { result: number } = await post({ key: "move", write, find, since: +issue.createdAt }, scene, tools);
  return { ...there, number };
}

/** What was written, word for word and harmless: title, text and every comment of people. */
async function bodyThere(spoken: readonly Comment[], [scene, tools]: [Scene, Tools]): Promise<string> {
  const { issue } = scene;
  const { owner, name } = issue.repository;
  const data = { from: `${owner}/${name}`, number: issue.number, reporter: issue.reporter?.login ?? "ghost" };
  const head = await signed({ template: "carried-body", data }, { kind: "move", text: "move" }, [scene, tools]);
  let text = `${head}\n\n${fenced(issue.body)}`;
  for (const { author, createdAt, body } of spoken) {
    const line = { by: author?.login ?? "ghost", at: createdAt, since: issue.createdAt };
    const title = await render({ template: "carried-comment", data: line }, scene, tools);
    const more = `\n\n${title}\n\n${fenced(body)}`;
    if (text.length + more.length > LONGEST_BODY) break;
    text += more;
  }
  return text.length > LONGEST_BODY ? `${head}\n\n${fenced(cut(issue.body, LONGEST_BODY - head.length - 100))}` : text;
}

/** The card there, with the whole timeline in its sealed block: deadlines, roles and what was said go on from it. */
async function putCard(place: Place, { spoken }: Surroundings, [scene, tools]: [Scene, Tools]): Promise<void> {
  const issue = await tools.github.issue(place);
  if (!issue) throw new Error("the incident goes on in an issue that GitHub does not show yet");
  const { owner, name } = scene.issue.repository;
  const from = `${owner}/${name}`;
  const at = scene.now.startOf("second");
  const left = {
    comments: spoken.map(({ id }) => id),
    issues: scene.timeline.flatMap((one) => (one.kind === "report" || one.kind === "action" ? one.number : [])),
  };
  const carried = { kind: "carried", at, from, number: scene.issue.number, ...left } as const;
  const timeline = insertEntry(carriedOver(scene.timeline), carried);
  const text = await render({ template: "carried", data: { from, number: scene.issue.number } }, scene, tools);
  const revision = scene.memory.revision + AHEAD;
  const body = bodyOf(text, { ...scene.memory, revision, timeline }, [{ ...scene, issue }, tools]);
  if (body === undefined) throw new Error("the incident's timeline does not fit a comment");
  const find = async () => {
    const { comments: there } = await tools.github.thread(place);
    return there.find((one) => one.isOurs && parseMarker(one.body, issue.nodeId, tools.seal)?.kind === "card")?.id;
  };
  const since = +scene.issue.createdAt;
  await post({ key: "move-card", write: () => tools.github.comment(place, body), find, since }, scene, tools);
  // Until GitHub lists it, whoever looks there would begin anew.
  if ((await find()) === undefined) throw new Hold(scene.now.plus(LISTED));
}

function labelsThere({ timeline }: Scene, { policy }: Refuge): string[] {
  const severity = latest(timeline, "severity")?.to;
  const named = severity && policy.severities.some(({ name }) => name === severity);
  return [policy.trigger, labelIn(policy, "security"), ...(named ? [severityLabel(policy, severity)] : [])];
}
