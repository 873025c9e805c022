// The page as a whole: shows a play, performs what is done in it, and keeps its link in the address.
import type { Act } from "./acts.ts";
import { openDesk, showCommands, showDesk } from "./desk.ts";
import { button, find } from "./elements.ts";
import { printLink, type Story } from "./link.ts";
import { type Issues, newComments, printNews } from "./news.ts";
import { createPlay } from "./play.ts";
import { showClocks } from "./show-clocks.ts";
import { showDecisions } from "./show-decisions.ts";
import { showThread } from "./show-thread.ts";
import { PAGES } from "./stage.ts";
import { type Look, printTime, type View } from "./view.ts";
import type { Words } from "./words.ts";

export interface Page {
  /** Begins another play. Resolves when it has been lived through and is shown. */
  begin(story: Story): Promise<void>;
  /** Says everything in another language. */
  speak(words: Words): void;
}

/** `complain` hears of the app's troubles; the first story is shown when this resolves. */
export async function createPage(story: Story, words: Words, complain: (error: unknown) => void): Promise<Page> {
  let view: View = { play: await createPlay(story, complain), words, issue: 1 };
  let before: Issues = view.play.issues();
  // Two acts at once would move the same clock; each waits for the one before it.
  let last: Promise<unknown> = Promise.resolve();
  const next = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work).catch(complain);
    last = done;
    return done;
  };
  const look: Look = (issue, comment) => {
    view = { ...view, issue };
    show(view, before, look, false);
    if (comment) find(`c${comment}`).focus();
  };
  const begin = (other: Story) =>
    next(async () => {
      view = { ...view, play: await createPlay(other, complain), issue: 1 };
      before = view.play.issues();
      find("news").replaceChildren();
      find("problem").hidden = true;
      show(view, before, look, true);
    });
  const act = (one: Act) =>
    next(async () => {
      before = view.play.issues();
      const refusal = await view.play.act(one);
      const after = view.play.issues();
      if (one[0] === "open" && after.size > before.size) view = { ...view, issue: before.size + 1 };
      showProblem(refusal && view.words("refused", { reason: refusal }));
      show(view, before, look, false);
      find("news").replaceChildren(printNews(before, view, look));
      keepLink(view);
    });
  openDesk(
    () => view,
    (one) => void act(one),
  );
  find("another").addEventListener("click", () => look(0));
  followLinks(find("thread"), look);
  show(view, before, look, true);
  return {
    begin,
    speak(other) {
      view = { ...view, words: other };
      show(view, before, look, true);
    },
  };
}

/** Everything that depends on the play. `isFresh`: nothing that is there already may stay. */
function show(view: View, before: Issues, look: Look, isFresh: boolean): void {
  const fresh = new Set(newComments(before, view.play.issues()).map(({ comment }) => comment.id));
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
  find("issues").replaceChildren(...buttons);
}

export function showProblem(text: string | undefined): void {
  const place = find("problem");
  place.textContent = text ?? "";
  place.hidden = !text;
}

function keepLink({ play }: View): void {
  history.replaceState(null, "", `#${printLink(play.story())}`);
}

/** Links to an issue of the local GitHub lead there; others lead where they say, in another window. */
function followLinks(place: HTMLElement, look: Look): void {
  place.addEventListener("click", (event) => {
    const link = (event.target as Element).closest("a");
    if (!link) return;
    const [, issue, comment] = /\/(?:issues|pull)\/(\d+)(?:#issuecomment-(\d+))?/.exec(link.href) ?? [];
    link.target = "_blank";
    if (!link.href.startsWith(PAGES)) return;
    event.preventDefault();
    if (issue) look(Number(issue), comment ? Number(comment) : undefined);
  });
}
