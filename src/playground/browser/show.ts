// Shows a view: everything on the page that depends on the play, the language, or the issue that is looked at.
import { showCommands, showDesk } from "./desk.ts";
import { button, find } from "./elements.ts";
import { freshIn, printNews } from "./news.ts";
import { showClocks } from "./show-clocks.ts";
import { showDecisions } from "./show-decisions.ts";
import { showThread } from "./show-thread.ts";
import { type Look, printTime, type View } from "./view.ts";

/** Everything that depends on the play. `isFresh`: nothing that is there already may stay. */
export function show(view: View, look: Look, isFresh: boolean): void {
  const fresh = freshIn(view);
  showTime(view);
  showIssues(view, look);
  showThread(find("thread"), view, (comment) => fresh.has(comment));
  showClocks(find("clocks"), view);
  showDecisions(find("decisions"), view, isFresh);
  showDesk(view);
  if (isFresh) showCommands(view);
  find("scenario").textContent = view.words(`scenario.${view.play.story().scenario.id}`);
}

function showTime(view: View): void {
  const { play, words } = view;
  const now = play.clock.now();
  const clock = find("now");
  clock.textContent = printTime(view, now);
  clock.setAttribute("datetime", now.toISO() ?? "");
  void play.nextDue().then((due) => {
    const text = due === undefined ? words("next.none") : words("next", { time: printTime(view, due) });
    find("next").textContent = text;
  });
}

function showIssues({ play, issue }: View, look: Look): void {
  const buttons = [...play.issues()].map(([number, { title }]) => {
    const one = button(`#${number} ${title}`, () => look(number));
    if (number === issue) one.setAttribute("aria-current", "true");
    return one;
  });
  const place = find("issues");
  const hasFocus = place.contains(document.activeElement);
  place.replaceChildren(...buttons);
  if (hasFocus) place.querySelector<HTMLElement>("[aria-current]")?.focus();
}

/** What the last act brought. */
export function showNews(view: View, look: Look): void {
  find("copied").textContent = "";
  find("news").replaceChildren(printNews(view, look));
}

export function showProblem(text: string | undefined): void {
  const place = find("problem");
  place.textContent = text ?? "";
  place.hidden = !text;
}
