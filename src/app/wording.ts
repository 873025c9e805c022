// Renders messages in a repository's own words where it has some that work, else in ours.
import type { DateTime } from "luxon";
import type { Logger } from "pino";
import type { Clock } from "../adapters/clock.ts";
import { asPlain } from "../adapters/plain-text.ts";
import type { Claim, Store } from "../adapters/store/port.ts";
import type { Rendered, TemplateRunner } from "../adapters/template-runner.ts";
import type { Templates } from "../adapters/templates.ts";
import type { Message } from "../domain/effects.ts";
import type { Policy } from "../domain/policy.ts";
import type { TemplateProblem } from "../domain/template-finding.ts";
import { createFailedTemplates } from "./failed-templates.ts";

/** Whose words they are, and in which language. */
export interface Home {
  readonly claim: Pick<Claim, "lane" | "installation" | "repository">;
  readonly policy: Pick<Policy, "locale" | "timezone" | "templates">;
}

export interface Wording {
  /** Our own words where the repository has none, or where its own fail. Throws when a field that ours use is missing. */
  render(message: Message, home: Home): Promise<string>;
  /** What is no Markdown, always in our own words. Throws as `render` does. */
  plain(message: Message, home: Pick<Home, "policy">): string;
  /** What is wrong with the repository's own templates as they are now, whether seen before or when they were rendered. */
  failures(home: Home): Promise<TemplateProblem[]>;
}

interface Parts {
  readonly builtIn: Templates;
  readonly runner: TemplateRunner;
  readonly store: Pick<Store, "recall" | "remember" | "wake">;
  /** What is wrong with a repository's own templates before they are ever rendered. */
  readonly problemsIn: (repository: string) => readonly TemplateProblem[];
  readonly clock: Clock;
  readonly log: Logger;
}

/** How long a repository's own words are left out when the machine was too busy to tell whether they are slow. */
const REST = { minutes: 5 };

export function createWording({ builtIn, runner, store, problemsIn, clock, log }: Parts): Wording {
  const failed = createFailedTemplates(store);
  const resting = new Map<string, DateTime>();
  const note = async (rendered: Exclude<Rendered, { text: string }>, { claim, policy }: Home): Promise<void> => {
    const { template: name, finding, isCertain } = rendered;
    const { lane, installation, repository } = claim;
    log.warn({ lane, template: name, finding }, "a repository's own template failed; ours stands in its place");
    if (!isCertain) resting.set(repository, clock.now().plus(REST));
    if (!isCertain || name === undefined) return;
    await failed.add(repository, { name, source: policy.templates?.get(name) ?? "", finding });
    // Its notice is written on the repository's own lane.
    const [own = lane] = lane.split("#");
    await store.wake({ lane: own, installation, repository, number: 0 }, +clock.now());
  };
  return {
    async render(message, home) {
      const { repository } = home.claim;
      const { locale, timezone, templates: own } = home.policy;
      if (own?.size && clock.now() >= (resting.get(repository) ?? 0)) {
        const templates = await failed.without(repository, own);
        const rendered = templates.size > 0 && (await runner.render(message, { locale, timezone, templates }));
        if (rendered && "text" in rendered) return rendered.text;
        if (rendered) await note(rendered, home);
      }
      return builtIn.render(message, { locale, timezone });
    },
    plain: (message, { policy: { locale, timezone } }) => builtIn.render(asPlain(message), { locale, timezone }),
    async failures({ claim, policy: { templates } }) {
      const { repository } = claim;
      return [...problemsIn(repository), ...(templates?.size ? await failed.among(repository, templates) : [])];
    },
  };
}
