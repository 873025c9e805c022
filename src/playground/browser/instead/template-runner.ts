// Stands in the page for the thread in which repositories' own templates run: a page renders none.
import type { TemplateRunner } from "../../../adapters/template-runner.ts";
import { templateFinding } from "../../../domain/template-finding.ts";

export const templateRunner = (): TemplateRunner => ({
  render: async () => ({ template: undefined, finding: templateFinding("failed"), isCertain: false }),
  stop: async () => {},
});
