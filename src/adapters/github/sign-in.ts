// Signing in with GitHub, and what GitHub lets whoever signed in read: asked with their own token, never with ours.
import { timedFetch } from "./fetch.ts";
import { webRootOf } from "./web-root.ts";

export interface SignInOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** GitHub's API root; undefined for github.com. */
  readonly apiUrl?: string | undefined;
}

export interface SignIn {
  /** GitHub's page that asks. `challenge` is the verifier's SHA-256 in base64url (PKCE). */
  askAt(request: { state: string; challenge: string; redirect: string }): string;
  /** The token for a code, with the seconds it is good for where GitHub says so; undefined when the code is no good. */
  exchange(given: { code: string; verifier: string; redirect: string }): Promise<Granted | undefined>;
  /** The login behind a token. Throws TokenOver, and whatever keeps GitHub from answering. */
  loginOf(token: string): Promise<string>;
  /** The ids of the repositories that the user reads and the App is installed on. Throws as `loginOf` does. */
  readable(token: string): Promise<ReadonlySet<number>>;
}

export interface Granted {
  readonly token: string;
  readonly seconds?: number;
}

/** GitHub does not take the token (any more). */
export class TokenOver extends Error {
  override readonly name = "TokenOver";
}

/** Pages of a hundred: nobody's list is read further than this. */
const MOST_PAGES = 100;

export function createSignIn({ clientId, clientSecret, apiUrl = "https://api.github.com" }: SignInOptions): SignIn {
  const [api, web] = [apiUrl.replace(/\/+$/, ""), webRootOf(apiUrl)];
  return {
    askAt({ state, challenge, redirect }) {
      const query = { client_id: clientId, redirect_uri: redirect, state, code_challenge: challenge };
      return `${web}/login/oauth/authorize?${new URLSearchParams({ ...query, code_challenge_method: "S256" })}`;
    },
    async exchange({ code, verifier, redirect }) {
      const form = { client_id: clientId, client_secret: clientSecret, code, redirect_uri: redirect };
      const response = await timedFetch(`${web}/login/oauth/access_token`, {
        method: "POST",
        headers: { accept: "application/json", "user-agent": "tocsin" },
        body: new URLSearchParams({ ...form, code_verifier: verifier }),
      });
      if (!response.ok) throw new Error(`GitHub answered ${response.status} when a code was exchanged`);
      // GitHub says 200 to a code that is no good as well.
      const granted = (await response.json()) as { access_token?: unknown; expires_in?: unknown };
      if (typeof granted.access_token !== "string") return undefined;
      const seconds = typeof granted.expires_in === "number" ? granted.expires_in : undefined;
      return { token: granted.access_token, seconds };
    },
    loginOf: async (token) => ((await ask(`${api}/user`, token)) as { login: string }).login,
    async readable(token) {
      const read = new Set<number>();
      for (const { id, suspended_at } of await all<Installation>(`${api}/user/installations`, token)) {
        if (suspended_at) continue;
        const list = `${api}/user/installations/${Number(id)}/repositories`;
        for (const repository of await all<{ id: number }>(list, token)) read.add(repository.id);
      }
      return read;
    },
  };
}

interface Installation {
  readonly id: number;
  readonly suspended_at?: string | null;
}

/** A list that GitHub wraps in an object beside its `total_count`, read to its end. */
async function all<Item>(url: string, token: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const body = (await ask(`${url}?per_page=100&page=${page}`, token)) as Record<string, unknown>;
    const found = (body.installations ?? body.repositories ?? []) as Item[];
    items.push(...found);
    if (found.length < 100) break;
  }
  return items;
}

async function ask(url: string, token: string): Promise<unknown> {
  const headers = { accept: "application/vnd.github+json", authorization: `Bearer ${token}`, "user-agent": "tocsin" };
  const response = await timedFetch(url, { headers });
  if (response.status === 401) throw new TokenOver("GitHub does not take the token any more");
  if (!response.ok) throw new Error(`GitHub answered ${response.status} when asked what somebody may read`);
  return response.json();
}
