// The operator's mail server, spoken to over SMTP; every attempt is a connection of its own.
import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { compose } from "./compose.ts";
import { type Handover, type MailServer, NotTaken } from "./port.ts";

export interface MailSettings {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the start. */
  readonly url: string;
  /** `Tocsin <tocsin@example.org>`, or the address alone. */
  readonly from: string;
  /** The domains that are written to; undefined: any. */
  readonly domains?: readonly string[] | undefined;
}

/** Milliseconds. */
const PATIENCE = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 8000, dnsTimeout: 5000 };
/** Milliseconds for one mail, whatever the server does meanwhile; less than a lane's lease. */
const LONGEST = 15_000;

export function createMailServer({ url, from, domains }: MailSettings): MailServer {
  const address = /<([^<>]+)>$/.exec(from)?.[1] ?? from;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return {
    writesTo: (one) => !domains || domains.includes(one),
    async handOver(letter, begin) {
      const content = await compose(letter, { from, domain });
      const text = createText(content, begin);
      try {
        await converse(url, { from: address, to: [letter.to] }, text.stream);
        return "sent";
      } catch (error) {
        if (text.refusal) throw text.refusal;
        return judge(error, text.isBegun);
      }
    },
  };
}

interface Text {
  readonly stream: Readable;
  /** Some of it may have left. */
  readonly isBegun: boolean;
  /** What `begin` threw. */
  readonly refusal: unknown;
}

/** The text as a stream: nobody reads from it before the server has asked for the text (354). */
function createText(content: Buffer, begin: () => Promise<void>): Text {
  const state: { isBegun: boolean; refusal: unknown } = { isBegun: false, refusal: undefined };
  async function* parts() {
    await begin().catch((error) => {
      state.refusal = error;
      throw error;
    });
    state.isBegun = true;
    yield content;
  }
  return Object.assign(state, { stream: Readable.from(parts()) });
}

/** Connects, signs in, hands over; rejects with the first thing that goes wrong. The connection is closed in any case. */
async function converse(url: string, envelope: { from: string; to: string[] }, text: Readable): Promise<void> {
  const { auth, ...server } = readAddress(url);
  const connection = new SMTPConnection({ ...server, ...PATIENCE });
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error("the mail server took too long")), LONGEST);
      const send = () => connection.send(envelope, text, (error) => (error ? reject(error) : resolve()));
      connection.on("error", reject);
      connection.on("end", () => reject(new Error("the mail server closed the connection")));
      connection.connect((error) => {
        if (error) return reject(error);
        if (!auth) return send();
        connection.login(auth, (failure) => (failure ? reject(failure) : send()));
      });
    });
  } finally {
    clearTimeout(timer);
    // Without its final dot a text is no mail.
    connection.close();
  }
}

/** An answer is an answer; without one, only a text that has not begun to leave is certainly still here. */
function judge(error: unknown, isBegun: boolean): Handover {
  const {
    responseCode = 0,
    command = "",
    message = "",
    code = "",
  } = error as Partial<Record<string, string>> & { responseCode?: number };
  const isAboutMail = /^(?:MAIL FROM|RCPT TO|DATA)$/.test(command);
  // What is not about this mail (a wrong password) is for the operator to put right.
  if (responseCode >= 500 && isAboutMail) return "refused";
  if (isBegun && !(responseCode >= 400 && isAboutMail)) return "unsure";
  // What a server says of a password may repeat it.
  const said = command.startsWith("AUTH") ? `${code} ${responseCode}` : message.slice(0, 200);
  throw new NotTaken(`the mail server did not take it: ${said}`);
}

/** A password goes over TLS only, but for a server on this machine. */
function readAddress(url: string) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === "smtps:";
  const host = hostname.replace(/^\[|\]$/g, "");
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  const auth = username
    ? { credentials: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }
    : undefined;
  return {
    host,
    secure,
    requireTLS: !secure && !isHere && auth !== undefined,
    auth,
    port: port ? Number(port) : undefined,
  };
}
