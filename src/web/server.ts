// The HTTP server: one table of routes.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Registry } from "prom-client";
import { type AlertDoor, createAlertDoor } from "./alerts.ts";
import { type Health, problemsOf } from "./health.ts";
import type { PageDoor } from "./pages.ts";
import { createSlackDoor, type SlackDoor } from "./slack.ts";
import { createFrontDoor, type FrontDoor } from "./webhooks.ts";

export interface Web extends FrontDoor {
  readonly health: Health;
  readonly metrics: Registry;
  /** Without one every alert is refused. */
  readonly alerts?: AlertDoor;
  /** Undefined: nothing is taken from Slack. */
  readonly slack?: SlackDoor | undefined;
  /** Undefined: there are only the routes of machines. */
  readonly pages?: PageDoor | undefined;
}

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** Slow senders are looked for this often; by default Node does every 30 s, whatever its limits. Milliseconds. */
const LOOK = 1000;

const NO_ROUTES: AlertDoor = { routes: [], take: async () => false };

/** Not listening yet. Slow senders are cut off: headers within 10 s, the whole request within 30 s. */
export function createWebServer(web: Web): Server {
  const routes: Record<string, Route> = {
    "POST /api/github/webhooks": createFrontDoor(web),
    ...(web.slack && { "POST /api/slack/interactions": createSlackDoor(web.slack) }),
    "GET /healthz": (_request, response) => text(response, 200, "alive"),
    "GET /readyz": async (_request, response) => {
      const problems = await problemsOf(web.health);
      text(response, problems.length === 0 ? 200 : 503, problems.join("\n") || "ready");
    },
    "GET /metrics": async (_request, response) => {
      const metrics = await web.metrics.metrics();
      response.writeHead(200, { "content-type": web.metrics.contentType }).end(metrics);
    },
  };
  const alertsAt = createAlertDoor(web.alerts ?? NO_ROUTES, web.log);
  const server = createServer({ connectionsCheckingInterval: LOOK }, async (request, response) => {
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const route =
      routes[`${request.method} ${path}`] ?? (request.method === "POST" ? alertsAt(path) : undefined) ?? web.pages;
    // Whoever keeps the connection would send the next one to a process that is gone.
    if (web.health.isStopping?.()) response.setHeader("connection", "close");
    try {
      if (route) await route(request, response);
      else text(response, 404, "there is nothing here");
    } catch (error) {
      web.log.error({ path, err: error }, "a request failed");
      if (!response.headersSent) text(response, 500, "something went wrong here");
    }
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  return server;
}

function text(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${body}\n`);
}
