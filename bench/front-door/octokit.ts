// The yardstick, in its own process: Octokit's webhook middleware with a handler that does nothing.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createNodeMiddleware, Webhooks } from "@octokit/webhooks";
import { SECRET } from "../app.ts";
import { endWithParent } from "../child.ts";
import { PATH } from "./payload.ts";

const webhooks = new Webhooks({ secret: SECRET });
webhooks.on("issues.labeled", () => undefined);
const server = createServer(createNodeMiddleware(webhooks, { path: PATH }));
server.listen(0, "127.0.0.1");
await once(server, "listening");
endWithParent(async () => {
  server.close();
  server.closeAllConnections();
});
process.send?.((server.address() as AddressInfo).port);
