// A real SMTP server on the loopback with one mailbox for everybody, which misbehaves when it is told to.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { onTestFinished } from "vitest";
import { createMailServer } from "../../src/adapters/mail/smtp.ts";
import { watch } from "./canaries.ts";

/** What goes wrong with the next mails; taken from the front, one for each attempt. */
export type Trouble =
  /** `RCPT TO` is answered with this code. */
  | { readonly recipient: number }
  /** The text is taken and answered with this code. */
  | { readonly text: number }
  /** The connection breaks when the text has arrived, kept or not. */
  | "lost-after-text"
  /** The connection breaks before anything is said. */
  | "closed";

export interface Mailbox {
  readonly url: string;
  /** Every mail that was taken, in order, as a mail program reads it. */
  readonly mails: ParsedMail[];
  /** The same as it came over the wire. */
  readonly raw: string[];
  /** Recipients as the envelope named them. */
  readonly envelopes: string[][];
  readonly trouble: Trouble[];
  /** Connections so far. */
  connections: number;
}

export async function startMailbox(): Promise<Mailbox> {
  const box: Mailbox = { url: "", mails: [], raw: [], envelopes: [], trouble: [], connections: 0 };
  const refusal = (code: number) => Object.assign(new Error("no"), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onConnect(_session, done) {
      box.connections++;
      if (box.trouble[0] !== "closed") return done();
      box.trouble.shift();
      done(refusal(421));
    },
    onRcptTo(_address, _session, done) {
      const [next] = box.trouble;
      if (typeof next !== "object" || !("recipient" in next)) return done();
      box.trouble.shift();
      done(refusal(next.recipient));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        const next = box.trouble.shift();
        if (typeof next === "object" && "text" in next) return done(refusal(next.text));
        const text = Buffer.concat(chunks);
        watch("mail", text.toString());
        box.raw.push(text.toString());
        box.envelopes.push(session.envelope.rcptTo.map(({ address }) => address));
        box.mails.push(await simpleParser(text));
        if (next !== "lost-after-text") return done();
        for (const connection of server.connections) (connection as unknown as { close(): void }).close();
      });
    },
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return Object.assign(box, { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` });
}

/** Our side of it. */
export const mailTo = ({ url }: Mailbox, domains?: string[]) =>
  createMailServer({ url, from: "Tocsin <tocsin@acme.test>", domains });
