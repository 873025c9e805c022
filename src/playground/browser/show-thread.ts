// Shows an issue as GitHub would: title, state and labels, then who said what. Unchanged comments stay as they are.
import { labelLooks } from "../../domain/labels.ts";
import { renderMarkdown } from "../demo-markdown.ts";
import type { Thread } from "../github/index.ts";
import { make } from "./elements.ts";
import { policyIn, printTime, type View } from "./view.ts";

const REACTIONS: Readonly<Record<string, string>> = { eyes: "👀", "+1": "👍", confused: "😕" };

interface Spoken {
  /** Of the comment; 0 is the issue's own text. */
  readonly id: number;
  readonly user: string;
  /** What stands behind the name. */
  readonly about: string;
  readonly body: string;
}

/** What each element on the page says. */
const said = new WeakMap<Element, string>();

/** Fills `place`; comments that `isNew` tells are marked. */
export function showThread(place: HTMLElement, view: View, isNew: (comment: number) => boolean): void {
  const thread = view.play.issues().get(view.issue);
  if (!thread) {
    place.replaceChildren(make("p", { class: "quiet" }, view.words("thread.none")));
    return;
  }
  const spoken = [opening(thread, view), ...thread.comments.map((comment) => commentIn(comment, view))];
  const elements = spoken.map((one) => {
    const element = elementOf(one, place.querySelector<HTMLElement>(`#c${one.id}`));
    element.classList.toggle("new", isNew(one.id));
    return element;
  });
  place.replaceChildren(heading(thread, view), ...elements);
}

function heading(thread: Thread, view: View): HTMLElement {
  const { words, issue } = view;
  const { state, state_reason } = thread;
  const reason = state_reason && state === "closed" ? ` (${state_reason.replaceAll("_", " ")})` : "";
  const badge = make("span", { class: `state ${state}` }, words(`state.${state}`) + reason);
  const labels = make("ul", { class: "labels", "aria-label": words("labels") });
  labels.append(...thread.labels.map((name) => make("li", {}, label(name, view))));
  const people = thread.assignees.join(", ");
  const title = make("h3", {}, thread.title, " ", make("span", { class: "quiet" }, `#${issue}`));
  const assigned = people ? [make("p", { class: "quiet" }, words("assigned", { login: people }))] : [];
  return make("header", {}, title, make("p", {}, badge), labels, ...assigned);
}

/** With the colour that it has on GitHub, and the better readable of black and white. */
function label(name: string, view: View): HTMLElement {
  const look = labelLooks(policyIn(view)).find((one) => one.name === name);
  const element = make("span", { class: "label" }, name);
  if (!look) return element;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) =>
    linear(Number.parseInt(look.color.slice(at, at + 2), 16)),
  );
  const isLight = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179;
  element.style.background = `#${look.color}`;
  element.style.color = isLight ? "#000" : "#fff";
  return element;
}

/** A channel as light, by WCAG's definition. */
function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function opening({ user, created_at, body }: Thread, view: View): Spoken {
  return { id: 0, user, about: view.words("opened", { time: printTime(view, created_at) }), body: body ?? "" };
}

function commentIn(comment: Thread["comments"][number], view: View): Spoken {
  const { id, user, body, created_at, updated_at, pinned, reactions } = comment;
  const { words } = view;
  const edited = updated_at === created_at ? "" : `, ${words("edited", { time: printTime(view, updated_at) })}`;
  const faces = reactions.map(({ content }) => REACTIONS[content] ?? content).join(" ");
  const about = [`${printTime(view, created_at)}${edited}`, pinned && `📌 ${words("pinned")}`, faces];
  return { id, user, about: about.filter(Boolean).join(" · "), body };
}

/** What is on the page already stays, with whatever a reader has opened in it. */
function elementOf({ id, user, about, body }: Spoken, before: HTMLElement | null): HTMLElement {
  const text = `${user}\n${about}\n${body}`;
  if (before && said.get(before) === text) return before;
  const element = make("section", {
    class: user.endsWith("[bot]") ? "comment bot" : "comment",
    id: `c${id}`,
    tabindex: "-1",
  });
  // Every value in it is encoded by the renderer; its headings go below the comment's own.
  const html = renderMarkdown(body).replaceAll(/(?<=<\/?h)\d(?=>)/g, (depth) => String(Math.min(6, Number(depth) + 2)));
  element.innerHTML = `<div class="text">${html}</div>`;
  element.prepend(make("h4", {}, user, " ", make("span", { class: "quiet" }, about)));
  const wasOpen = [...(before?.querySelectorAll("details") ?? [])].map(({ open }) => open);
  for (const [at, details] of [...element.querySelectorAll("details")].entries()) details.open = wasOpen[at] ?? false;
  // What may be wider than the page can be scrolled with the keyboard.
  for (const wide of element.querySelectorAll(".wide")) wide.setAttribute("tabindex", "0");
  said.set(element, text);
  return element;
}
