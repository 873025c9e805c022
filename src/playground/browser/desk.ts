// The desk: who one is, and the forms and buttons by which one says or does something.
import { COMMANDS } from "../../commands/index.ts";
import { labelLooks } from "../../domain/labels.ts";
import { PEOPLE } from "../scenery.ts";
import { type Act, LOGINS } from "./acts.ts";
import { button, find, make } from "./elements.ts";
import { policyIn, type View } from "./view.ts";

type Login = (typeof LOGINS)[number];

/** Puts the people there, and calls `act` with whatever is done; `view` is what is seen then. */
export function openDesk(view: () => View, act: (act: Act) => void): void {
  find("people").append(...LOGINS.map(person));
  const send = (form: string, actOf: (fields: FormData, pressed: string) => Act) =>
    find<HTMLFormElement>(form).addEventListener("submit", (event) => {
      event.preventDefault();
      const own = event.currentTarget as HTMLFormElement;
      act(actOf(new FormData(own), (event.submitter as HTMLButtonElement | null)?.value ?? ""));
      if (form !== "edit" && form !== "configure") own.reset();
    });
  const field = (fields: FormData, name: string) => String(fields.get(name) ?? "").replaceAll("\r\n", "\n");
  send("open", (fields) => ["open", speaker(), field(fields, "title"), field(fields, "body")]);
  send("say", (fields) => ["say", speaker(), view().issue, field(fields, "text")]);
  send("edit", (fields) => ["edit", speaker(), view().issue, field(fields, "body")]);
  send("configure", (fields) => ["policy", speaker(), field(fields, "text")]);
  send("label", (fields, pressed) => [
    pressed === "unlabel" ? "unlabel" : "label",
    speaker(),
    view().issue,
    field(fields, "name"),
  ]);
  find("text").addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
    if (key === "Enter" && (ctrlKey || metaKey)) find<HTMLFormElement>("say").requestSubmit();
  });
  const press = (id: string, actOf: () => Act) => find(id).addEventListener("click", () => act(actOf()));
  press("close", () => ["close", speaker(), view().issue, "completed"]);
  press("dismiss", () => ["close", speaker(), view().issue, "not_planned"]);
  press("reopen", () => ["reopen", speaker(), view().issue]);
  press("to-next", () => ["next"]);
  for (const one of document.querySelectorAll<HTMLElement>("[data-minutes]")) {
    one.addEventListener("click", () => act(["wait", Number(one.dataset.minutes)]));
  }
}

function person(login: Login, index: number): HTMLElement {
  const choice = make("input", { type: "radio", name: "login", value: login, checked: index === 0 });
  return make("label", {}, choice, ` ${login} `, make("span", { class: "quiet" }, PEOPLE[login]));
}

function speaker(): Login {
  return (document.querySelector<HTMLInputElement>("input[name=login]:checked")?.value ?? "alice") as Login;
}

/** What the desk offers for the issue that is looked at. */
export function showDesk(view: View): void {
  const { words, issue, play } = view;
  const thread = play.issues().get(issue);
  find("open").hidden = thread !== undefined;
  find("deeds").hidden = !thread;
  find("closing").hidden = thread?.state !== "open";
  find("reopen").hidden = thread?.state === "open";
  find("say-text").textContent = words("say.text", { issue: `#${issue}` });
  put("body", thread?.body ?? "", String(issue));
  put("policy", play.policy());
  find("labels").replaceChildren(...labelLooks(policyIn(view)).map(({ name }) => make("option", { value: name })));
}

/** What somebody is about to change there stays, as long as it is about the same thing. */
function put(id: string, text: string, about = ""): void {
  const place = find<HTMLTextAreaElement>(id);
  const isTouched = place.value !== place.defaultValue && place.dataset.about === about;
  place.defaultValue = text;
  place.dataset.about = about;
  if (!isTouched) place.value = text;
}

/** Every command, to be put into the comment; in the page's language. */
export function showCommands({ words: { locale } }: View): void {
  const text = find<HTMLTextAreaElement>("text");
  const rows = COMMANDS.map(({ name, usage, summary }) => {
    const put = () => {
      text.value = `${text.value.replace(/(?<=[^\n])$/, "\n")}/${name} `;
      text.focus();
    };
    return make("li", {}, button(`/${name} ${usage[locale]}`.trim(), put), ` ${summary[locale].replaceAll("`", "")}`);
  });
  find("commands").replaceChildren(...rows);
}
