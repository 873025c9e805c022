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
/** Where code and tickets are kept, by what such hosts are called. */
const FORGE_HOST =
  /github|gitlab|atlassian|(?:^|[^a-z0-9-])(?:git|ghe|ghes|gitea|forgejo|bitbucket|jira|confluence)[\w-]*\./;
/** The paths of repositories, wherever they are hosted. */
const FORGE = /\/(?:issues|pulls?|merge_requests|commits?|discussions|actions|blob|tree|compare|releases)(?:\/|$)/i;

/** Whether a link, with or without its scheme, may be shown to anybody. What it carries along counts as well. */
export function isPublicLink(link: string, { owner, host }: Origin): boolean {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(link) ? link : `https://${link.replace(/^\/\//, "")}`);
  // What no address needs may hide another one behind it.
  if (!/^[\w.~:/?#&=%+,;!$-]+$/.test(link)) return false;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.port) return false;
  const { hostname, pathname, search, hash } = url;
  const rest = decodedOnce(pathname + search + hash).toLowerCase();
  const isForge = hostname === host.toLowerCase() || FORGE_HOST.test(hostname) || FORGE_HOST.test(rest);
  const isOwn = owner !== "" && rest.split(/[^\w.-]+/).includes(owner.toLowerCase());
  return isPublicHost(hostname) && !isForge && !isOwn && !FORGE.test(rest) && !rest.includes("//");
}

/** Wrongly encoded it is taken as it stands. */
function decodedOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A name of the open web: with a dot, no bare number, and not one of a network's own. */
export function isPublicHost(name: string): boolean {
  const parts = name.toLowerCase().replace(/\.$/, "").split(".");
  return parts.length > 1 && /^[a-z][a-z0-9-]*$/.test(parts.at(-1) ?? "") && !parts.some((part) => INSIDE.test(part));
}
