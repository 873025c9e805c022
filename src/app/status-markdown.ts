// The status page as a Markdown file, for whoever reads it where it is kept.
import type { Templates } from "../adapters/templates.ts";
import type { PublicIncident } from "../domain/public-incident.ts";
import { indicatorMessage, titleMessage, updateMessage } from "../domain/status-message.ts";
import type { Showing } from "./status-desk.ts";

/** What the file begins with: by this it is known as ours. */
export const FILE_MARK = "<!-- tocsin:status-page -->";

export function statusMarkdown({ page, url }: Showing, { builtIn }: { builtIn: Templates }): string {
  const { site, indicator, components, incidents } = page;
  const data = {
    ...{ title: site.title, url },
    ...indicatorMessage(indicator).data,
    components: components.map((one) => ({ name: one.name, ...indicatorMessage(one.indicator).data })),
    incidents: incidents.map(incidentData),
  };
  return `${FILE_MARK}\n${builtIn.render({ template: "status-file", data }, site)}\n`;
}

function incidentData(incident: PublicIncident) {
  const updates = incident.updates.map((update) => updateMessage(update).data);
  return { ...titleMessage(incident).data, isOver: incident.endedAt !== undefined, updates: updates.toReversed() };
}
