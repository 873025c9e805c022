// The arrows of ARCHITECTURE.md: who may import whom, and which package has its place where.
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { importsOf, type Source, sourcesIn } from "./source.ts";

/** What each room may import besides its own files. The last rule that fits a path holds. */
const MAY_IMPORT: readonly (readonly [room: string, rooms: readonly string[]])[] = [
  ["src/domain/", []],
  ["src/commands/", ["src/domain/"]],
  ["src/clocks/", ["src/domain/"]],
  ["src/adapters/", ["src/domain/"]],
  ["src/app/", ["src/domain/", "src/commands/", "src/clocks/", "src/adapters/"]],
  ["src/web/", ["src/app/", "src/adapters/", "src/domain/"]],
  ["src/environment.ts", ["src/domain/"]],
  ["src/index.ts", ["src/app/", "src/adapters/", "src/domain/"]],
  ["src/terminal.ts", ["src/environment.ts", "src/app/", "src/adapters/", "src/domain/"]],
  ["src/cli", ["src/terminal.ts", "src/web/", "src/app/", "src/adapters/", "src/domain/"]],
  [
    "src/main.ts",
    [
      "src/index.ts",
      "src/cli.ts",
      "src/terminal.ts",
      "src/environment.ts",
      "src/app/",
      "src/adapters/",
      "src/web/",
      "src/domain/",
    ],
  ],
  ["src/playground/", ["src/"]],
  ["src/playground/github/", []],
];

/** A package has its place, and can be exchanged by changing nothing elsewhere. The playground may use any. */
const HAS_ITS_PLACE: Readonly<Record<string, readonly string[]>> = {
  luxon: ["src/domain/", "src/commands/", "src/clocks/", "src/app/", "src/adapters/", "src/environment.ts"],
  zod: ["src/domain/", "src/environment.ts"],
  "js-yaml": ["src/domain/"],
  "mdast-util-from-markdown": ["src/domain/"],
  leven: ["src/domain/"],
  handlebars: ["src/adapters/"],
  feed: ["src/adapters/"],
  "@slack/web-api": ["src/adapters/slack/"],
  "nodemailer/lib/mail-composer": ["src/adapters/mail/"],
  "nodemailer/lib/smtp-connection": ["src/adapters/mail/"],
  "date-holidays": ["src/adapters/holiday"],
  kysely: ["src/adapters/store/"],
  pg: ["src/adapters/store/"],
  probot: ["src/adapters/github/", "src/index.ts"],
  pino: ["src/adapters/", "src/app/", "src/web/", "src/terminal.ts", "src/main.ts"],
  "d3-scale": ["src/web/"],
  "prom-client": ["src/web/", "src/main.ts"],
  "node:": ["src/adapters/", "src/web/", "src/cli", "src/main.ts"],
};

const sources = sourcesIn("src");

function roomOf(path: string): (typeof MAY_IMPORT)[number] | undefined {
  return MAY_IMPORT.findLast(([room]) => path.startsWith(room));
}

/** The path that a relative import or `#src/` leads to; undefined for a package. */
function target({ path }: Source, specifier: string): string | undefined {
  if (specifier.startsWith("#src/")) return specifier.slice(1);
  return specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : undefined;
}

function isAllowed(source: Source, specifier: string): boolean {
  const room = roomOf(source.path);
  if (!room) return false;
  const [own, others] = room;
  const to = target(source, specifier);
  if (to) return [own, ...others].some((prefix) => to.startsWith(prefix));
  if (own.startsWith("src/playground/")) return own === "src/playground/";
  const name = specifier.startsWith("node:") ? "node:" : specifier;
  return (HAS_ITS_PLACE[name] ?? []).some((prefix) => source.path.startsWith(prefix));
}

function arrows(wanted: (source: Source, specifier: string) => boolean): string[] {
  return sources.flatMap((source) =>
    importsOf(source)
      .filter((specifier) => wanted(source, specifier))
      .map((specifier) => `${source.path} -> ${specifier}`),
  );
}

describe("the arrows", () => {
  test("every file belongs to a room", () => {
    expect(sources.filter(({ path }) => !roomOf(path)).map(({ path }) => path)).toEqual([]);
  });

  test("point from the outside to the domain, and every package stays in its place", () => {
    expect(arrows((source, specifier) => !isAllowed(source, specifier))).toEqual([]);
  });

  test("never lead from one command or clock to another", () => {
    const isSibling = (source: Source, specifier: string) =>
      /^src\/(commands|clocks)\/(?!index\.ts)/.test(source.path) &&
      /^src\/(commands|clocks)\//.test(target(source, specifier) ?? "");
    expect(arrows(isSibling)).toEqual([]);
  });

  test("enter commands and clocks by their tables", () => {
    const isPrivate = (source: Source, specifier: string) =>
      !/^src\/(commands|clocks|playground)\//.test(source.path) &&
      /^src\/(commands|clocks)\/(?!index\.ts)/.test(target(source, specifier) ?? "");
    expect(arrows(isPrivate)).toEqual([]);
  });

  test("never lead into the playground or the tests", () => {
    const isForTrying = (source: Source, specifier: string) => {
      const to = target(source, specifier) ?? "";
      return to.startsWith("test/") || (to.startsWith("src/playground/") && !source.path.startsWith("src/playground/"));
    };
    expect(arrows(isForTrying)).toEqual([]);
  });

  test("the packages named here are those that are used", () => {
    const names = sources
      .filter(({ path }) => !path.startsWith("src/playground/"))
      .flatMap((source) => importsOf(source).filter((specifier) => !target(source, specifier)))
      .map((name) => (name.startsWith("node:") ? "node:" : name));
    expect(Object.keys(HAS_ITS_PLACE).toSorted()).toEqual([...new Set(names)].toSorted());
  });
});
