// Shows every decision as the data that it is, the latest first; new ones are added, the others stay as they are.
import { make } from "./elements.ts";
import type { Decided } from "./play.ts";
import { printTime, type View } from "./view.ts";

/** More would make the page slow; the oldest go. */
const MOST = 100;

/** `isFresh`: another play, or another language. */
export function showDecisions(place: HTMLElement, view: View, isFresh: boolean): void {
  const { decisions } = view.play;
  const shown = isFresh ? 0 : Number(place.dataset.shown);
  place.dataset.shown = String(decisions.length);
  if (shown === 0) place.replaceChildren();
  for (const decided of decisions.slice(shown)) place.prepend(decision(decided, view));
  while (place.children.length > MOST) place.lastElementChild?.remove();
  if (decisions.length === 0) place.append(make("li", { class: "quiet" }, view.words("decisions.none")));
}

function decision({ facts, effects, wakeAt }: Decided, view: View): HTMLElement {
  const { words } = view;
  const kinds = effects.map((effect) => (effect.do === "say" ? `say ${effect.kind}` : effect.do));
  const filling = {
    time: printTime(view, facts.now),
    issue: `#${facts.issue.number}`,
    effects: kinds.join(", ") || "–",
  };
  const again = wakeAt ? words("decision.again", { time: printTime(view, wakeAt) }) : "";
  const details = make("details", {}, make("summary", {}, words("decision", filling)));
  const print = () => details.append(make("pre", { tabindex: "0" }, JSON.stringify({ effects, wakeAt }, null, 2)));
  details.addEventListener("toggle", print, { once: true });
  return make("li", {}, details, make("span", { class: "quiet" }, again));
}
