// The documents are true: their examples work, and what they list is what there is.
import { posix } from "node:path";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { DEFAULT_POLICY, policyOf } from "../../src/domain/policy.ts";
import { readPolicyFile } from "../../src/domain/policy-file.ts";
import { severityOfIssue } from "../../src/domain/severity.ts";
import { readEnvironment } from "../../src/environment.ts";
import { anIssue } from "../support/facts.ts";
import { exists, type Node, read, sourcesIn } from "./source.ts";

describe(".env.example", () => {
  const variables = Object.fromEntries(
    [...read(".env.example").matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );

  test("names the variables of the code, in their order", () => {
    const [environment] = sourcesIn("src").filter(({ path }) => path === "src/environment.ts");
    const keys = environment?.nodes.flatMap((node) => {
      const name = node.type === "Property" ? (node.key as Node).name : undefined;
      return typeof name === "string" && /^[A-Z][A-Z_]+$/.test(name) && !node.shorthand ? [name] : [];
    });
    expect(Object.keys(variables)).toEqual(keys);
  });

  test("holds the defaults", () => {
    const required = { APP_ID: "1", PRIVATE_KEY: "-----BEGIN PRIVATE KEY-----", WEBHOOK_SECRET: "0123456789abcdef" };
    const noFile = () => "";
    expect(readEnvironment({ ...variables, ...required }, noFile)).toEqual(readEnvironment(required, noFile));
  });
});

describe("configuration", () => {
  const examples = [...read("README.md").matchAll(/```ya?ml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);

  test("the README has an example", () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  test.each(examples)("an example of the README is a policy", (text) => {
    expect(readPolicyFile(text).findings).toEqual([]);
  });

  test("our own is a policy", () => {
    expect(readPolicyFile(read(".github/tocsin.yml")).findings).toEqual([]);
  });
});

describe("the incident form", () => {
  interface Form {
    readonly labels: readonly string[];
    readonly body: readonly { type: string; attributes: { label: string; options: readonly string[] } }[];
  }
  const form = load(read(".github/ISSUE_TEMPLATE/incident.yml")) as Form;
  const field = form.body.find(({ type }) => type === "dropdown")?.attributes;

  test("declares an incident", () => {
    expect(form.labels).toContain(policyOf(readPolicyFile(read(".github/tocsin.yml")).value ?? {}).trigger);
  });

  test("every severity is understood", () => {
    const named = field?.options.map((option) => {
      const body = `### ${field.label}\n\n${option}\n`;
      return severityOfIssue(anIssue({ body }), DEFAULT_POLICY);
    });
    expect(named).toEqual(DEFAULT_POLICY.severities.map(({ name }) => ({ to: name, via: "form" })));
  });
});

test("ARCHITECTURE.md gives every dependency its sentence", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;
  const [, list = ""] = read("ARCHITECTURE.md").split("## What we rely on");
  const explained = [...list.matchAll(/^- (`.+?):/gm)].flatMap(([, names = ""]) => names.split(", "));
  const names = Object.keys({ ...dependencies, ...devDependencies }).map((name) => `\`${name}\``);
  expect(explained.toSorted()).toEqual(names.toSorted());
});

test("links between the documents lead somewhere", () => {
  const documents = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", ".github/CONTRIBUTING.md"];
  const broken = documents.flatMap((document) =>
    [...read(document).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
      .map(([, to = ""]) => posix.join(posix.dirname(document), to))
      .filter((path) => !exists(path))
      .map((path) => `${document} -> ${path}`),
  );
  expect(broken).toEqual([]);
});
