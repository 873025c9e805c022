// timedFetch on a real server: redirects that keep what was asked, and an end to waiting.
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { timedFetch } from "../../src/adapters/github/fetch.ts";

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A server that redirects `/301/x` to `/x` with 301, `/elsewhere/…` to another server, and tells what it saw. */
async function served(elsewhere = ""): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const { method, url = "", headers } = request;
    seen.push({ method, url, headers, body });
    const [, status, rest = ""] = /^\/(\d{3})(\/.*)$/.exec(url) ?? [];
    const location = url.startsWith("/304") ? undefined : elsewhere && status ? elsewhere + rest : rest;
    response.writeHead(Number(status ?? 200), location ? { location } : {}).end(status ? undefined : "arrived");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const POST = { method: "POST", headers: { authorization: "token x", "content-type": "text/plain" }, body: "é 🔥" };

test.each([307, 308])("%i is followed with method, body and headers", async (status) => {
  const { url, seen } = await served();
  const response = await timedFetch(`${url}/${status}/there`, POST);
  expect(await response.text()).toBe("arrived");
  expect(seen).toMatchObject([
    { method: "POST", url: `/${status}/there`, body: "é 🔥" },
    { method: "POST", url: "/there", body: "é 🔥", headers: { authorization: "token x" } },
  ]);
});

test.each(["POST", "PATCH", "PUT", "DELETE"])(
  "a %s that is redirected with 301, 302 or 303 is an error",
  async (method) => {
    const { url, seen } = await served();
    for (const status of [301, 302, 303]) {
      await expect(timedFetch(`${url}/${status}/there`, { method })).rejects.toThrow(
        `redirected a ${method} with ${status}`,
      );
    }
    expect(seen.map((one) => one.url)).toEqual(["/301/there", "/302/there", "/303/there"]);
  },
);

test.each([301, 302, 307, 308])("a read follows %i", async (status) => {
  const { url, seen } = await served();
  expect((await timedFetch(`${url}/${status}/there`)).status).toBe(200);
  expect(seen.map(({ method }) => method)).toEqual(["GET", "GET"]);
});

test("three redirects are followed, a fourth is not", async () => {
  const { url, seen } = await served();
  expect((await timedFetch(`${url}/301/302/307/there`)).status).toBe(200);
  seen.length = 0;
  await expect(timedFetch(`${url}/301/301/301/301/there`)).rejects.toThrow("too many redirects");
  expect(seen).toHaveLength(4);
});

test("another host does not get to see the token", async () => {
  const other = await served();
  const { url } = await served(other.url);
  await timedFetch(`${url}/307/there`, POST);
  expect(other.seen).toMatchObject([{ method: "POST", body: "é 🔥", headers: { "content-type": "text/plain" } }]);
  expect(other.seen[0]?.headers.authorization).toBeUndefined();
});

test("304, 4xx and 5xx come back as they are", async () => {
  const { url } = await served();
  for (const status of [304, 404, 502]) expect((await timedFetch(`${url}/${status}/there`)).status).toBe(status);
});

test("nobody is waited for longer than 10 s", async () => {
  const patience = vi.spyOn(AbortSignal, "timeout").mockReturnValue(AbortSignal.abort(new Error("out of patience")));
  onTestFinished(() => patience.mockRestore());
  await expect(timedFetch("http://127.0.0.1:1/")).rejects.toThrow("out of patience");
  expect(patience).toHaveBeenCalledExactlyOnceWith(10_000);
});
