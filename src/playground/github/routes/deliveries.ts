// The app's webhook: where it points, what was delivered, and delivering it again.
import { deliveriesOf, deliveryOf, redeliver } from "../deliveries.ts";
import { textField } from "../fields.ts";
import { invalid, notFound } from "../refusals.ts";
import { type Answer, type Call, numberIn, type Row } from "../router.ts";
import { deliveryItemShape, deliveryShape } from "../shapes/delivery.ts";
import type { App } from "../world.ts";

function appIn({ caller }: Call): App {
  if (!caller.app) throw notFound();
  return caller.app;
}

/** Pages go by cursor, not by number: the log grows while it is read. */
function list(call: Call): Answer {
  const { query, world } = call;
  const status = query.get("status");
  if (status !== null && status !== "success" && status !== "failure") {
    throw invalid({ resource: "HookDelivery", field: "status", code: "invalid" });
  }
  const size = Math.min(Number(query.get("per_page")) || 30, 100);
  const cursor = Number(query.get("cursor") ?? Number.POSITIVE_INFINITY);
  const wanted = deliveriesOf(world, appIn(call)).filter((one) => {
    const good = one.status >= 200 && one.status < 400;
    return one.id < cursor && (status === null || (status === "success") === good);
  });
  const page = wanted.slice(0, size);
  const last = page.at(-1);
  const more: Record<string, string> = wanted.length > size && last ? { link: linkTo(call, last.id) } : {};
  return { status: 200, body: page.map(deliveryItemShape), headers: more };
}

function linkTo(call: Call, cursor: number): string {
  const query = new URLSearchParams(call.query);
  query.set("cursor", String(cursor));
  return `<${call.base}${call.path}?${query}>; rel="next"`;
}

function again(call: Call): Answer {
  redeliver(call.world, appIn(call), numberIn(call, "id"));
  return { status: 202, body: {} };
}

function config(call: Call): Answer {
  const app = appIn(call);
  app.webhookUrl = textField(call.body, "url") ?? app.webhookUrl;
  app.webhookSecret = textField(call.body, "secret") ?? app.webhookSecret;
  return { status: 200, body: { content_type: "json", insecure_ssl: "0", secret: "********", url: app.webhookUrl } };
}

export const deliveryRows: Row<Call>[] = [
  { method: "GET", path: "/app/hook/config", permission: "app", run: config },
  { method: "PATCH", path: "/app/hook/config", permission: "app", run: config },
  { method: "GET", path: "/app/hook/deliveries", permission: "app", run: list },
  {
    method: "GET",
    path: "/app/hook/deliveries/:id",
    permission: "app",
    run: (call) => ({ status: 200, body: deliveryShape(deliveryOf(call.world, appIn(call), numberIn(call, "id"))) }),
  },
  { method: "POST", path: "/app/hook/deliveries/:id/attempts", permission: "app", run: again },
];
