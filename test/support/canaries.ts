// Every secret of the tests holds the same canary; whatever one gets out through is told here, and fails the test.
import { inflateRawSync } from "node:zlib";
import { type Logger, pino } from "pino";
import { createLog } from "../../src/adapters/log.ts";

/** In every secret; short enough for the shortest. */
export const CANARY = "canary-7f3a91";

/** As short as a webhook secret may be: one character less is refused. */
export const WEBHOOK_SECRET = `${CANARY}-wh`;
export const ALERT_TOKEN = `${CANARY}-alert-route`;
export const SMTP_PASSWORD = `${CANARY}-smtp`;
export const SLACK_BOT_TOKEN = `xoxb-${CANARY}-slack`;
export const SLACK_SIGNING_SECRET = `${CANARY}-slack-signing`;
export const DATABASE_PASSWORD = `${CANARY}-database`;
/** For what only the test at hand needs. */
export const secretNamed = (name: string): string => `${CANARY}-${name}`;

/** What base64 makes of the canary, wherever in the text it stands. */
const IN_BASE64 = [0, 1, 2].map((before) => {
  const whole = Buffer.from(" ".repeat(before) + CANARY).toString("base64");
  return whole.slice(before === 0 ? 0 : 4, -4);
});

/** Secrets that nobody can choose: GitHub's tokens, JSON Web Tokens signed with RS256, private keys. */
const MADE = [/\bghs_[A-Za-z0-9]{36}/, /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{40,}/, /MII[CEJ][\w+/]{2}IBA[AD]/];

const ANY = new RegExp(
  [CANARY, Buffer.from(CANARY).toString("hex"), ...IN_BASE64, ...MADE.map(({ source }) => source)].join("|"),
);

/** The text around the first secret in it, sealed blocks unpacked; undefined when there is none. */
export function secretIn(text: string): string | undefined {
  for (const one of [text, ...unsealed(text)]) {
    const { index } = ANY.exec(one) ?? {};
    if (index !== undefined) return one.slice(Math.max(0, index - 80), index + 60);
  }
  return undefined;
}

/** What our comments hide, whoever signed it. */
function unsealed(text: string): string[] {
  return [...text.matchAll(/tocsin:[a-z-]{1,20} ([A-Za-z0-9+/=]+)\./g)].flatMap(([, packed = ""]) => {
    try {
      return [inflateRawSync(Buffer.from(packed, "base64")).toString()];
    } catch {
      return [];
    }
  });
}

export interface Leak {
  readonly outlet: string;
  readonly text: string;
}

let leaks: Leak[] = [];

/** Everything that leaves passes here; `outlet` says where. */
export function watch(outlet: string, text: string): void {
  const found = secretIn(text);
  if (found) leaks.push({ outlet, text: found });
}

/** Nothing that a test does leads off this machine. */
export function watchPlace(place: string): void {
  leaks.push({ outlet: "connection", text: place });
}

/** What got out since the last call; every test ends with none (`watching.ts`). */
export function takeLeaks(): Leak[] {
  const taken = leaks;
  leaks = [];
  return taken;
}

/**
 * A log that tells all it can, and is only watched. `also` hears the lines of a level and above; LOG=warn shows as much
 * of it as that while a story fails.
 */
export function watchedLog(also: (line: string) => void = () => {}, level: pino.Level = "info"): Logger {
  const heightOf = (name: string): number => pino.levels.values[name] ?? Number.POSITIVE_INFINITY;
  const [shown, told] = [heightOf(process.env["LOG"] ?? ""), heightOf(level)];
  return createLog("trace", {
    write(line: string) {
      watch("log", line);
      const height = Number(/^{"level":(\d+)/.exec(line)?.[1]);
      if (height >= told) also(line);
      if (height >= shown) process.stdout.write(line);
    },
  });
}
