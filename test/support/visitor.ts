// Somebody with a browser that keeps cookies and runs no script: signs in by the local GitHub and asks for pages.
import type { Stage } from "../../src/playground/stage.ts";

export interface Visitor {
  /** Follows no redirect; `path` is one of ours, or an address. */
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, headers?: Record<string, string>): Promise<Response>;
  /** `name=value` pairs, as a browser sends them. */
  cookie(): string;
}

/** Nobody is signed in yet. */
export function visitor({ url }: Pick<Stage, "url">): Visitor {
  const cookies = new Map<string, string>();
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const ask = async (method: string, path: string, headers: Record<string, string>) => {
    const address = new URL(path, url);
    const own: Record<string, string> = address.origin === new URL(url).origin ? { cookie: cookie() } : {};
    const response = await fetch(address, {
      method,
      redirect: "manual",
      headers: { accept: "text/html", ...own, ...headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0(;|$)/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  return {
    get: (path, headers = {}) => ask("GET", path, headers),
    post: (path, headers = {}) => ask("POST", path, headers),
    cookie,
  };
}

/** Signed in as `login`, on the page that they wanted to see. */
export async function signedIn(stage: Pick<Stage, "url" | "github">, login: string, to = "/"): Promise<Visitor> {
  const one = visitor(stage);
  stage.github.visit(login);
  let response = await one.get(`/login?to=${encodeURIComponent(to)}`);
  while (response.headers.has("location")) {
    const next = new URL(response.headers.get("location") ?? "", response.url);
    response = await one.get(next.href);
  }
  if (response.status !== 200) throw new Error(`${login} came to a ${response.status}: ${await response.text()}`);
  return one;
}
