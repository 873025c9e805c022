// The board with 2,000 open incidents: how long a page takes, how large it is, and what 500 viewers of live updates cost.
import { mkdtemp, rm } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { INCIDENTS } from "./board/incidents.ts";
import { type Child, startChild } from "./child.ts";
import { count, median, percentile, type Row } from "./row.ts";

const SERVER = new URL("./board/server.ts", import.meta.url);
const ROUNDS = 15;
const CHANGES = 10;

export async function board(viewers = 500): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
  const { child, first: port } = await startChild<number>(SERVER, folder);
  try {
    const cookies = await child.ask<string[]>({ cookies: viewers });
    const at = { url: `http://127.0.0.1:${port}`, cookie: cookies[0] ?? "" };
    const pages = [await pageRow("the first page of them", at, "/"), await pageRow("the last page", at, "/?from=1750")];
    return [...pages, await liveRow(child, at.url, cookies)];
  } finally {
    await child.end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function pageRow(what: string, { url, cookie }: { url: string; cookie: string }, path: string): Promise<Row> {
  const [pages, yards]: [number[], number[]] = [[], []];
  let bytes = 0;
  const ask = async (target: string) => {
    const begun = performance.now();
    bytes = Buffer.byteLength(await (await fetch(url + target, { headers: { cookie } })).text());
    return performance.now() - begun;
  };
  await ask(path);
  for (let round = 0; round < ROUNDS; round++) {
    yards.push(await ask("/healthz"));
    pages.push(await ask(path));
  }
  return {
    what: `the board, ${count(INCIDENTS)} open incidents, ${what}`,
    measured: `${median(pages).toFixed(0)} ms (p95 ${percentile(pages, 95).toFixed(0)} ms), ${count(bytes / 1000)} kB`,
    yardstick: `/healthz on the same server: ${median(yards).toFixed(1)} ms`,
    ratio: median(pages.map((page, round) => page / (yards[round] ?? Number.NaN))),
    aim: "under 300 ms and 1 MB",
  };
}

async function liveRow(child: Child, url: string, cookies: readonly string[]): Promise<Row> {
  const before = await child.ask<{ rss: number }>({});
  let heard = 0;
  const lines = await Promise.all(
    cookies.map((cookie) =>
      line(`${url}/events?version=none`, cookie, (text) => {
        heard += text.split("event: row").length - 1;
      }),
    ),
  );
  const delays: number[] = [];
  for (let index = 0; index < CHANGES; index++) {
    const wanted = heard + cookies.length;
    await child.ask({ change: index * 7 });
    const begun = performance.now();
    while (heard < wanted) await new Promise((resolve) => setTimeout(resolve, 5));
    delays.push(performance.now() - begun);
  }
  const { rss, viewers } = await child.ask<{ rss: number; viewers: number }>({});
  for (const one of lines) one.destroy();
  return {
    what: `${count(viewers)} viewers of live updates, each reading all ${count(INCIDENTS)} incidents`,
    measured: `${count(rss / 1e6)} MB RSS; a change reached all in ${median(delays).toFixed(0)} ms (looked for once a second)`,
    yardstick: `without them: ${count(before.rss / 1e6)} MB`,
    ratio: rss / before.rss,
    aim: "under 300 MB",
  };
}

/** Without an agent: every viewer has a line of their own. */
function line(url: string, cookie: string, take: (text: string) => void): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false, headers: { cookie } }, (response) => {
      response.on("data", (chunk: Buffer) => take(chunk.toString()));
      response.on("error", () => undefined);
      resolve(response);
    }).on("error", reject);
  });
}
