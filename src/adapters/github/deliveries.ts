// GitHub's log of what it tried to deliver, and its only way to try again.
import type { Probot } from "probot";
import type { Attempt, GitHub } from "./port.ts";
import { answeredAt } from "./shapes.ts";

/** 100 attempts a page; a flood beyond this many pages is left to the sweep. */
const MOST_PAGES = 100;

export function createDeliveries(probot: Probot): Pick<GitHub, "deliveries" | "redeliver"> {
  return {
    async deliveries(since) {
      const octokit = await probot.auth();
      const attempts: Attempt[] = [];
      let pages = 0;
      let at: number | undefined;
      for await (const { data, headers } of octokit.paginate.iterator("GET /app/hook/deliveries", { per_page: 100 })) {
        at ??= answeredAt(headers);
        for (const { id, guid, event, action, status_code, delivered_at } of data) {
          if (Date.parse(delivered_at) < since) return { list: attempts, at };
          attempts.push({ id, guid, event, action, isDelivered: status_code >= 200 && status_code < 300 });
        }
        if (++pages >= MOST_PAGES) break;
      }
      return { list: attempts, at };
    },
    async redeliver(delivery_id) {
      const octokit = await probot.auth();
      await octokit.request("POST /app/hook/deliveries/{delivery_id}/attempts", { delivery_id });
    },
  };
}
