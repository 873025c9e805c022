// The notice of a wrong configuration: one issue per repository that says where and why, edited in place, and closed
// when the file is right again.
import type { DateTime } from "luxon";
import type { Place } from "../adapters/github/port.ts";
import type { Claim } from "../adapters/store/port.ts";
import { labelIn } from "../domain/labels.ts";
import { printMarker } from "../domain/marker.ts";
import type { Policy } from "../domain/policy.ts";
import type { TemplateProblem } from "../domain/template-finding.ts";
import { type OwnIssue, openIssueOf } from "./own-issue.ts";
import type { Problem } from "./policies.ts";
import { post, type Tools } from "./post.ts";

type Shop = Tools & { readonly clock: { now(): DateTime } };

interface Looked {
  readonly policy: Policy;
  readonly problems: readonly Problem[];
  /** What is wrong with the repository's own templates. */
  readonly templates: readonly TemplateProblem[];
  /** The repository was never met by this store, so somebody else may have opened a notice. */
  readonly isNew: boolean;
}

/** Brings the notice to what it should be. Called on the repository's own lane. */
export async function noticePolicy(claim: Claim, looked: Looked, shop: Shop): Promise<void> {
  const { policy, problems, templates, isNew } = looked;
  const isWrong = problems.length + templates.length > 0;
  const note = `notice:${claim.lane}`;
  const known = await shop.store.recall(note);
  if (!isWrong && !known && !isNew) return;
  const place: Place = { ...claim, number: 0 };
  const label = labelIn(policy, "tocsin: configuration");
  const open = await openIssueOf(place, { label, kind: "policy", lane: claim.lane }, shop);
  if (isWrong) await say({ claim, policy, problems, templates, label, open }, shop);
  else if (open) await shop.github.update({ ...place, number: open.number }, { state: "closed", reason: "completed" });
  await shop.store.remember(note, isWrong ? "open" : "");
}

interface Notice {
  readonly claim: Claim;
  readonly policy: Policy;
  readonly problems: readonly Problem[];
  readonly templates: readonly TemplateProblem[];
  readonly label: string;
  readonly open: OwnIssue | undefined;
}

async function say({ claim, policy, problems, templates, label, open }: Notice, shop: Shop): Promise<void> {
  // What says that a template is wrong must not be one of them.
  const home = { claim, policy: { ...policy, templates: undefined } };
  const render = (template: string, data: object) => shop.templates.render({ template, data: { ...data } }, home);
  const marker = printMarker({ kind: "policy", text: problems[0]?.file ?? "" }, claim.lane, shop.seal);
  const wrong = problems.map((one) => ({ ...one, template: `policy-findings/${one.reason}` }));
  const findings = templates.map((one) => ({ ...one, template: `template-findings/${one.reason}` }));
  const parts = [
    ...(wrong.length > 0 ? [await render("policy-problem", { problems: wrong })] : []),
    ...(findings.length > 0 ? [await render("template-problems", { findings })] : []),
  ];
  const body = [...parts, marker].join("\n\n");
  const place: Place = { ...claim, number: open?.number ?? 0 };
  if (open?.body === body) return;
  if (open) return shop.github.update(place, { body });
  const issue = { title: await render("policy-problem-title", {}), body, labels: [label], assignees: [] };
  // Each file that goes wrong after it was right has a notice of its own.
  const key = `policy:${+shop.clock.now()}`;
  await post(
    { key, write: async () => (await shop.github.openIssue(place, issue)).number },
    { claim, now: shop.clock.now() },
    shop,
  );
}
