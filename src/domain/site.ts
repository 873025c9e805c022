// A site: all that a repository's public page needs besides its incidents, kept so that no page asks GitHub.
import { plainReading } from "./plain-reading.ts";
import type { Policy } from "./policy.ts";
import { publicText } from "./public-text.ts";
import type { StatusPagePolicy } from "./status-page-policy.ts";

export interface Site
  extends Pick<Policy, "locale" | "timezone">,
    Pick<StatusPagePolicy, "isOn" | "components" | "publish"> {
  /** The repository's id, which begins the lanes of its incidents. */
  readonly id: number;
  /** `owner/name`. */
  readonly repository: string;
  readonly title: string;
  /** The severities that are used, and whether updates of them are shown. */
  readonly severities: readonly { readonly name: string; readonly like: string; readonly isPublic: boolean }[];
}

export function siteOf(id: number, repository: string, policy: Policy): Site {
  const { locale, timezone, severities, statusPage } = policy;
  const { isOn, title, components, publish } = statusPage;
  const [owner = "", name = ""] = repository.split("/");
  const words = (text: string) => publicText(text, { owner, host: "github.com" });
  return {
    ...{ id, repository, locale, timezone, isOn, publish },
    title: words(title ?? "") || name,
    // A name that only looks like what it says is not shown at all.
    components: components
      .filter((one) => plainReading(one.name) === one.name)
      .map((one) => ({ name: one.name, description: words(one.description) })),
    severities: severities.map(({ name, like }) => ({ name, like, isPublic: statusPage.severities.includes(name) })),
  };
}

/** What is known of a repository: where it is reached, what it is called now, who may see it. */
export interface Sight {
  readonly installation: number;
  readonly repository: string;
  readonly isPublic: boolean;
}

/** Whether the public may see the page of that site: by the policy's word or the repository's own; unseen is unshown. */
export function isShown(site: Site, sight: Sight | undefined): boolean {
  return sight?.repository === site.repository && (site.isOn ?? sight.isPublic);
}
