// `npm run demo`: plays an incident in the terminal, then serves a page on which it can be lived on. `-- --once` stops after the story.

import { createDemoServer } from "./demo-server.ts";
import { createPaint } from "./reader.ts";
import { createStage } from "./stage.ts";
import { POLICY, play, START } from "./story.ts";

/** Milliseconds between two paragraphs, so that a person can follow; a pipe gets everything at once. */
const PACE = 150;

const isTerminal = process.stdout.isTTY === true;
const paint = createPaint(isTerminal);
const stage = await createStage({ start: START, policy: POLICY });
const number = await play(stage, {
  paint,
  async show(text) {
    process.stdout.write(`${text}\n\n`);
    if (isTerminal) await new Promise((resolve) => setTimeout(resolve, PACE));
  },
});

if (process.argv.includes("--once")) await stage.close();
else {
  const server = createDemoServer(stage);
  server.on("error", (error) => {
    process.stderr.write(`demo: the page cannot be served: ${error.message}\n`);
    process.exit(1);
  });
  server.listen(Number(process.env.PORT) || 0, "127.0.0.1", () => {
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : "";
    process.stdout.write(paint("heading", `Go on at http://127.0.0.1:${port}/issues/${number}`));
    process.stdout.write("\nComment as somebody, set labels, move time. Ctrl-C ends it.\n");
  });
}
