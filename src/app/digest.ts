// The weekly digest: action items that are overdue, in one comment a week and repository instead of one each.
import type { DateTime } from "luxon";
import type { Place } from "../adapters/github/port.ts";
import type { Claim } from "../adapters/store/port.ts";
import { labelIn } from "../domain/labels.ts";
import { parseMarker, printMarker } from "../domain/marker.ts";
import type { Policy } from "../domain/policy.ts";
import { type Overdue, overdueActions } from "../domain/recurrence.ts";
import { parseMemory } from "./memory.ts";
import { openIssueOf } from "./own-issue.ts";
import { post, type Tools } from "./post.ts";

const HOUR = 9;
/** The reminders of an item's own issue end a day after its date; from then on it is the digest's. */
const OWN_REMINDERS = { hours: 24 };

/** Says once a week, from Monday 9:00 in the policy's zone on, what is overdue. Called on the repository's own lane. */
export async function digestActions(
  claim: Claim,
  policy: Policy,
  shop: Tools & { clock: { now(): DateTime } },
): Promise<void> {
  const now = shop.clock.now();
  const local = now.setZone(policy.timezone);
  const week = local.toFormat("kkkk-'W'WW");
  const note = `digest:${claim.lane}`;
  if (local < local.startOf("week").set({ hour: HOUR }) || (await shop.store.recall(note)) === week) return;
  const overdue = await overdueIn(claim, { now, zone: policy.timezone }, shop);
  if (overdue.length > 0) await say({ claim, policy, now, week, overdue }, shop);
  await shop.store.remember(note, week);
}

async function overdueIn(
  { repository }: Claim,
  { now, zone }: { now: DateTime; zone: string },
  { store }: Tools,
): Promise<Overdue[]> {
  const lanes = await store.lanes(repository);
  const incidents = lanes
    .filter(({ number }) => number > 0)
    .map(({ number, memory }) => ({ number, timeline: parseMemory(memory).timeline }));
  const overdue = incidents.flatMap((incident) => overdueActions(incident, now.minus(OWN_REMINDERS), zone));
  return overdue.toSorted((a, b) => +a.dueAt - +b.dueAt);
}

interface Digest {
  readonly claim: Claim;
  readonly policy: Policy;
  readonly now: DateTime;
  readonly week: string;
  readonly overdue: readonly Overdue[];
}

/** On the open digest issue of the repository; the first one opens it. */
async function say(digest: Digest, shop: Tools): Promise<void> {
  const { claim, policy, week, overdue } = digest;
  const place: Place = { ...claim, number: 0 };
  const to = [...new Set(overdue.flatMap(({ owner }) => (owner ? [`@${owner}`] : [])))];
  const rows = overdue.map(({ number, text, incident, due, owner }) => ({
    number,
    text,
    incident,
    due,
    owner: owner ?? "",
  }));
  const parts = [{ template: "digest", data: { rows } }];
  const render = (template: string, data: Record<string, unknown>) => shop.templates.render({ template, data }, digest);
  const text = await render("comment", { to, parts, mute: false, late: false });
  const body = `${text}\n\n${printMarker({ kind: "digest", text: week }, claim.lane, shop.seal)}`;
  const label = labelIn(policy, "action-digest");
  const open = await openDigest(place, { label, lane: claim.lane }, shop);
  if (open?.weeks.includes(week)) return;
  const title = await render("digest-title", {});
  const write = async () =>
    open
      ? shop.github.comment({ ...place, number: open.number }, body)
      : (await shop.github.openIssue(place, { title, body, labels: [label], assignees: [] })).number;
  await post({ key: `digest:${week}`, write }, digest, shop);
}

/** The open digest issue and the weeks that were said on it; somebody with an empty store may have said this one. */
async function openDigest(place: Place, { label, lane }: { label: string; lane: string }, tools: Tools) {
  const issue = await openIssueOf(place, { label, kind: "digest", lane }, tools);
  if (!issue) return undefined;
  const { comments } = await tools.github.thread({ ...place, number: issue.number });
  const ours = comments.filter(({ isOurs }) => isOurs);
  const said = ours.flatMap(({ body }) => parseMarker(body, lane, tools.seal)?.text ?? []);
  return { number: issue.number, weeks: [issue.text, ...said] };
}
