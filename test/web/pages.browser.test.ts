// The pages in a real browser: both themes, on a telephone and on a desk, without an error or a barrier.
import { expect, test } from "vitest";
import { createPageDoor } from "../../src/web/pages.ts";
import { describeInBrowser, LOOKS, problemsAt, useBrowser } from "../support/browser.ts";
import { opened } from "./door.ts";

describeInBrowser("in a browser", () => {
  useBrowser();

  test.each(LOOKS)("what is not there ($theme, $width px)", async (look) => {
    const { url } = await opened({ pages: createPageDoor(() => []) });
    // The browser itself complains of every page that is a 404.
    const problems = await problemsAt(`${url}/nothing`, { name: "missing", ...look });
    expect(problems.filter((one) => !one.includes("status of 404"))).toEqual([]);
  });
});
