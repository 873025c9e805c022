// Quick links: the policy's addresses with the incident's window, severity and components filled in. Pure.
import type { Incident } from "./incident.ts";
import type { Policy } from "./policy.ts";

export interface Link {
  readonly name: string;
  readonly url: string;
}

/** Looked at from a little before the start to a little after the end. */
const MARGIN = { minutes: 30 };
/** Of one address that names the component, as many as there are components: a card is no list of links. */
const MOST_COMPONENTS = 5;

/** Those for everything, then the severity's, then those of each affected component. */
export function linksOf(incident: Incident, policy: Policy): Link[] {
  const { severity = "", components } = incident;
  const own = policy.severities.find(({ name }) => name === severity)?.links ?? {};
  return [
    ...Object.entries({ ...policy.links, ...own }).flatMap(([name, url]) => expanded({ name, url }, incident)),
    ...components.slice(0, MOST_COMPONENTS).flatMap((component) => {
      const links = policy.components.find(({ name }) => name.toLowerCase() === component.toLowerCase())?.links ?? {};
      return Object.entries(links).map(([name, url]) => linkTo({ name, url }, component, incident));
    }),
  ];
}

/** One address for each affected component where it names one; none while none is known. */
function expanded(link: Link, incident: Incident): Link[] {
  if (!/\{\{component\}\}|%7B%7Bcomponent%7D%7D/i.test(link.url)) return [{ ...link, url: filled(link.url, incident) }];
  return incident.components.slice(0, MOST_COMPONENTS).map((component) => linkTo(link, component, incident));
}

function linkTo({ name, url }: Link, component: string, incident: Incident): Link {
  return { name: `${name} (${component})`, url: filled(url, incident, component) };
}

/** As it is copied from a browser, too: there `{{start}}` is `%7B%7Bstart%7D%7D`. */
function filled(url: string, { declaredAt, ended, severity = "" }: Incident, component = ""): string {
  const start = declaredAt.minus(MARGIN).toMillis();
  const end = ended ? ended.at.plus(MARGIN).toMillis() : "now";
  const values: Readonly<Record<string, unknown>> = { start, end, severity, component };
  // In one go: what was filled in is not filled in itself.
  return url.replace(/(?:\{\{|%7B%7B)(start|end|severity|component)(?:\}\}|%7D%7D)/gi, (_, name: string) =>
    encodeURIComponent(String(values[name.toLowerCase()])),
  );
}
