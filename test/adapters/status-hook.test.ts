// One receiver of outgoing webhooks: what it is sent, and what is said of it when it does not take it.
import { expect, test } from "vitest";
import { createHook } from "../../src/adapters/status-hook.ts";
import { isSigned, startReceiver } from "../support/hook-receiver.ts";

const CALL = { id: "call-1", body: '{"é":1}', at: 1_762_785_000_123 };

test("a call is signed over its time and its bytes", async () => {
  const { hook, calls } = await startReceiver();
  expect(await hook.send(CALL)).toBeUndefined();
  const [call] = calls;
  expect(call?.raw).toBe(CALL.body);
  expect(call?.headers).toMatchObject({ "x-tocsin-delivery": "call-1", "x-tocsin-timestamp": "1762785000" });
  expect(call && isSigned(call)).toBe(true);
  expect(call && isSigned({ ...call, raw: '{"é":2}' })).toBe(false);
  expect(call && isSigned({ ...call, headers: { ...call.headers, "x-tocsin-timestamp": "1762785001" } })).toBe(false);
});

test("a redirect is not followed, and nothing but 2xx is a yes", async () => {
  const { hook, calls, answers } = await startReceiver();
  for (const status of [302, 307, 400, 410, 500]) {
    answers.push(status);
    expect(await hook.send(CALL)).toBe(`answered with ${status}`);
  }
  expect(calls).toHaveLength(5);
  answers.push(200);
  expect(await hook.send(CALL)).toBeUndefined();
});

test("why it was not taken is said in few words, without the address", async () => {
  const { hook, answers } = await startReceiver();
  answers.push("broken");
  expect(await hook.send(CALL)).toBe("UND_ERR_SOCKET");
  const nobody = createHook({ url: "http://127.0.0.1:1/T0K3N", secret: "0123456789abcdef" });
  expect(await nobody.send(CALL)).toMatch(/^(ECONNREFUSED|TypeError)$/);
  expect(nobody.key).not.toContain("T0K3N");
});
