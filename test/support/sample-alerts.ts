// Sample alerts: the issues that alerts open. Words are in no language.
import type { Message } from "../../src/domain/effects.ts";
import { at } from "./sample-incidents.ts";

const LINKS = [
  { name: "runbook", url: "https://runbooks.example/api" },
  { name: "source", url: "javascript:alert(1)" },
];
const ROWS = [
  { name: "API", what: "instance=a|b", isFiring: true, since: at("14:28"), severity: "critical", links: LINKS },
  { name: "API", what: "", isFiring: false, since: at("14:20"), severity: "", links: [] },
];
const BODY = { text: "", url: "", firing: 1, more: 0, rows: ROWS, previous: 0 };

export function alertSamples(): Message[] {
  const bodies = [BODY, { ...BODY, text: "lorem @ipsum", url: "https://am.example/#/alerts", more: 1, previous: 12 }];
  return [
    ...[...bodies, { ...BODY, more: 7, rows: [] }].map((data) => ({ template: "alert-issue", data })),
    { template: "alert-title", data: {} },
  ];
}
