// The page's script: reads the link, sets language and theme, and begins.
import "./first.ts";
import type { Locale } from "../../adapters/template-helpers.ts";
import { loadTemplates } from "../../adapters/templates.ts";
import { find, make } from "./elements.ts";
import { parseLink, type Story } from "./link.ts";
import { createPage, type Page } from "./page.ts";
import { SCENARIOS } from "./scenarios.ts";
import { showProblem } from "./show.ts";
import { type Words, wordsFrom } from "./words.ts";

const START: Story = { scenario: SCENARIOS[0] ?? { id: "start", acts: [] }, acts: [] };

const wordsIn = (locale: Locale): Words => wordsFrom(loadTemplates(), locale);

/** What a visitor prefers, kept where the browser lets a page keep something. */
const preference = {
  get(name: string): string {
    try {
      return localStorage.getItem(`tocsin.${name}`) ?? "";
    } catch {
      return "";
    }
  },
  set(name: string, value: string): void {
    try {
      localStorage.setItem(`tocsin.${name}`, value);
    } catch {
      // Then it holds as long as the page.
    }
  },
};

function complain(error: unknown): void {
  console.error(error);
  showProblem(words("failed", { reason: error instanceof Error ? error.message : String(error) }));
}

/** Puts the words into their places; those of a play are put there with it. */
function say(all: Words): void {
  document.documentElement.lang = all.locale;
  for (const one of document.querySelectorAll<HTMLElement>("[data-word]")) {
    one.textContent = all(one.dataset.word ?? "");
  }
  for (const one of document.querySelectorAll("[data-label]")) {
    one.setAttribute("aria-label", all(one.getAttribute("data-label") ?? ""));
  }
  const scenarios = SCENARIOS.map(({ id }) =>
    make("li", {}, make("a", { href: `#${id}` }, all(`scenario.${id}`)), ` ${all(`scenario.${id}.about`)}`),
  );
  find("scenarios").replaceChildren(...scenarios);
}

/** The story that the address holds; a fresh start, and word of it, when it holds none that can be read. */
function storyOf(hash: string): Story {
  const story = hash.length > 1 ? parseLink(hash.slice(1)) : START;
  showProblem(story ? undefined : words("broken"));
  return story ?? START;
}

function wireSettings(page: Page): void {
  find("language").addEventListener("change", (event) => {
    words = wordsIn((event.target as HTMLSelectElement).value as Locale);
    preference.set("language", words.locale);
    say(words);
    page.speak(words);
  });
  find("theme").addEventListener("change", (event) => {
    const { value } = event.target as HTMLSelectElement;
    document.documentElement.dataset.theme = value;
    preference.set("theme", value);
  });
  const begin = async () => {
    const story = storyOf(location.hash);
    find<HTMLDetailsElement>("picker").open = false;
    await page.begin(story);
  };
  addEventListener("hashchange", () => void begin());
  find("scenarios").addEventListener("click", (event) => {
    // A link to where one is already changes no address, and begins anew all the same.
    if ((event.target as HTMLAnchorElement).hash === location.hash) void begin();
  });
  find("copy").addEventListener("click", () => {
    const copied = navigator.clipboard?.writeText(location.href) ?? Promise.reject(new Error("not allowed here"));
    copied.then(
      () => (find("copied").textContent = words("copied")),
      () => prompt(words("copy"), location.href),
    );
  });
}

const spoken = preference.get("language") || navigator.language.slice(0, 2);
let words = wordsIn(spoken === "fr" ? "fr" : "en");
document.documentElement.dataset.theme = preference.get("theme");
find<HTMLSelectElement>("language").value = words.locale;
find<HTMLSelectElement>("theme").value = preference.get("theme");
say(words);
createPage(storyOf(location.hash), words, complain).then(wireSettings, complain);
