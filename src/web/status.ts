// The door of status pages: public, the same for everybody, and the same 404 for what is missing, private or switched off.
import { digestOf } from "../adapters/digest.ts";
import type { Showing } from "../app/status-desk.ts";
import type { Frame } from "./pages.ts";
import type { Answer, Asked, Route } from "./routes.ts";
import { type StatusForm, statusForms } from "./status-forms.ts";

export interface StatusDoor {
  /** undefined: there is no such page, or not for the public. */
  show(repository: string): Promise<Showing | undefined>;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Whoever asks again within this time is given the same; milliseconds. A crowd then costs what one reader does. */
const FRESH = 2000;
const MOST_KEPT = 500;

const HEADERS = {
  // Short enough that news are news, long enough that a cache in front takes the crowd.
  "cache-control": "public, max-age=30, stale-while-revalidate=60",
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
  // There is no script in it, and nothing to send.
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

interface Kept {
  readonly until: number;
  readonly answer: Promise<Answer | undefined>;
}

/** The address without an ending comes last: a repository's name may look like one. */
export function statusRoutes({ pages, missing }: Frame, { show, now }: StatusDoor): Route[] {
  const kept = new Map<string, Kept>();
  const fresh = (key: string, write: () => Promise<Answer | undefined>) => {
    const known = kept.get(key);
    if (known && known.until > now()) return known.answer;
    if (kept.size >= MOST_KEPT) kept.clear();
    const answer = write();
    kept.set(key, { until: now() + FRESH, answer });
    answer.catch(() => kept.delete(key));
    return answer;
  };
  return statusForms(pages).map((form): Route => {
    const run = async ({ request, params, query }: Asked) => {
      const [repository, component] = [`${params["owner"]}/${params["repo"]}`, query.get("component") ?? ""];
      const key = JSON.stringify([form.ending, repository, form.ending === ".svg" && component]);
      return (await fresh(key, () => answerOf(form, show(repository), component))) ?? missing(request);
    };
    return { method: "GET", path: `/status/:owner/:repo${form.ending}`, run };
  });
}

async function answerOf(
  { type, write }: StatusForm,
  shown: Promise<Showing | undefined>,
  component: string,
): Promise<Answer | undefined> {
  const showing = await shown;
  const body = showing && write(showing, component);
  return body === undefined ? undefined : { type, headers: { ...HEADERS, etag: `"${digestOf(body)}"` }, body };
}
