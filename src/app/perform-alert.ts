// Opens the issue of an alert's group, once, whatever becomes of the answer.
import type { NewIssue } from "../adapters/github/port.ts";
import type { Claim } from "../adapters/store/port.ts";
import type { AlertNews } from "../domain/alert.ts";
import { alertBody } from "../domain/alert-body.ts";
import { parseRaised, printRaised, type Raised } from "../domain/alert-marker.ts";
import { componentsOfNews, severityOfNews } from "../domain/alert-severity.ts";
import { severityLabel } from "../domain/labels.ts";
import { cut, encodeMarkdown, plainText } from "../domain/markdown.ts";
import type { Policy } from "../domain/policy.ts";
import { post, type Tools } from "./post.ts";

interface Opening {
  readonly news: AlertNews;
  /** The incident that the group had before, which is over. */
  readonly previous: number | undefined;
  /** The last issue of the group, also when it is gone; 0 for none. */
  readonly after: number;
}

interface Setting {
  readonly claim: Claim;
  readonly policy: Policy;
}

/** GitHub's longest title, in characters. */
const LONGEST_TITLE = 256;

/** The number of the new issue, or of the one that an earlier attempt opened. */
export async function openForAlert(opening: Opening, { claim, policy }: Setting, tools: Tools): Promise<number> {
  const place = { ...claim, number: 0 };
  const label = policy.trigger;
  const find = async (since: number) => {
    const issues = await tools.github.issuesWith(place, label, since);
    const isIt = (body: string) => parseRaised(body, tools.seal)?.group === claim.lane;
    return issues.find(({ number, body, isOurs }) => isOurs && number > opening.after && isIt(body))?.number;
  };
  const write = async () =>
    (await tools.github.openIssue(place, await written(opening, { claim, policy }, tools))).number;
  const posted = await post({ key: `alert:${opening.after}`, write, find }, { claim, now: tools.clock.now() }, tools);
  return posted.result;
}

async function written({ news, previous }: Opening, { claim, policy }: Setting, tools: Tools): Promise<NewIssue> {
  const severity = severityOfNews(news, policy);
  const raised: Raised = {
    group: claim.lane,
    severity,
    components: componentsOfNews(news, policy),
    since: news.since,
    heardAt: news.heardAt,
  };
  const home = { claim, policy };
  const body = await tools.templates.render(alertBody(news, policy, previous), home);
  const given = plainText(encodeMarkdown(news.title));
  const title = given || (await tools.templates.render({ template: "alert-title", data: {} }, home));
  return {
    title: cut(title, LONGEST_TITLE),
    body: `${body}\n\n${printRaised(raised, tools.seal)}\n`,
    labels: [policy.trigger, ...(severity ? [severityLabel(policy, severity)] : [])],
    assignees: [],
  };
}
