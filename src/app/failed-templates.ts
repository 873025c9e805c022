// Remembers which of a repository's own templates failed, and why: none is tried again before its text is another.
import type { Store } from "../adapters/store/port.ts";
import type { Policy } from "../domain/policy.ts";
import { lineKey } from "../domain/split.ts";
import { type TemplateFinding, type TemplateProblem, templateProblem } from "../domain/template-finding.ts";

type Templates = NonNullable<Policy["templates"]>;

/** By the template's name; the key is its text's. */
type Failed = Readonly<Record<string, { readonly key: string; readonly finding: TemplateFinding }>>;

export interface FailedTemplates {
  /** Those of a repository's templates that are not known to fail. */
  without(repository: string, templates: Templates): Promise<Templates>;
  /** What failed among the templates as they are now, whoever found out. */
  among(repository: string, templates: Templates): Promise<TemplateProblem[]>;
  add(repository: string, failed: { name: string; source: string; finding: TemplateFinding }): Promise<void>;
}

export function createFailedTemplates(store: Pick<Store, "recall" | "remember">): FailedTemplates {
  const known = new Map<string, Failed>();
  const recall = async (repository: string): Promise<Failed> => {
    const failed = JSON.parse((await store.recall(noteOf(repository))) || "{}") as Failed;
    known.set(repository, failed);
    return failed;
  };
  return {
    async without(repository, templates) {
      const broken = namesIn(known.get(repository) ?? (await recall(repository)), templates);
      return broken.length === 0 ? templates : new Map([...templates].filter(([name]) => !broken.includes(name)));
    },
    async among(repository, templates) {
      const failed = await recall(repository);
      const names = namesIn(failed, templates);
      return names.flatMap((name) => (failed[name] ? [templateProblem(name, failed[name].finding)] : []));
    },
    async add(repository, { name, source, finding }) {
      const failed = { ...(await recall(repository)), [name]: { key: keyOf(name, source), finding } };
      known.set(repository, failed);
      await store.remember(noteOf(repository), JSON.stringify(failed));
    },
  };
}

const noteOf = (repository: string): string => `templates:${repository}`;
const keyOf = (name: string, source: string): string => lineKey({ name, rest: source });

/** Another text under the same name is another template. */
function namesIn(failed: Failed, templates: Templates): string[] {
  return Object.entries(failed).flatMap(([name, { key }]) => {
    const source = templates.get(name);
    return source !== undefined && keyOf(name, source) === key ? [name] : [];
  });
}
