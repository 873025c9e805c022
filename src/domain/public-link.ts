// Which addresses the public may be given: pages of the open web, nothing on GitHub and nothing inside a network.

/** Where the words come from: whose names are private there. */
export interface Origin {
  /** The account that the repository belongs to. */
  readonly owner: string;
  /** GitHub's own host, which may be an Enterprise Server. */
  readonly host: string;
}

/** Names that only a network of one's own knows. */
const INSIDE = /^(?:local|localhost|internal|intranet|corp|lan|home|private|localdomain|svc)$/;
/** The paths of repositories, wherever they are hosted. */
const FORGE = /\/(?:issues|pulls?|merge_requests|commits?|discussions|actions|blob|tree|compare|releases)(?:\/|$)/i;

/** Whether a link, with or without its scheme, may be shown to anybody. */
export function isPublicLink(link: string, { owner, host }: Origin): boolean {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(link) ? link : `https://${link.replace(/^\/\//, "")}`);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.port) return false;
  const { hostname, pathname } = url;
  const isForge = hostname === host.toLowerCase() || /github|gitlab|(?:^|\.)ghe\.com$/.test(hostname);
  const isOwn = owner !== "" && pathname.toLowerCase().split("/").includes(owner.toLowerCase());
  return isPublicHost(hostname) && !isForge && !isOwn && !FORGE.test(pathname);
}

/** A name of the open web: with a dot, no bare number, and not one of a network's own. */
export function isPublicHost(name: string): boolean {
  const parts = name.toLowerCase().replace(/\.$/, "").split(".");
  return parts.length > 1 && /^[a-z][a-z0-9-]*$/.test(parts.at(-1) ?? "") && !parts.some((part) => INSIDE.test(part));
}
