// Entries of an app's delivery log as GitHub writes them in JSON.
import { type Delivery, iso } from "../world.ts";

/** A `hook-delivery-item`. */
export function deliveryItemShape(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: iso(delivery.at),
    redelivery: delivery.redelivery,
    duration: 0.01,
    status: delivery.message,
    status_code: delivery.status,
    event: delivery.event,
    action: delivery.action ?? null,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

/** A `hook-delivery`: with what was sent. */
export function deliveryShape(delivery: Delivery) {
  const { headers, body } = delivery;
  return {
    ...deliveryItemShape(delivery),
    url: delivery.app.webhookUrl,
    request: { headers, payload: JSON.parse(body) as object },
    response: { headers: {}, payload: "" },
  };
}
