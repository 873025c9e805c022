// The dead-man's switch: one GET a call, no redirect followed, and nothing that goes wrong with it stops anybody.
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { createHeartbeat } from "../../src/adapters/heartbeat.ts";

/** A server that answers as told, and what it was asked. */
async function listening(answer: RequestListener): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-place`, asked };
}

function logged() {
  const lines: unknown[][] = [];
  const log = {
    warn: (...line: unknown[]) => void lines.push(["warn", ...line]),
    info: (...line: unknown[]) => void lines.push(["info", ...line]),
  };
  return { log, lines };
}

test("one call is one GET, and a good answer is not worth a word", async () => {
  const { url, asked } = await listening((_request, response) => response.end("OK"));
  const { log, lines } = logged();
  await createHeartbeat(url, log)();
  expect(asked).toEqual(["GET /secret-place"]);
  expect(lines).toEqual([]);
});

test("without an address nothing is called", async () => {
  const { log, lines } = logged();
  await createHeartbeat(undefined, log)();
  expect(lines).toEqual([]);
});

test("a redirect is not followed", async () => {
  const { url, asked } = await listening((_request, response) =>
    response.writeHead(302, { location: "/elsewhere" }).end(),
  );
  const { log, lines } = logged();
  await createHeartbeat(url, log)();
  expect(asked).toEqual(["GET /secret-place"]);
  expect(lines).toEqual([["warn", { problem: "answered with 302" }, "the heartbeat is not heard"]]);
});

test("what goes wrong is logged once for each change, and never with the address", async () => {
  let status = 500;
  const { url, asked } = await listening((_request, response) => response.writeHead(status).end());
  const { log, lines } = logged();
  const beat = createHeartbeat(url, log);
  for (const next of [500, 500, 503, 503, 200, 200, 404]) {
    status = next;
    await beat();
  }
  expect(asked).toHaveLength(7);
  expect(lines).toEqual([
    ["warn", { problem: "answered with 500" }, "the heartbeat is not heard"],
    ["warn", { problem: "answered with 503" }, "the heartbeat is not heard"],
    ["info", "the heartbeat is heard again"],
    ["warn", { problem: "answered with 404" }, "the heartbeat is not heard"],
  ]);
  expect(JSON.stringify(lines)).not.toContain("secret-place");
});

test("nobody there is a line in the log and no error", async () => {
  const gone = createServer().listen(0, "127.0.0.1");
  await once(gone, "listening");
  const { port } = gone.address() as AddressInfo;
  gone.close();
  await once(gone, "close");
  const { log, lines } = logged();
  await createHeartbeat(`http://127.0.0.1:${port}/secret-place`, log)();
  expect(lines).toEqual([["warn", { problem: "ECONNREFUSED" }, "the heartbeat is not heard"]]);
});

test("an address that does not answer is given up after ten seconds", async () => {
  const given = vi
    .spyOn(AbortSignal, "timeout")
    .mockImplementation(() => AbortSignal.abort(new DOMException("", "TimeoutError")));
  onTestFinished(() => given.mockRestore());
  const { url } = await listening(() => undefined);
  const { log, lines } = logged();
  await createHeartbeat(url, log)();
  expect(given).toHaveBeenCalledWith(10_000);
  expect(lines).toEqual([["warn", { problem: "TimeoutError" }, "the heartbeat is not heard"]]);
});
