// The mail adapter against a real SMTP server: whatever people typed stays where it belongs.
import { DateTime } from "luxon";
import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import { compose } from "../../src/adapters/mail/compose.ts";
import { asPlain, plainLine } from "../../src/adapters/plain-text.ts";
import { mailPage } from "../../src/app/mail-page.ts";
import { isMailAddress } from "../../src/domain/mail-address.ts";
import { NAUGHTY } from "../support/hostile.ts";
import { mailTo, startMailbox } from "../support/mailbox.ts";

const HOSTILE = [
  "Down\r\nBcc: eve@evil.test",
  "Down\nContent-Type: text/html\n\n<script>alert(1)</script>",
  "Down\r\n.\r\nMAIL FROM:<eve@evil.test>",
  "=?utf-8?B?QmNjOiBldmVAZXZpbC50ZXN0?=",
  "\u202egnp.exe",
  `"><img src=x onerror=alert(1)>`,
  "é".repeat(300),
  "\ud800",
];

const letter = (subject: string, text = subject) => ({
  messageId: "tocsin.1",
  thread: "tocsin.0",
  to: "cto@acme.test",
  subject: plainLine(subject),
  text: plainLine(text),
  html: mailPage({ subject: plainLine(subject), text: plainLine(text), locale: "en" }),
  date: DateTime.fromISO("2025-11-10T14:30:00Z"),
});

const HEADERS = [
  ...["Auto-Submitted", "Content-Type", "Date", "From", "In-Reply-To", "MIME-Version", "Message-ID"],
  ...["References", "Subject", "To", "X-Auto-Response-Suppress"],
];
const OURS =
  /^<(?:!doctype html|\/?(?:html|head|title|body|div|p)|html lang="en"|meta charset="utf-8"|(?:body|div) style="[^"]*")>$/;

test("no words become headers or HTML, and the subject is read as it was written", async () => {
  for (const text of [...HOSTILE, ...NAUGHTY].filter((one) => plainLine(one) !== "")) {
    const mail = await compose(letter(text), { from: "tocsin@acme.test", domain: "acme.test" });
    const head = mail.toString().split("\r\n\r\n")[0] ?? "";
    const names = head.replace(/\r\n[ \t]/g, " ").split("\r\n");
    expect(names.map((line) => line.split(":")[0]).toSorted(), text).toEqual(HEADERS.toSorted());
    const read = await simpleParser(mail);
    expect(read.to, text).toMatchObject({ value: [{ address: "cto@acme.test", name: "" }] });
    // A subject that looks like an encoded word is decoded, and is then only words.
    if (!text.includes("=?"))
      expect(read.subject?.replace(/\s+/g, " ").trim()).toBe(plainLine(text).replace(/\s+/g, " ").trim());
    const tags = String(read.html).match(/<\/?[a-z!][^>]*>/gi) ?? [];
    expect(
      tags.filter((tag) => !OURS.test(tag)),
      text,
    ).toEqual([]);
  }
});

test("nor do they end the text, or become another recipient", async () => {
  const box = await startMailbox();
  for (const text of HOSTILE) expect(await mailTo(box).handOver(letter(text), async () => {})).toBe("sent");
  expect(box.envelopes).toEqual(HOSTILE.map(() => ["cto@acme.test"]));
});

test("only plain addresses are ones", () => {
  const good = ["cto@acme.test", "a.b+c@x-y.example.org", "sre@localhost"];
  const bad = [
    "",
    "cto",
    "@acme.test",
    "a b@c",
    "a@b@c",
    "a@b\r\nBcc: x@y",
    "a@b,c@d",
    "<a@b>",
    '"a b"@c',
    "a@-b.c",
    "a@b..c",
    "a@[127.0.0.1]",
    "é@b.c",
    `${"a".repeat(65)}@b.c`,
    `a@${"b.".repeat(130)}c`,
    "a@b\n",
  ];
  expect(good.filter((one) => !isMailAddress(one))).toEqual([]);
  expect(bad.filter(isMailAddress)).toEqual([]);
});

test("texts without words stay empty, so that a template can tell", () => {
  const { data } = asPlain({ template: "x", data: { empty: "", blank: "\n", number: 1 } });
  expect(data).toEqual({ empty: "", blank: "", number: 1 });
});

test("what the beginning refuses is not sent, and thrown as it is", async () => {
  const box = await startMailbox();
  const refusal = new Error("the lease has run out");
  const handed = mailTo(box).handOver(letter("Down"), () => Promise.reject(refusal));
  await expect(handed).rejects.toBe(refusal);
  expect(box.mails).toEqual([]);
});
