// Whose words an edited comment holds: only who is known to have typed exactly these, after GitHub was asked.
import { expect, test } from "vitest";
import type { LastEdit } from "../../src/adapters/github/port.ts";
import { withEditors } from "../../src/app/gather-editors.ts";
import { createInquiry } from "../../src/app/inquiry.ts";
import type { Comment } from "../../src/domain/issue.ts";
import { anIncident, at, person } from "../support/facts.ts";

const body = "hello\n/severity P0";
const edited: Comment = {
  ...{ id: 1, nodeId: "IC_1", body, author: person("dave"), isOurs: false, editor: null },
  ...{ createdAt: at("14:31"), updatedAt: at("14:40") },
};
const incident = anIncident({});

async function asked(comment: Comment, answer: () => Promise<LastEdit | undefined>, now = "14:42") {
  const questions: string[] = [];
  const ask = (id: string) => {
    questions.push(id);
    return answer();
  };
  const [known] = await withEditors([comment], incident, { now: at(now), inquiry, ask });
  return { who: known?.editor?.login ?? "nobody", waits: known?.isEditorUnread ?? false, questions };
}

const bob = { body, at: at("14:40"), by: person("bob") };
const OLD = "hello";
const inquiry = createInquiry();

test.each<[string, LastEdit | undefined, string, boolean]>([
  ["the editor's", bob, "bob", false],
  ["the editor's, by a date that is a little older", { ...bob, at: at("14:39") }, "bob", false],
  ["the author's, when nobody has edited", { body, at: undefined, by: null }, "dave", false],
  ["nobody's, when the editor is gone", { ...bob, by: null }, "nobody", false],
  ["not yet those of who edited before, whom a copy that lags names", { ...bob, body: OLD }, "nobody", true],
  [
    "not yet the author's, when a copy that lags knows of no edit",
    { body: OLD, at: undefined, by: null },
    "nobody",
    true,
  ],
  ["not yet those of who has edited since", { ...bob, body: OLD, at: at("14:41") }, "nobody", true],
  ["nobody's, when GitHub cannot tell", undefined, "nobody", false],
])("the words are %s", async (_whose, edit, who, waits) => {
  expect(await asked(edited, async () => edit)).toEqual({ who, waits, questions: ["IC_1"] });
});

test("copies that still differ after ten minutes do not lag: the words are nobody's", async () => {
  expect(await asked(edited, async () => ({ ...bob, body: OLD }), "14:51")).toMatchObject({
    who: "nobody",
    waits: false,
  });
});

test("the words wait while GitHub cannot be asked", async () => {
  const failing = () => Promise.reject(new Error("Server Error"));
  await expect(asked(edited, failing)).rejects.toThrow("held until");
  expect(await asked(edited, failing, "14:43")).toEqual({ who: "nobody", waits: true, questions: ["IC_1"] });
});

test.each<[string, Partial<Comment>]>([
  ["a comment whose editor is known", { editor: person("erin") }],
  ["one in which nothing is asked", { body: "hello" }],
  ["our own", { isOurs: true }],
])("nobody asks about %s", async (_what, fields) => {
  expect((await asked({ ...edited, ...fields }, async () => bob)).questions).toEqual([]);
});
