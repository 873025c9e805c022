// The page as a whole: performs what is done in it, one act after the other, and keeps its link in the address.
import { type Act, readActs } from "./acts.ts";
import { openDesk } from "./desk.ts";
import { find } from "./elements.ts";
import { printLink, type Story } from "./link.ts";
import { createPlay } from "./play.ts";
import { show, showNews, showProblem } from "./show.ts";
import { PAGES } from "./stage.ts";
import type { Look, View } from "./view.ts";
import type { Words } from "./words.ts";

export interface Page {
  /** Begins another play. Resolves when it has been lived through and is shown. */
  begin(story: Story): Promise<void>;
  /** Says everything in another language. */
  speak(words: Words): void;
}

type Complain = (error: unknown) => void;

/** `complain` hears of the app's troubles; the first story is shown when this resolves. */
export async function createPage(story: Story, words: Words, complain: Complain): Promise<Page> {
  let view = await beginning(story, words, complain);
  const next = createTurns(complain);
  const look: Look = (issue, comment) => {
    view = { ...view, issue };
    show(view, look, false);
    if (comment) find(`c${comment}`).focus();
  };
  const act = async (one: Act) => {
    const focus = document.activeElement as HTMLElement | null;
    view = await performed(one, view);
    show(view, look, false);
    showNews(view, look);
    // What was pressed may be gone; the keyboard goes on where the next thing is said.
    if (focus?.offsetParent === null && focus !== document.body) find("text").focus();
    history.replaceState(null, "", `#${printLink(view.play.story())}`);
  };
  openDesk(
    () => view,
    (one) => void next(() => act(one)),
  );
  find("another").addEventListener("click", () => {
    look(0);
    find("title").focus();
  });
  followLinks(find("thread"), look);
  show(view, look, true);
  return {
    begin: (other) =>
      next(async () => {
        view = await beginning(other, view.words, complain);
        find("news").replaceChildren();
        show(view, look, true);
      }),
    speak(other) {
      view = { ...view, words: other };
      show(view, look, true);
    },
  };
}

async function beginning(story: Story, words: Words, complain: Complain): Promise<View> {
  const play = await createPlay(story, complain);
  return { play, words, issue: 1, before: play.issues() };
}

/** What is seen after an act. When it could not be done, that is said. */
async function performed(act: Act, view: View): Promise<View> {
  const { play, words } = view;
  const before = play.issues();
  if (!readActs([...play.story().acts, act])) {
    showProblem(words("full"));
    return { ...view, before };
  }
  const refusal = await play.act(act);
  showProblem(refusal && words("refused", { reason: refusal }));
  const isOpened = act[0] === "open" && play.issues().size > before.size;
  return { ...view, before, issue: isOpened ? before.size + 1 : view.issue };
}

/** Two acts at once would move the same clock; each waits for the one before it. */
function createTurns(complain: Complain): (work: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve();
  return (work) => {
    last = last.then(work).catch(complain);
    return last;
  };
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
