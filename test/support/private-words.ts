// Whatever the public must not read, in the many ways people and copied texts write it; each kind knows itself again.
import * as fc from "fast-check";

/** Names that stand nowhere but in what is private: they may not be found in anything that is published. */
export const PRIVATE = {
  login: "zzlogin",
  team: "zzteam",
  repository: "zzrepo",
  note: "zznote",
  issue: "471147",
  commit: "0a1b2c3d4e5f",
  machine: "zzhost",
} as const;

/** In acme/shop on github.com, and in an Enterprise Server; `others` belong to other accounts. */
const REFERENCES = [
  ...["@zzlogin", "＠zzlogin", "&#64;zzlogin", "&#x40;zzlogin", "&commat;zzlogin", "&amp;#64;zzlogin", "﹫zzlogin"],
  ...["@\u200bzzlogin", "\u2060@zzlogin", "@zz\u00adlogin", "z@zzlogin", ".@zzlogin", "@acme/zzteam", "*@zzlogin*"],
  ...["<a href='https://github.com/zzlogin'>", "<!-- zznote -->", "<!-- zznote", "![](https://github.com/zzlogin.png)"],
  ...["#471147", "＃471147", "&#35;471147", "&num;471147", "acme/zzrepo#471147", "zzrepo#471147", "GH-471147"],
  ...["gh-471147", "ＧＨ-471147", "globex/zzrepo#471147", "_#471147_", "../issues/471147", "pull/471147"],
  ...["/acme/zzrepo/issues/471147", "globex/zzrepo/pull/471147", "issues/471147#issuecomment-471147"],
  ...["0a1b2c3d4e5f", "0A1B2C3D4E5F", "acme/zzrepo@0a1b2c3d4e5f", "globex/zzrepo@0a1b2c3d4e5f", "_0a1b2c3d4e5f_"],
  ...["commit/0a1b2c3d4e5f", "0a1b\u200b2c3d4e5f", "acme/zzrepo", "Acme/zzrepo", "acme\u200b/zzrepo", "acme／zzrepo"],
  ...["https://github.com/acme/zzrepo", "http://GitHub.com/globex/zzrepo", "//github.com/acme/zzrepo"],
  ...[
    "github.com/globex/zzrepo/issues/471147",
    "https://ghes.acme.example/globex/zzrepo",
    "ghes.acme.example/globex/zzrepo",
  ],
  ...[
    "https://git.example/globex/zzrepo/-/merge_requests/471147",
    "https://u:zznote@example.com/",
    "https&colon;//github.com/zzlogin",
  ],
  ...[
    "git@github.com:globex/zzrepo.git",
    "ssh://git@ghes.acme.example/globex/zzrepo",
    "zzlogin@zzhost",
    "zzlogin@db.internal",
  ],
  ...["http://zzhost/", "http://zzhost:3000/x", "https://db.zzhost.internal/x", "zzhost.svc", "http://10.1.2.3/zznote"],
  ...[
    "[x](https://github.com/acme/zzrepo)",
    "<https://github.com/acme/zzrepo>",
    "http://[::1]/zznote",
    "http://0x7f.1/zznote",
  ],
];
const WORDS = [
  "down",
  "Payments fail",
  "é",
  "状态",
  "1,200 users",
  "50 %",
  "v1.2.3",
  "https://status.example.com/x",
  "help@example.org",
];
/** What may stand between two words; nothing at all would make a new word of them. */
const BETWEEN = [
  " ",
  ", ",
  "(",
  ")",
  "[",
  "]",
  "*",
  "_",
  "`",
  "\n",
  "\t",
  "\u00a0",
  "\u200b ",
  "<",
  ">",
  "é ",
  "|",
  "; ",
];

const part = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...REFERENCES) },
  { weight: 2, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 6 }) },
);

/** A text as somebody might type it behind /status. */
export const nastyText = fc
  .array(fc.tuple(part, fc.constantFrom(...BETWEEN)), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.flat().join(""));

/** What of the private is found in a text, however it is hidden there; none is right. */
export function leaksIn(text: string): string[] {
  const read = decoded(text)
    .normalize("NFKC")
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, "")
    .toLowerCase();
  const named = Object.values(PRIVATE).filter((word) => read.includes(word));
  // A mention is an @ that no mail address holds.
  const mentions = read.match(/(?<![\w.+-])@[a-z0-9]|[\w.+-]@(?!example\.org)[a-z0-9]/g) ?? [];
  return [...named, ...mentions];
}

/** As a browser or a feed reader decodes it, twice over: text within HTML within XML. */
function decoded(text: string): string {
  const once = (one: string) =>
    one
      .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
      .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
      .replace(/&(commat|num|sol|colon|lt|gt|quot|amp);/g, (whole, name: string) => ENTITIES[name] ?? whole);
  return once(once(once(text)));
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ commat: "@", num: "#", sol: "/", colon: ":", lt: "<", gt: ">", quot: '"', amp: "&" },
};
