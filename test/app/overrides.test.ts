// Reading a repository's own templates: one conditional request while nothing changes, and never more than the limits.
import { expect, test } from "vitest";
import type { FoundFolder, Place } from "../../src/adapters/github/port.ts";
import { loadTemplates } from "../../src/adapters/templates.ts";
import { type Overrides, readOverrides, templatesIn } from "../../src/app/overrides.ts";

const FOLDER = ".github/tocsin";
const PLACE: Place = { installation: 1, repository: "acme/shop", number: 0 };
const known = loadTemplates().sources("en");

/** A repository's files, and what was asked for; a folder's etag changes with everything below it. */
function hub(files: Record<string, string>) {
  const asked: string[] = [];
  const below = (path: string) => Object.entries(files).filter(([name]) => name.startsWith(`${path}/`));
  const entry = (path: string): FoundFolder["entries"][number] => {
    const text = files[path];
    if (text === undefined) return { kind: "folder", path, sha: JSON.stringify(below(path)), size: 0 };
    return { kind: "file", path, sha: `sha ${text}`, size: Buffer.byteLength(text) };
  };
  const github = {
    folder: async (_: Place, path: string) => {
      asked.push(`${path}/`);
      const inside = below(path);
      if (inside.length === 0) return undefined;
      const names = new Set(inside.map(([name]) => `${path}/${name.slice(path.length + 1).split("/")[0]}`));
      return { entries: [...names].map(entry), etag: JSON.stringify(inside) };
    },
    file: async (_: Place, path: string) => {
      asked.push(path);
      return { text: files[path] ?? "", etag: "" };
    },
  };
  const read = async (last?: Overrides) => {
    asked.length = 0;
    return readOverrides(PLACE, { sha: JSON.stringify(below(FOLDER)), last }, { github, known });
  };
  return { read, asked, files };
}

const reasons = ({ problems }: Overrides) =>
  problems.map(({ file, reason }) => `${file.slice(FOLDER.length + 1)} ${reason}`);

test("a repository without any costs one request and has none", async () => {
  const { read, asked } = hub({});
  const overrides = await read();
  expect(templatesIn(overrides)).toBeUndefined();
  expect(overrides.problems).toEqual([]);
  expect(asked).toEqual([`${FOLDER}/`]);
});

test("they are read with their folders, and then only what changes is read again", async () => {
  const { read, asked, files } = hub({
    [`${FOLDER}/breach.hbs`]: "one",
    [`${FOLDER}/refusals/over.hbs`]: "two",
    [`${FOLDER}/README.md`]: "not read",
    [`${FOLDER}/others/over.hbs`]: "not looked into",
  });
  const first = await read();
  expect(templatesIn(first)).toEqual(new Map(Object.entries({ breach: "one", "refusals/over": "two" })));
  expect(asked).toEqual([`${FOLDER}/`, `${FOLDER}/refusals/`, `${FOLDER}/breach.hbs`, `${FOLDER}/refusals/over.hbs`]);
  const kept = JSON.parse(JSON.stringify(first)) as Overrides;
  expect(await read(kept)).toEqual(first);
  expect(asked).toEqual([`${FOLDER}/`, `${FOLDER}/refusals/`]);
  files[`${FOLDER}/refusals/over.hbs`] = "three";
  expect(templatesIn(await read(kept))?.get("refusals/over")).toBe("three");
  expect(asked).toEqual([`${FOLDER}/`, `${FOLDER}/refusals/`, `${FOLDER}/refusals/over.hbs`]);
});

test("a bad one is a problem and no template, until its text is another", async () => {
  const { read, asked, files } = hub({ [`${FOLDER}/breach.hbs`]: "{{{due}}}", [`${FOLDER}/card.hbs`]: "good" });
  const first = await read();
  expect(first.problems).toEqual([
    { file: `${FOLDER}/breach.hbs`, line: 1, column: 1, reason: "raw-output", data: {} },
  ]);
  expect([...(templatesIn(first)?.keys() ?? [])]).toEqual(["card"]);
  files[`${FOLDER}/card.hbs`] = "better";
  expect(reasons(await read(first))).toEqual(["breach.hbs raw-output"]);
  expect(asked).not.toContain(`${FOLDER}/breach.hbs`);
  files[`${FOLDER}/breach.hbs`] = "{{due}}";
  expect((await read(first)).problems).toEqual([]);
});

test("a name that is none of ours is told with the nearest, and what tells it is not to be overridden", async () => {
  const { read, asked } = hub({
    [`${FOLDER}/braech.hbs`]: "x",
    [`${FOLDER}/policy-problem.hbs`]: "x",
    [`${FOLDER}/template-findings/slow.hbs`]: "x",
    [`${FOLDER}/refusals/nothing.hbs`]: "x",
  });
  const { problems } = await read();
  expect(problems.map(({ data }) => data)).toMatchObject([
    { name: "braech", nearest: "breach" },
    { name: "policy-problem" },
    { name: "refusals/nothing", nearest: "" },
    { name: "template-findings/slow" },
  ]);
  expect(new Set(problems.map(({ reason }) => reason))).toEqual(new Set(["unknown-name"]));
  expect(asked.filter((path) => path.endsWith(".hbs"))).toEqual([]);
});

test("more than the limits is not fetched", async () => {
  const names = [...known.keys()].filter((name) => !/^(policy-|template-|mail-|slack-|label$)/.test(name)).toSorted();
  const many = hub(Object.fromEntries(names.slice(0, 70).map((name) => [`${FOLDER}/${name}.hbs`, "x"])));
  const some = await many.read();
  expect(templatesIn(some)?.size).toBe(64);
  expect(reasons(some).filter((one) => one.endsWith(" too-many"))).toHaveLength(6);
  const big = hub(Object.fromEntries(names.slice(0, 10).map((name) => [`${FOLDER}/${name}.hbs`, "x".repeat(30_000)])));
  const few = await big.read();
  expect(templatesIn(few)?.size).toBe(8);
  expect(reasons(few).filter((one) => one.endsWith(" too-much"))).toHaveLength(2);
  const long = hub({ [`${FOLDER}/card.hbs`]: "x".repeat(32_769) });
  expect(reasons(await long.read())).toEqual(["card.hbs too-long"]);
  expect(long.asked).toEqual([`${FOLDER}/`]);
});
