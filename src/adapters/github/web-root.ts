// Where GitHub's own pages are, from where its API is.

/** `https://github.com`, a server's own address, or that of a tenant of ghe.com; without a slash at the end. */
export function webRootOf(apiUrl = "https://api.github.com"): string {
  const { protocol, host, pathname } = new URL(apiUrl);
  // A server has its API below /api/v3; github.com and its tenants have it on a host of its own.
  const name = pathname.startsWith("/api/") ? host : host.replace(/^api\.(?=github\.com$|[^.]+\.ghe\.com$)/, "");
  return `${protocol}//${name}`;
}
