// The lane of an alert's group: finds the incident that the group has, or opens it, and hands the news over to it.
//
// One open incident for each group, whatever is sent: the lane is worked on by one worker at a time, what it opens has an
// intent before it, and an empty store looks among the issues for the group's sealed line.
import type { Place } from "../adapters/github/port.ts";
import type { Claim, Delivery } from "../adapters/store/port.ts";
import type { AlertNews } from "../domain/alert.ts";
import { readGeneric } from "../domain/alert-generic.ts";
import { afterTheEnd } from "../domain/alert-history.ts";
import { incidentOf } from "../domain/incident.ts";
import { NOT_URGENT, type Policy } from "../domain/policy.ts";
import type { AlertDesk, Home } from "./alert-desk.ts";
import { groupDelivery, partsOf } from "./alert-intake.ts";
import { cardAmong, markedComment } from "./marked.ts";
import { parseState } from "./memory.ts";
import { printNotice } from "./notice.ts";
import { openForAlert } from "./perform-alert.ts";
import type { Policies } from "./policies.ts";
import type { Tools } from "./post.ts";

export interface AlertShop extends Tools {
  readonly policies: Policies;
  readonly desk: AlertDesk;
}

/** What a lane remembers: the incident of its group, and what it was told last. */
interface Known {
  readonly number: number;
  readonly print: string;
}

interface Round {
  readonly claim: Claim;
  readonly home: Home;
  readonly policy: Policy;
}

/** Works through what was sent, in the order in which it came; of what its incident knows nothing is asked. */
export async function workOnAlerts(claim: Claim, shop: AlertShop): Promise<void> {
  const now = +shop.clock.now();
  const { isGroup } = partsOf(claim.lane);
  const news = isGroup ? unknownNews(claim) : claim.inbox;
  const memory = news.length > 0 ? await workOff(claim, isGroup, shop) : claim.memory;
  await shop.store.finish(claim, { memory, wakeAt: undefined, urgency: NOT_URGENT }, now);
}

/** Resolves to what is to be remembered. */
async function workOff(claim: Claim, isGroup: boolean, shop: AlertShop): Promise<string> {
  const home = await shop.desk.home(claim.repository, +shop.clock.now());
  const here = { ...claim, installation: home.installation };
  const round: Round = { claim: here, home, policy: await shop.policies.of(here) };
  return isGroup ? followGroup(round, shop) : sortOut(round, shop);
}

/** What was sent since the last news that the incident was told, repeats left out. */
function unknownNews({ memory, inbox }: Claim): { id: string; news: AlertNews }[] {
  let print = memory === "" ? "" : (JSON.parse(memory) as Known).print;
  return inbox.flatMap(({ id, body }) => {
    const news = JSON.parse(body) as AlertNews;
    if (news.print === print) return [];
    print = news.print;
    return [{ id, news }];
  });
}

/** What other senders sent is read by the policy, and goes on to the lanes of its groups. */
async function sortOut({ claim, policy }: Round, { store, clock, log }: AlertShop): Promise<string> {
  const { name } = partsOf(claim.lane);
  const deliveries = claim.inbox.flatMap(({ id, body }): Delivery[] => {
    const { heardAt, payload } = JSON.parse(body) as { heardAt: number; payload: unknown };
    const read = readGeneric(payload, policy.alerts, heardAt);
    if (read) return [groupDelivery({ name, repository: claim.repository }, read, { policy, now: heardAt })];
    log.warn({ lane: claim.lane, delivery: id }, "an alert without a key where the policy says it is; left out");
    return [];
  });
  if (deliveries.length > 0) await store.accept(deliveries, +clock.now());
  return "";
}

async function followGroup(round: Round, shop: AlertShop): Promise<string> {
  const { claim } = round;
  let known: Known | undefined = claim.memory === "" ? undefined : (JSON.parse(claim.memory) as Known);
  for (const { id, news } of unknownNews(claim)) {
    const number = await incidentFor(news, known?.number, [round, shop]);
    if (number === undefined) continue;
    await handOver({ id, news, number }, round, shop);
    known = { number, print: news.print };
  }
  return known ? JSON.stringify(known) : "";
}

/** The incident that the news belongs to; undefined when it only ends what never began. */
async function incidentFor(
  news: AlertNews,
  known: number | undefined,
  [round, shop]: [Round, AlertShop],
): Promise<number | undefined> {
  const { claim, policy } = round;
  const now = shop.clock.now();
  const since = +now.minus(policy.alerts.reopenWithin).minus({ days: 1 });
  const where = { place: claim, label: policy.trigger, since };
  const number = known ?? (await shop.desk.issueOf(claim.lane, where, +now));
  if (news.status === "resolved") return number;
  const last = number === undefined ? undefined : await look({ ...claim, number }, news, [round, shop]);
  if (last === "goes on") return number;
  const previous = last === "over" ? number : undefined;
  return openForAlert({ news, previous, after: number ?? 0 }, round, shop);
}

/** Whether the incident takes the news up: it is open, or was ended by hand and the news only repeats, or fires again soon. */
async function look(
  place: Place,
  news: AlertNews,
  [{ policy }, { github, seal }]: [Round, AlertShop],
): Promise<"goes on" | "over" | "gone"> {
  const issue = await github.issue(place);
  if (!issue) return "gone";
  const { comments } = await github.thread(place);
  const card = cardAmong(comments.flatMap((comment) => markedComment(comment, [issue.nodeId], seal)));
  const timeline = card ? parseState(card.marker.text).timeline : [];
  const endedAt = incidentOf(issue, timeline).ended?.at ?? issue.closed?.at;
  if (!endedAt) return "goes on";
  return afterTheEnd(timeline, { news, endedAt }, policy.alerts) === "new" ? "over" : "goes on";
}

/** To the incident's own lane, where everything about it is decided. */
async function handOver(
  { id, news, number }: { id: string; news: AlertNews; number: number },
  { claim, home }: Round,
  { store, clock }: AlertShop,
): Promise<void> {
  const { installation, repository } = claim;
  const at = { lane: `${home.id}#${number}`, installation, repository, number };
  const told = `${id}#${number}`;
  await store.accept([{ ...at, id: told, contentKey: told, body: printNotice({ alert: news }) }], +clock.now());
}
