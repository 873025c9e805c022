// The demo's page: one issue, who says what, and the buttons that move it on. Plain HTML, no script.
import { labelLooks } from "../domain/labels.ts";
import { DEFAULT_POLICY } from "../domain/policy.ts";
import { escapeHtml, renderMarkdown } from "./demo-markdown.ts";
import { STYLE } from "./demo-style.ts";
import type { Thread } from "./github/index.ts";
import { PEOPLE, REPOSITORY, type Stage } from "./stage.ts";

export interface Notice {
  /** Who is at the keyboard: chosen in every form until somebody else is. */
  readonly who: string;
  readonly problem?: string;
}

const MOVES = { "+5 min": 5, "+1 h": 60, "+48 h": 48 * 60 };
const REACTIONS: Record<string, string> = { eyes: "👀", "+1": "👍", confused: "😕" };

/** undefined when there is no such issue. */
export function renderPage(stage: Stage, number: number, { who, problem }: Notice): string | undefined {
  const issues = issuesOf(stage);
  const thread = issues.get(number);
  if (!thread) return undefined;
  const form = (deed: string, inner: string) =>
    `<form method="post" action="/issues/${number}/${deed}">${inner}</form>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>#${number} ${escapeHtml(thread.title)}</title><style>${STYLE}</style></head><body>
<header><nav>${renderIssues(issues, number, who)}</nav>
${form("time", `<input type="hidden" name="as" value="${escapeHtml(who)}"><time>${stage.clock.now().toFormat("yyyy-MM-dd HH:mm")} UTC</time> ${renderMoves()}`)}</header>
<main><h1>${escapeHtml(thread.title)} <small>${REPOSITORY}#${number}</small></h1>
${problem ? `<p class="problem" role="alert">${escapeHtml(problem)}</p>` : ""}
<p>${renderState(thread)}</p>
${renderSpoken("the issue", thread.body ?? "")}
${thread.comments.map(renderComment).join("\n")}
<section><h2>Say or do something</h2>
${form("comment", renderTalk(who, number, thread.state === "open"))}
${form("label", renderLabelling(who, number))}
</section>
<section><h2>Open another incident</h2>${form("open", renderOpening(who))}</section></main></body></html>
`;
}

/** Every issue there is; the playground counts them from 1. */
function issuesOf({ github }: Stage): Map<number, Thread> {
  const issues = new Map<number, Thread>();
  try {
    for (let number = 1; ; number++) issues.set(number, github.thread(REPOSITORY, number));
  } catch {
    return issues;
  }
}

function renderIssues(issues: Map<number, Thread>, current: number, who: string): string {
  const links = [...issues].map(([number, { title, state }]) => {
    const mark = number === current ? ' aria-current="page"' : "";
    const name = `${state === "open" ? "🟢" : "🟣"} #${number} ${escapeHtml(title)}`;
    return `<a href="/issues/${number}?as=${encodeURIComponent(who)}"${mark}>${name}</a>`;
  });
  return links.join(" ");
}

function renderMoves(): string {
  return Object.entries(MOVES)
    .map(([name, minutes]) => `<button name="minutes" value="${minutes}">${name}</button>`)
    .join(" ");
}

function renderState({ state, state_reason, labels, assignees }: Thread): string {
  const reason = state_reason ? ` (${state_reason.replaceAll("_", " ")})` : "";
  const tags = labels.map((label) => `<span class="label">${escapeHtml(label)}</span>`).join(" ");
  const people = assignees.length > 0 ? ` · assigned to ${assignees.map(escapeHtml).join(", ")}` : "";
  return `<strong>${state}</strong>${reason} ${tags}${people}`;
}

function renderComment({ user, body, created_at, updated_at, pinned, reactions }: Thread["comments"][number]): string {
  const edited = updated_at === created_at ? "" : `, edited ${updated_at.slice(11, 16)}`;
  const faces = reactions.map(({ content }) => REACTIONS[content] ?? content).join(" ");
  const who = `${pinned ? "📌 " : ""}${user} · ${created_at.slice(0, 16).replace("T", " ")}${edited} ${faces}`;
  return renderSpoken(who, body);
}

function renderSpoken(who: string, body: string): string {
  return `<article><h2>${escapeHtml(who)}</h2>${renderMarkdown(body)}</article>`;
}

function renderWho(who: string): string {
  const options = Object.entries(PEOPLE).map(
    ([login, role]) => `<option value="${login}"${login === who ? " selected" : ""}>${login} (${role})</option>`,
  );
  return `<label>as <select name="as">${options.join("")}</select></label>`;
}

function renderTalk(who: string, number: number, isOpen: boolean): string {
  const closing = `<button formaction="/issues/${number}/close" name="reason" value="completed">Close as completed</button>
<button formaction="/issues/${number}/close" name="reason" value="not_planned">Close as not planned</button>`;
  return `<label>Comment <textarea name="body" rows="4" placeholder="/ack looking at the database"></textarea></label>
${renderWho(who)} <button>Comment</button>
${isOpen ? closing : `<button formaction="/issues/${number}/reopen">Reopen</button>`}`;
}

function renderLabelling(who: string, number: number): string {
  const known = labelLooks(DEFAULT_POLICY).map(({ name }) => `<option value="${escapeHtml(name)}">`);
  return `<label>Label <input name="label" list="labels" required></label>
<datalist id="labels">${known.join("")}</datalist>
${renderWho(who)} <button>Add</button> <button formaction="/issues/${number}/unlabel">Remove</button>`;
}

function renderOpening(who: string): string {
  return `<label>Title <input name="title" required maxlength="256" placeholder="[P1] Login is broken"></label>
<label>Text <textarea name="body" rows="3"></textarea></label>
${renderWho(who)} <button>Open with the label “incident”</button>
<small>GitHub ignores labels from people who may only read: as dave, it is an ordinary issue.</small>`;
}
