// `npm run playground`: builds the playground as a static page that needs no server, and says where it is.
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { buildPlayground } from "./playground-bundle.ts";

const folder = fileURLToPath(new URL("../dist/playground/", import.meta.url));
for (const [name, text] of await buildPlayground(folder)) {
  const kilobytes = (gzipSync(text).length / 1000).toFixed(1);
  process.stdout.write(`${folder}${name}  ${kilobytes} kB gzipped\n`);
}
process.stdout.write(
  "Open index.html in a browser, from the file or from any server; it asks the network for nothing.\n",
);
