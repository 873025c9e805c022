// A client whose every request and answer is held against GitHub's own description.

import type { GitHub } from "../../src/playground/github/index.ts";
import { requestErrors, responseErrors, webhookErrors } from "../support/openapi.ts";
import { appClient, type Client, installationClient, type Reply, type Setting } from "./setting.ts";

export type Call = (status: number, ...call: Parameters<Client>) => Promise<Reply>;

function errorsOf([method, path, body]: Parameters<Client>, status: number, reply: Reply): string[] {
  const answer = reply.body === "" ? undefined : reply.body;
  // Of that one list GitHub's description wants each account to be a user and an enterprise at once.
  const excused = (error: string) => path === "/app/installations" && error.includes("/account");
  return [
    ...(reply.status === status ? [] : [`answered ${reply.status}, not ${status}: ${JSON.stringify(reply.body)}`]),
    ...(status < 400 ? requestErrors(method, path, body) : []),
    ...responseErrors(method, path, reply.status, answer).filter((error) => !excused(error)),
  ];
}

function checked(client: Client, wrong: string[]): Call {
  return async (status, ...call) => {
    const reply = await client(...call);
    wrong.push(...errorsOf(call, status, reply).map((error) => `${call[0]} ${call[1]}: ${error}`));
    return reply;
  };
}

/** Runs calls as the installation and as the app; answers everything that was not as GitHub describes it. */
export async function answerErrors(all: Setting, run: (call: Call, asApp: Call) => Promise<void>): Promise<string[]> {
  const wrong: string[] = [];
  await run(checked(await installationClient(all), wrong), checked(appClient(all), wrong));
  return wrong;
}

/** What is wrong with the webhooks so far. */
export function webhookErrorsOf(github: GitHub): string[] {
  const errors = github.deliveries.flatMap(({ event, action, payload }) =>
    webhookErrors(event, action, payload).map((error) => `${event}.${action}: ${error}`),
  );
  // GitHub's own list of event names there is older than sub-issues.
  return errors.filter((error) => !error.includes("performed_via_github_app/events"));
}
