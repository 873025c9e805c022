// What the public reads: published words without mentions and references.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { publicText } from "../../src/domain/public-text.ts";

test.each([
  ["Payments fail.", "Payments fail."],
  ["Payments fail (see #12, @alice); we are on it.", "Payments fail (see); we are on it."],
  ["@acme/sre and @bob fixed it in 0a1b2c3d.", "and fixed it in."],
  ["see acme/shop#12 GH-3 https://github.com/acme/shop/issues/4#issuecomment-1", "see"],
  ["Write to help@acme.test or https://status.acme.test/", "Write to help@acme.test or https://status.acme.test/"],
  ["v1.2.3 brings 30 % back, 1234567 users", "v1.2.3 brings 30 % back, 1234567 users"],
  ["two\nlines", "two lines"],
])("%j becomes %j", (text, expected) => {
  expect(publicText(text)).toBe(expected);
});

test("whatever stands around them, no mention and no number of an issue is left", () => {
  const private_ = fc.constantFrom("@alice", "@acme/sre", "#12", "acme/shop#12", "GH-7", "0a1b2c3d4e5f");
  const word = fc.oneof(
    private_,
    fc.constantFrom("down", "(", ")", ",", "é", "-", "*", ":"),
    fc.string({ maxLength: 5 }),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const text = publicText(words.join(" "));
      expect(text).not.toMatch(/(?<![\w.])@(?:alice|acme\/sre)(?![\w-])|(?<!\w)#12\b|\bGH-7\b|\b0a1b2c3d4e5f\b/);
    }),
  );
});
