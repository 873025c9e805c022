// One HTTP request to GitHub: an own timeout, and redirects that cannot turn a write into a read.

/** GitHub answers within 10 s or not at all; the default client waits for ever. Milliseconds. */
const TIMEOUT = 10_000;
const MOST_REDIRECTS = 3;

/**
 * `fetch` for Octokit. 307 and 308 are followed with method and body (GitHub uses them for renamed repositories); any
 * other redirect of a write throws: fetch itself would follow it as GET, and nothing would be written. The token stays
 * with the host it was meant for.
 */
export async function timedFetch(input: string | URL, init: RequestInit = {}): Promise<Response> {
  let url = String(input);
  const headers = new Headers(init.headers);
  for (let turn = 0; turn <= MOST_REDIRECTS; turn++) {
    const response = await fetch(url, {
      ...init,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status === 304 || response.status >= 400 || !location) return response;
    const isRead = (init.method ?? "GET") === "GET";
    if (!isRead && response.status !== 307 && response.status !== 308) {
      throw new TypeError(`GitHub redirected a ${init.method} with ${response.status}; it was not followed`);
    }
    // A body that nobody reads would keep the connection busy.
    await response.body?.cancel();
    const next = new URL(location, url);
    if (next.origin !== new URL(url).origin) headers.delete("authorization");
    url = next.href;
  }
  throw new TypeError("too many redirects");
}
