// The draft of a notification: which fields of art. 33(3) people have given, in English and in French.
import { describe, expect, test } from "vitest";
import { loadTemplates } from "../../src/adapters/templates.ts";
import { missingFields, NOTICE_FIELDS, readNotification } from "../../src/domain/notification.ts";
import { at } from "../support/facts.ts";

const data = { since: at("09:15"), due: "", declaredAt: at("14:30"), title: "API", impact: "all", components: [] };
const templates = loadTemplates();
const draft = (locale: "en" | "fr") =>
  templates.render({ template: "notification", data }, { locale, timezone: "UTC" }).replace(/^[^\n]*\n/, "");
const fill = (text: string, words: string) => text.replace(/^\[….*\]$/m, words);

describe.each(["en", "fr"] as const)("as the app writes it (%s)", (locale) => {
  test("everything is missing, also where something is known already", () => {
    expect(missingFields(draft(locale))).toEqual(NOTICE_FIELDS);
  });

  test("filled in one by one, in the law's order, until nothing is missing", () => {
    let text = draft(locale);
    for (const [index] of NOTICE_FIELDS.entries()) {
      text = fill(text, `words ${index}`);
      expect(missingFields(text)).toEqual(NOTICE_FIELDS.slice(index + 1));
    }
    expect(readNotification(text)).toMatchObject({ nature: "all words 0", measures: "words 5" });
  });
});

test("without a draft everything is missing", () => {
  expect(missingFields(undefined)).toEqual(NOTICE_FIELDS);
});

test("a heading that is gone, or with nothing under it, gives nothing; a list and a code block do", () => {
  const text =
    "#### Contact point\n\n#### Measures (d)\n- keys changed\n- sessions ended\n\n## LIKELY CONSEQUENCES\n```\nspam\n```";
  expect(missingFields(text)).toEqual(["nature", "subjects", "records", "contact"]);
  expect(readNotification(text).measures).toBe("keys changed sessions ended");
});

test("what stands under other headings, or in hidden lines, is nobody's", () => {
  const text = "#### Measures\n<!-- hidden -->\n\n#### Our own notes\nwords\n";
  expect(readNotification(text)).toEqual({});
});

test("the ends of lines of GitHub's editor make no difference", () => {
  const text = fill(draft("en"), "words").replaceAll("\n", "\r\n");
  expect(missingFields(text)).toEqual(NOTICE_FIELDS.slice(1));
});
