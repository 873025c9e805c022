// The front door on a real server: who is let in, what is refused, and what is written down about it.
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { type ClientRequest, request } from "node:http";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { type Door, opened, post, SECRET, signed } from "./door.ts";

const BODY = JSON.stringify({ action: "opened", issue: { title: "the-text-of-the-body" } });
const LARGEST = 25 * 1024 * 1024;

describe("a webhook that GitHub signed", () => {
  test("is accepted once and answered with 202 when it wakes something", async () => {
    const door = await opened();
    const headers = signed(BODY);
    const answer = await post(door, BODY, headers);
    expect(answer.status).toBe(202);
    expect(door.accepted).toEqual([
      { id: headers["x-github-delivery"], event: "issues", payload: JSON.parse(BODY) as unknown },
    ]);
    expect(door.logged).toEqual([]);
  });

  test("is answered with 200 when it does not concern us", async () => {
    const door = await opened({ accept: async () => 0 });
    expect((await post(door, BODY, signed(BODY, "an_event_of_next_year"))).status).toBe(200);
    expect(door.logged).toEqual([]);
  });

  test("is answered only after it is stored", async () => {
    const stored = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const door = await opened({
      async accept() {
        begun.resolve();
        await stored.promise;
        return 1;
      },
    });
    let isAnswered = false;
    const answer = post(door, BODY, signed(BODY)).then(({ status }) => {
      isAnswered = true;
      return status;
    });
    await begun.promise;
    // A whole other request goes to and fro while the first one waits for its store.
    expect((await fetch(`${door.url}/healthz`)).status).toBe(200);
    expect(isAnswered).toBe(false);
    stored.resolve();
    expect(await answer).toBe(202);
  });

  test("is verified on its raw bytes, whatever their JSON would look like printed anew", async () => {
    const door = await opened();
    const body = '{ "issue":{"title":"Ausfall 🔥 \\u00fcber é, e\u0301, \u2028"},  "number": 1.0 }\n';
    expect((await post(door, body, signed(body))).status).toBe(202);
    expect(door.accepted[0]?.payload).toEqual({ issue: { title: "Ausfall 🔥 über é, e\u0301, \u2028" }, number: 1 });
  });

  test("that is exactly 25 MB large is let in, even in many pieces", async () => {
    const door = await opened();
    const frame = JSON.stringify({ pad: "" });
    const body = JSON.stringify({ pad: "x".repeat(LARGEST - frame.length) });
    expect(Buffer.byteLength(body)).toBe(LARGEST);
    expect((await post(door, body, signed(body))).status).toBe(202);
  });
});

describe("a request that GitHub did not sign", () => {
  const wrongKey = createHmac("sha256", "another secret of 32 characters!").update(BODY).digest("hex");
  const sha1 = createHmac("sha1", SECRET).update(BODY).digest("hex");
  const right = signed(BODY)["x-hub-signature-256"] ?? "";
  test.each([
    ["not signed", undefined],
    ["signed with another secret", `sha256=${wrongKey}`],
    ["with a signature of another body", signed(`${BODY} `)["x-hub-signature-256"]],
    ["with the signature in capitals", right.toUpperCase()],
    ["with half a signature", right.slice(0, 39)],
    ["with something before the signature", ` x${right}`],
    ["with an empty signature", "sha256="],
  ])("is refused: %s", async (_what, signature) => {
    const door = await opened();
    const { "x-hub-signature-256": _right, ...rest } = signed(BODY);
    const answer = await post(door, BODY, { ...rest, ...(signature && { "x-hub-signature-256": signature }) });
    expect(answer.status).toBe(401);
    expect(door.accepted).toEqual([]);
    expect(door.logged).toHaveLength(1);
    expect(JSON.stringify(door.logged)).not.toContain("the-text-of-the-body");
  });

  test("is refused when only SHA-1 signs it", async () => {
    const door = await opened();
    const { "x-hub-signature-256": _none, ...rest } = signed(BODY);
    expect((await post(door, BODY, { ...rest, "x-hub-signature": `sha1=${sha1}` })).status).toBe(401);
    expect(door.accepted).toEqual([]);
  });

  test("is refused without a delivery id or an event", async () => {
    const door = await opened();
    for (const name of ["x-github-delivery", "x-github-event"]) {
      const { [name]: _left, ...rest } = signed(BODY);
      expect((await post(door, BODY, rest)).status, name).toBe(400);
    }
    expect(door.accepted).toEqual([]);
  });

  test("is told apart in the log by status, not by what it says", async () => {
    const door = await opened();
    await post(door, BODY, { "x-github-delivery": `a-very-${"long".repeat(100)}-id` });
    expect(door.logged).toMatchObject([{ level: 40, status: 401, msg: "webhook refused: not signed" }]);
    expect(String(door.logged[0]?.delivery).length).toBeLessThanOrEqual(64);
  });
});

describe("a signed body that is no payload", () => {
  test.each(["", "not JSON", "{", '"text"', "null", "12", '{"a":1}{"b":2}', "payload=%7B%7D"])("%j", async (body) => {
    const door = await opened();
    expect((await post(door, body, signed(body))).status).toBe(400);
    expect(door.accepted).toEqual([]);
    expect(door.logged).toHaveLength(1);
  });
});

describe("a body over 25 MB", () => {
  test("is refused by its content-length, before a byte of it is sent", async () => {
    const door = await opened();
    const socket = connect(door.port, "127.0.0.1");
    const headers = { host: "tests", ...signed(BODY), "content-length": String(LARGEST + 1) };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    socket.write(`POST /api/github/webhooks HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    const answer = Buffer.concat(await socket.toArray()).toString();
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/^connection: close\r$/im);
    expect(door.accepted).toEqual([]);
    expect(door.logged).toMatchObject([{ status: 413 }]);
  });

  test("is refused while it is counted; what comes after the limit is neither read nor kept", async () => {
    const door = await opened();
    const meter = { read: () => 0 };
    door.server.on("connection", (socket) => {
      meter.read = () => socket.bytesRead;
    });
    const closed = once(door.server, "connection").then(([socket]) => once(socket, "close"));
    const outgoing = request(`${door.url}/api/github/webhooks`, { method: "POST", headers: signed(BODY) });
    // The server hangs up in the middle: depending on the moment the client sees the answer or the reset.
    outgoing.on("error", () => undefined);
    const piece = Buffer.alloc(1024 * 1024, " ");
    for (let sent = 0; sent < 200 && !outgoing.destroyed; sent++) await written(outgoing, piece);
    await closed;
    expect(meter.read()).toBeGreaterThan(LARGEST);
    expect(meter.read()).toBeLessThan(2 * LARGEST);
    expect(door.accepted).toEqual([]);
    expect(door.logged).toMatchObject([{ status: 413, msg: "webhook refused: too large" }]);
  });

  test("costs nothing when nobody signed it", async () => {
    const door = await opened();
    const socket = connect(door.port, "127.0.0.1");
    socket.write("POST /api/github/webhooks HTTP/1.1\r\nhost: tests\r\ntransfer-encoding: chunked\r\n\r\n");
    expect(Buffer.concat(await socket.toArray()).toString()).toMatch(/^HTTP\/1\.1 401 /);
  });
});

/** Written and taken, or refused because the other side is gone. */
function written(outgoing: ClientRequest, piece: Buffer): Promise<void> {
  return new Promise((resolve) => {
    outgoing.once("close", resolve);
    outgoing.write(piece, () => {
      outgoing.off("close", resolve);
      resolve();
    });
  });
}

test("a sender who hangs up in the middle of the body stores nothing", async () => {
  const door = await opened();
  const arrived = once(door.server, "request");
  const outgoing = request(`${door.url}/api/github/webhooks`, {
    method: "POST",
    headers: { ...signed(BODY), "content-length": BODY.length },
  });
  outgoing.on("error", () => undefined);
  outgoing.write(BODY.slice(0, 10));
  const [incoming] = (await arrived) as [NodeJS.EventEmitter];
  const gone = once(incoming, "close").catch(() => undefined);
  outgoing.destroy();
  await gone;
  expect(door.accepted).toEqual([]);
  // Whoever hangs up is not told anything, and the store is not to blame.
  await expect.poll(() => door.logged).toMatchObject([{ level: 40, msg: "webhook refused: not sent to its end" }]);
  expect(JSON.stringify(door.logged)).not.toMatch(/stack|the-text/);
});

describe("many large bodies at once", () => {
  /** A socket that has sent so much of a body with a forged signature and does not end it; resolves to what it is told, if anything. */
  async function withheld(door: Door, bytes: number) {
    const socket = connect(door.port, "127.0.0.1");
    socket.on("error", () => undefined);
    let answer = "";
    socket.on("data", (chunk) => (answer += String(chunk)));
    const headers = { host: "tests", ...signed(BODY), "content-length": String(LARGEST) };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    socket.write(`POST /api/github/webhooks HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    socket.write(Buffer.alloc(bytes, " "));
    return { socket, told: () => answer.split("\r\n", 1)[0] };
  }
  const most = 24 * 1024 * 1024;

  test("are taken two at a time; small ones are taken all the while, and large ones again afterwards", async () => {
    const door = await opened();
    const taken = () => new Promise((resolve) => door.server.getConnections((_, count) => resolve(count)));
    const all = await Promise.all([1, 2, 3, 4].map(() => withheld(door, most)));
    await expect
      .poll(() => all.map(({ told }) => told()).filter(Boolean))
      .toEqual(["HTTP/1.1 503 Service Unavailable", "HTTP/1.1 503 Service Unavailable"]);
    expect(door.logged).toMatchObject(Array(2).fill({ status: 503, msg: "webhook refused: too much at once" }));
    expect((await post(door, BODY, signed(BODY))).status).toBe(202);
    for (const { socket } of all) socket.destroy();
    await expect.poll(taken).toBeLessThanOrEqual(1);
    const large = JSON.stringify({ pad: "x".repeat(most) });
    expect((await post(door, large, signed(large))).status).toBe(202);
  });

  test("give back what they held, however they end", async () => {
    const door = await opened();
    const large = JSON.stringify({ pad: "x".repeat(most) });
    for (let i = 0; i < 3; i++) {
      expect((await post(door, large, signed(large))).status).toBe(202);
      expect((await post(door, large, signed(BODY))).status).toBe(401);
    }
  });
});

describe("somebody who sends a byte at a time", () => {
  /** Milliseconds until the server hangs up. */
  async function dripped(door: Door, head: string): Promise<number> {
    const socket = connect(door.port, "127.0.0.1");
    const begun = performance.now();
    socket.on("error", () => undefined);
    socket.write(head);
    const dripping = setInterval(() => void socket.write("x"), 100);
    socket.resume();
    await once(socket, "close");
    clearInterval(dripping);
    return performance.now() - begun;
  }

  const POST = "POST /api/github/webhooks HTTP/1.1\r\nhost: tests\r\n";
  const HEADERS = { ...signed(BODY), "content-length": 100_000 };
  const lines = Object.entries(HEADERS).map(([name, value]) => `${name}: ${value}\r\n`);

  test.each([
    ["headers", `${POST}x-slow: `, 1000],
    ["a body", `${POST}${lines.join("")}\r\n`, 2000],
  ])("%s is cut off when time is up, not when somebody happens to look", async (_what, head, limit) => {
    const door = await opened();
    // The same server with less patience: a tenth and a fifteenth of it.
    expect([door.server.headersTimeout, door.server.requestTimeout]).toEqual([10_000, 30_000]);
    Object.assign(door.server, { headersTimeout: 1000, requestTimeout: 2000 });
    const lived = await dripped(door, head);
    expect(lived).toBeGreaterThanOrEqual(limit - 50);
    expect(lived).toBeLessThan(limit + 2000);
    expect(door.accepted).toEqual([]);
  });
});

test("a store that fails makes GitHub hear 503, so that the delivery can be asked for again", async () => {
  const door = await opened({ accept: () => Promise.reject(new Error("disk full")) });
  const headers = signed(BODY);
  const answer = await post(door, BODY, headers);
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("30");
  expect(door.logged).toMatchObject([
    { level: 50, delivery: headers["x-github-delivery"], err: { message: "disk full" } },
  ]);
  expect(JSON.stringify(door.logged)).not.toContain("the-text-of-the-body");
});
