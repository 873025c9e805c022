// The operator's mail server, spoken to over SMTP; every attempt is a connection of its own.
import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { type Handover, type Letter, type MailServer, NotTaken } from "./port.ts";

export interface MailSettings {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the start. */
  readonly url: string;
  /** `Tocsin <tocsin@example.org>`, or the address alone. */
  readonly from: string;
  /** The domains that are written to; undefined: any. */
  readonly domains?: readonly string[] | undefined;
}

/** Milliseconds; together with the conversation less than a lane's lease. */
const PATIENCE = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 8000, dnsTimeout: 5000 };
/** Milliseconds for one mail, whatever the server does meanwhile. */
export const LONGEST_HANDOVER = 15_000;

export function createMailServer({ url, from, domains }: MailSettings): MailServer {
  const address = /<([^<>]+)>$/.exec(from)?.[1] ?? from;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return {
    domain,
    writesTo: (one) => !domains || domains.includes(one),
    async handOver(letter, begin) {
      const content = await compose(letter, { from, domain });
      return converse(url, { from: address, to: letter.to, content }, begin);
    },
  };
}

function compose(letter: Letter, { from, domain }: { from: string; domain: string }): Promise<Buffer> {
  const { messageId, thread, to, subject, text, html, date } = letter;
  const headers = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };
  const references = `<${thread}@${domain}>`;
  const ids = { messageId: `<${messageId}@${domain}>`, references, inReplyTo: references };
  const fields = { from, to: { name: "", address: to }, subject, text, html, date: date.toJSDate(), headers, ...ids };
  return new MailComposer({ ...fields, disableFileAccess: true, disableUrlAccess: true }).compile().build();
}

interface Envelope {
  readonly from: string;
  readonly to: string;
  readonly content: Buffer;
}

/** The first thing that happens decides; `isBegun` says whether the text may have left by then. */
async function converse(url: string, { from, to, content }: Envelope, begin: () => Promise<void>): Promise<Handover> {
  const { auth, ...server } = readAddress(url);
  const connection = new SMTPConnection({ ...server, ...PATIENCE });
  let isBegun = false;
  let refusal: unknown;
  const body = Readable.from(
    (async function* () {
      await begin().catch((error) => {
        refusal = error;
        throw error;
      });
      isBegun = true;
      yield content;
    })(),
  );
  const timer = setTimeout(() => connection.emit("error", new Error("took too long")), LONGEST_HANDOVER);
  try {
    await new Promise<void>((resolve, reject) => {
      const done = (error?: Error | null) => (error ? reject(error) : resolve());
      const send = () => connection.send({ from, to: [to] }, body, done);
      connection.on("error", reject);
      connection.on("end", () => reject(new Error("the connection was closed")));
      connection.connect((error) => {
        if (error) return reject(error);
        if (!auth) return send();
        connection.login(auth, (failure) => (failure ? reject(failure) : send()));
      });
    });
    return "sent";
  } catch (error) {
    if (refusal) throw refusal;
    return judge(error, isBegun);
  } finally {
    clearTimeout(timer);
    // A closed connection without the final dot is no mail.
    connection.on("error", () => {});
    connection.close();
  }
}

/** An answer is an answer; without one only a text that has not begun to leave is certainly still here. */
function judge(error: unknown, isBegun: boolean): Handover {
  const {
    responseCode = 0,
    command = "",
    message = "",
  } = error as { responseCode?: number; command?: string; message?: string };
  const isAnswered = responseCode >= 400 && (!isBegun || command === "DATA");
  // Only what is said of the mail itself is final: a wrong password is for the operator to put right.
  if (responseCode >= 500 && isAnswered && /^(?:MAIL FROM|RCPT TO|DATA)$/.test(command)) return "refused";
  if (isBegun && !isAnswered) return "unsure";
  throw new NotTaken(`the mail server did not take it: ${message.slice(0, 200)}`);
}

/** A password only over TLS, but for a server on this machine. */
function readAddress(url: string) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === "smtps:";
  const host = hostname.replace(/^\[|\]$/g, "");
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  const auth = username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : undefined;
  const ports = port ? { port: Number(port) } : {};
  return { host, secure, requireTLS: !secure && !isHere && auth !== undefined, auth, ...ports };
}
