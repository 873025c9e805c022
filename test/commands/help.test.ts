// /help shows the table of commands to whoever can read.
import { expect, test } from "vitest";
import { commandRows } from "../../src/app/answer.ts";
import { help } from "../../src/commands/help.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { typed } from "../support/facts.ts";

test("shows the table it is given, once, to whoever asked", () => {
  const commands = commandRows(policyOf({}));
  expect(typed(help, "", { commands })).toEqual([
    { do: "say", kind: "reply", key: "help:5", to: ["@bob"], parts: [{ template: "help", data: { commands } }] },
  ]);
});

test("the table has every command, in the policy's language and with its permissions", () => {
  const rows = commandRows(policyOf({ locale: "fr", commands: { resolve: "maintain" } }));
  expect(rows.map(({ name }) => name)).toEqual(COMMANDS.map(({ name }) => name));
  expect(rows.find(({ name }) => name === "resolve")).toMatchObject({
    permission: "maintain",
    summary: "Résout l'incident.",
  });
  expect(rows.find(({ name }) => name === "help")?.permission).toBe("read");
});
