// What stands in the page for Node's own modules does what they do.
import * as crypto from "node:crypto";
import * as zlib from "node:zlib";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { createSeal } from "../../../src/adapters/seal.ts";
import { Buffer as PageBuffer } from "../../../src/playground/browser/instead/bytes.ts";
import * as pageCrypto from "../../../src/playground/browser/instead/node-crypto.ts";
import * as pageZlib from "../../../src/playground/browser/instead/node-zlib.ts";

/** The seal as the page has it: the same file, on what stands there for Node's modules. */
async function pageSeal(secret: string) {
  vi.resetModules();
  vi.doMock("node:crypto", () => pageCrypto);
  vi.doMock("node:zlib", () => pageZlib);
  vi.stubGlobal("Buffer", PageBuffer);
  const { createSeal: create } = await import("../../../src/adapters/seal.ts");
  vi.unstubAllGlobals();
  vi.doUnmock("node:crypto");
  vi.doUnmock("node:zlib");
  const seal = create(secret);
  const inPage = <T>(work: () => T): T => {
    vi.stubGlobal("Buffer", PageBuffer);
    try {
      return work();
    } finally {
      vi.unstubAllGlobals();
    }
  };
  return {
    close: (text: string, issue: string) => inPage(() => seal.close(text, issue)),
    open: (sealed: string, issue: string) => inPage(() => seal.open(sealed, issue)),
  };
}

const text = fc.string({ unit: "binary", maxLength: 3000 }).map((one) => one.toWellFormed());

test("both seals read what the other has closed, and neither what was meant for another issue", async () => {
  const [node, page] = [createSeal("a secret of this test"), await pageSeal("a secret of this test")];
  fc.assert(
    fc.property(text, (words) => {
      expect(page.open(node.close(words, "I_1"), "I_1")).toBe(words);
      expect(node.open(page.close(words, "I_1"), "I_1")).toBe(words);
      expect(page.open(node.close(words, "I_1"), "I_2")).toBeUndefined();
      // What is packed may differ, how it is signed may not.
      const [packed = "", signature] = node.close(words, "I_1").split(".");
      expect(page.open(`${packed}.${signature}`, "I_1")).toBe(words);
    }),
    { numRuns: 50 },
  );
});

test("the page's seal opens nothing that was closed with another secret, or changed", async () => {
  const page = await pageSeal("a secret of this test");
  const sealed = page.close("words", "I_1");
  expect(page.open(createSeal("another secret").close("words", "I_1"), "I_1")).toBeUndefined();
  for (const broken of ["", ".", sealed.slice(1), sealed.slice(0, -1), `${sealed}x`])
    expect(page.open(broken, "I_1")).toBeUndefined();
});

test("the page's seal is not Node's, and refuses what unpacks to too much", async () => {
  const page = await pageSeal("a secret of this test");
  const sealed = createSeal("a secret of this test").close("x".repeat(3_000_000), "I_1");
  expect(() => page.open(sealed, "I_1")).toThrow("more than 2000000 bytes");
});

test("digests are the same", () => {
  fc.assert(
    fc.property(text, (words) => {
      for (const encoding of ["hex", "base64", "base64url"] as const) {
        expect(pageCrypto.createHash("sha256").update(words).digest(encoding)).toBe(
          crypto.createHash("sha256").update(words).digest(encoding),
        );
      }
    }),
  );
});

test("base64 and UTF-8 are read and written alike, with line ends in between as GitHub has them", () => {
  fc.assert(
    fc.property(text, (words) => {
      const base64 = Buffer.from(words).toString("base64");
      expect(PageBuffer.from(words).toString("base64")).toBe(base64);
      expect(PageBuffer.from(base64.replace(/.{60}/g, "$&\n"), "base64").toString()).toBe(
        Buffer.from(base64, "base64").toString(),
      );
    }),
  );
});

test("what unpacks to more than is allowed is refused, also by the page", () => {
  const bomb = zlib.deflateRawSync("x".repeat(10_000_000));
  const limit = { maxOutputLength: 2_000_000 };
  expect(() => zlib.inflateRawSync(bomb, limit)).toThrow();
  expect(() => pageZlib.inflateRawSync(bomb, limit)).toThrow("more than 2000000 bytes");
  expect(() => pageZlib.inflateRawSync(bomb.subarray(0, 20), limit)).toThrow();
});
