// A sample of every finding about a file of configuration, and of every label's description.
import { LABEL_NAMES } from "../../src/domain/labels.ts";

type Data = Record<string, unknown>;

const at = (where: string, given: string, more: Data = {}): Data => ({ where, given, ...more });
const names = ["P0", "P1", "P2"];

export const FINDINGS: Readonly<Record<string, Data[]>> = {
  "not-yaml": [{ where: "", detail: "tab" }],
  "not-utf8": [{}],
  "too-large": [{ where: "", size: 70_000, most: 65_536 }],
  "two-documents": [{}],
  "wrong-type": [
    ...["string", "array", "object", "record", "boolean", "null"].map((expected) => at("links", "3", { expected })),
    { ...at("", "", { expected: "object" }) },
  ],
  "not-one-of": [at("locale", "de", { values: ["en", "fr"] }), at("locale", "de", { values: names })],
  "unknown-key": [
    at("local", "local", { nearest: "locale", known: [] }),
    at("x", "x", { nearest: "", known: ["a"] }),
    at("x", "x", { nearest: "", known: names }),
  ],
  "unknown-command": [at("commands.x", "x", { nearest: "ack", names }), at("commands.x", "x", { nearest: "", names })],
  "unknown-severity": [at("default_severity", "P9", { names })],
  "no-severity": [{}],
  "label-twice": [at("labels.drill", "incident")],
  locked: [{ where: "commands" }],
  missing: [{ where: "commands" }],
  "unknown-team": [at("x", "@acme/sre")],
  "foreign-team": [at("x", "@other/sre", { owner: "acme" })],
  "no-access": [at("x", "@bob")],
  "cannot-acknowledge": [at("x", "@bob", { role: "read", needed: "triage" })],
  "too-long": [at("trigger", "x", { maximum: 50 })],
  ...Object.fromEntries(
    [
      ...["not-a-length", "not-a-moment", "not-a-target", "not-a-severity", "not-a-component", "not-a-label"],
      ...["not-a-time-zone", "not-a-repository", "not-an-address", "report-is-trigger", "empty"],
      ...["not-opening-hours", "hours-backwards", "not-a-date", "not-a-calendar"],
      ...["not-a-notice", "not-a-register", "not-a-count"],
    ].map((reason) => [reason, [at("links", "x")]]),
  ),
};

export const LABELS: Data[] = ["incident", "severity", "report", ...LABEL_NAMES].map((of) => ({ of, what: "P1" }));
