// Reads the environment's variables into settings; a wrong or missing one gives one line that names it and the fix.
import type { Duration } from "luxon";
import { z } from "zod";
import { type AlertRoute, parseAlertRoutes } from "./domain/alert-route.ts";
import { parseDuration } from "./domain/duration.ts";
import { isMailAddress } from "./domain/mail-address.ts";
import { parseStatusHooks, type StatusHook } from "./domain/status-hook.ts";

const duration = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text, context): Duration => {
      const length = parseDuration(text);
      if (length) return length;
      context.addIssue({
        code: "custom",
        message: `is "${text}"; write a length of time such as 3s, 15m, 1h30m or 2d`,
      });
      return z.NEVER;
    });

const LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const schema = z.object({
  APP_ID: z
    .string({ error: "is missing; it is the number on the App's settings page" })
    .regex(/^\d+$/, "is not a number"),
  PRIVATE_KEY: z.string().optional(),
  PRIVATE_KEY_PATH: z.string().optional(),
  WEBHOOK_SECRET: z
    .string({ error: "is missing; it is the secret that GitHub signs webhooks with" })
    .refine((secret) => secret !== "development", 'is "development", which everybody knows; choose a random one')
    .refine(
      (secret) => secret.length >= 16,
      "has fewer than 16 characters; choose a random one, e.g. openssl rand -hex 32",
    ),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "is not a port")
    .default("3000")
    .transform(Number)
    .refine((port) => port <= 65_535, "is not a port"),
  HOST: z.string().default("0.0.0.0"),
  GITHUB_API_URL: z.url({ protocol: /^https?$/, error: "is not an http(s) address" }).optional(),
  DATABASE_URL: z.string().optional(),
  DATA_DIR: z.string().default("./data"),
  LOG_LEVEL: z.enum(LEVELS, `is not a level; write one of ${LEVELS.join(", ")}`).default("info"),
  SWEEP_INTERVAL: duration("10m"),
  REDELIVERY_INTERVAL: duration("5m"),
  SETTLE: duration("60s"),
  ALERT_TOKENS: z
    .string()
    .optional()
    .transform((text, context): readonly AlertRoute[] => {
      const routes = text === undefined ? [] : parseAlertRoutes(text);
      if (routes) return routes;
      // Its value is secret: nothing of it is repeated.
      const message = "is not a list such as shop=acme/shop:TOKEN,… with tokens of 16 characters or more";
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    }),
  HEARTBEAT_URL: z
    .url({ protocol: /^https?$/, error: "is not an http(s) address" })
    .refine((url) => !URL.parse(url)?.username, "holds a user name; write the address without one")
    .optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "is not an http(s) address" })
    .refine(
      (url) => !/[?#]/.test(url) && !URL.parse(url)?.username,
      "is more than an address such as https://tocsin.example.com",
    )
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  STATUS_WEBHOOKS: z
    .string()
    .optional()
    .transform((text, context): readonly StatusHook[] => {
      const hooks = text === undefined ? [] : parseStatusHooks(text);
      if (hooks) return hooks;
      // Its value is secret: nothing of it is repeated.
      const message = "is not a list such as https://example.com/hook|SECRET,… with secrets of 16 characters or more";
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    }),
  GITHUB_CLIENT_SECRET: z
    .string()
    .refine((secret) => secret.length >= 16, "has fewer than 16 characters; generate one on the App's settings page")
    .optional(),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "is not an address like smtp://user:password@host:587" })
    .refine(
      (url) => !/%(?![0-9A-Fa-f]{2})/.test(url),
      "holds a % that stands for nothing; write %25 for a percent sign",
    )
    .optional(),
  MAIL_FROM: z
    .string()
    .refine((from) => isMailAddress(/^[^<>\r\n]*<([^<>]+)>$/.exec(from)?.[1] ?? from), "is not a mail address")
    .optional(),
  MAIL_DOMAINS: z
    .string()
    .transform((text) =>
      text
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    )
    .optional(),
  SLACK_BOT_TOKEN: z.string().startsWith("xoxb-", "is not a bot token; it begins with xoxb-").optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .refine((secret) => secret.length >= 16, "has fewer than 16 characters; it is on the Slack app's page")
    .optional(),
});

export type Environment = z.infer<typeof schema> & { readonly privateKey: string };

/** One line that says which variable is wrong and what to write. */
export class WrongEnvironment extends Error {
  override readonly name = "WrongEnvironment";
}

/** Throws WrongEnvironment. `readFile` reads the private key's file; empty variables count as missing. */
export function readEnvironment(
  variables: Record<string, string | undefined>,
  readFile: (path: string) => string,
): Environment {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new WrongEnvironment(`${issue?.path.join(".")} ${issue?.message}`);
  }
  if (parsed.data.SMTP_URL && !parsed.data.MAIL_FROM)
    throw new WrongEnvironment("MAIL_FROM is missing; it is the address that mails are sent from");
  if (parsed.data.SLACK_BOT_TOKEN && !parsed.data.SLACK_SIGNING_SECRET)
    throw new WrongEnvironment("SLACK_SIGNING_SECRET is missing; without it nobody can tell who clicks");
  return { ...parsed.data, privateKey: privateKeyOf(parsed.data, readFile) };
}

/** A PEM key, with line breaks written as `\n` or the whole in base64 as hosts like to store it. */
function privateKeyOf(
  { PRIVATE_KEY, PRIVATE_KEY_PATH }: z.infer<typeof schema>,
  readFile: (path: string) => string,
): string {
  if (!PRIVATE_KEY && !PRIVATE_KEY_PATH)
    throw new WrongEnvironment("PRIVATE_KEY or PRIVATE_KEY_PATH is missing; it is the App's private key (PEM)");
  const text = PRIVATE_KEY ?? readKeyFile(PRIVATE_KEY_PATH ?? "", readFile);
  const pem = text.includes("-----BEGIN") ? text.replaceAll("\\n", "\n") : atobOrNothing(text);
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) {
    const given = PRIVATE_KEY ? "PRIVATE_KEY is" : `PRIVATE_KEY_PATH names ${PRIVATE_KEY_PATH}, which is`;
    throw new WrongEnvironment(`${given} not a private key in PEM form; download one from the App's settings page`);
  }
  return pem;
}

function readKeyFile(path: string, readFile: (path: string) => string): string {
  if (path.includes("PRIVATE KEY")) throw new WrongEnvironment("PRIVATE_KEY_PATH is the key itself; it names its file");
  try {
    return readFile(path);
  } catch {
    throw new WrongEnvironment(`PRIVATE_KEY_PATH names ${path}, which cannot be read`);
  }
}

function atobOrNothing(text: string): string {
  try {
    return atob(text.trim());
  } catch {
    return "";
  }
}
