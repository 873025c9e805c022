// Shows the clocks of an incident as bars that fill up, each with its words.
import type { Reading } from "../../domain/facts.ts";
import { make } from "./elements.ts";
import { clocksAt, lastAbout } from "./play.ts";
import { policyIn, type View } from "./view.ts";

export function showClocks(place: HTMLElement, view: View): void {
  const { play, words, issue } = view;
  const about = lastAbout(issue, play.decisions);
  const clocks = about ? clocksAt(play.clock.now(), about) : [];
  const none = clocks.length === 0 ? [make("li", { class: "quiet" }, words("clocks.none"))] : [];
  place.replaceChildren(...none, ...clocks.map((reading) => clock(reading, view)));
}

function clock(reading: Reading, view: View): HTMLElement {
  const { words, play } = view;
  const say = (template: string) =>
    words.render({ template, data: { ...reading, asOf: play.clock.now() } }, policyIn(view).timezone);
  const bar = make("span", { class: "bar", "aria-hidden": "true" }, make("span", {}));
  bar.style.setProperty("--used", `${Math.round(usedOf(reading, +play.clock.now()) * 100)}%`);
  const name = make("strong", {}, say("clock-name"));
  const state = reading.state.replace(" ", "-");
  return make(
    "li",
    { class: `clock ${state}` },
    name,
    " ",
    say("clock-state"),
    bar,
    make("span", { class: "quiet" }, say("playground/clock")),
  );
}

/** The share of its time that a clock has used, from 0 to 1; by the wall, also where only working hours count. */
function usedOf({ start, due, done, target, left }: Reading, now: number): number {
  if (!due) return left ? 1 - +left / +target : 0;
  const share = ((done ? +done : now) - +start) / (+due - +start);
  return Math.min(1, Math.max(0, share));
}
