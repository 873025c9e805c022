// What somebody without the secret can do to the real process: its memory, its log, and what becomes of a good webhook meanwhile.
import { createHmac } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SECRET } from "./app.ts";
import { type Child, startChild } from "./child.ts";
import { type Attack, type Damage, MARK } from "./flood/mark.ts";
import { freePort, type Running, startProcess } from "./life/process.ts";
import { sqliteUnderTest } from "./life/store.ts";
import { createTown } from "./life/town.ts";
import { count, type Row } from "./row.ts";

const ATTACKER = new URL("./flood/attacker.ts", import.meta.url);
const GIGABYTE = 1e9;
/** Longer than the server waits for a whole request. */
const SECONDS = 45;
const ATTACKS: readonly { what: string; attack: Attack }[] = [
  { what: "1 GB without a signature", attack: { kind: "body", bytes: GIGABYTE, forged: false } },
  { what: "1 GB with a forged signature", attack: { kind: "body", bytes: GIGABYTE, forged: true } },
  {
    what: `1,000 sockets, a byte a second each, for ${SECONDS} s`,
    attack: { kind: "drip", sockets: 1000, seconds: SECONDS },
  },
];

export async function flood(): Promise<Row[]> {
  const store = await sqliteUnderTest();
  const town = await createTown();
  const port = await freePort();
  const log = join(store.folder, "log");
  const running = startProcess({ ...town.variables, ...store.variables }, port, log);
  const { child } = await startChild(ATTACKER, String(port));
  try {
    await running.ready();
    // Warm: the first requests cost memory that is no attacker's doing.
    for (let i = 0; i < 200; i++) await goodWebhook(running);
    await sleep(1000);
    const rows: Row[] = [];
    for (const { what, attack } of ATTACKS) rows.push(await attacked({ child, running, log }, what, attack));
    return rows;
  } finally {
    await child.end();
    await running.end("SIGTERM");
    await town.close();
    await store.remove();
  }
}

interface Scene {
  readonly child: Child;
  readonly running: Running;
  readonly log: string;
}

async function attacked({ child, running, log }: Scene, what: string, attack: Attack): Promise<Row> {
  const [memory, written] = [running.memory().now, statSync(log).size];
  let most = memory;
  let isOver = false;
  const slow: number[] = [];
  const watch = (async () => {
    while (!isOver) {
      slow.push(await goodWebhook(running));
      most = Math.max(most, running.memory().now);
      await sleep(20);
    }
  })();
  const { sent, requests, lived } = await child.ask<Damage>(attack);
  // What is still on its way is still an attack.
  await sleep(1000);
  isOver = true;
  await watch;
  const text = readFileSync(log).subarray(written).toString();
  return {
    what: `flood: ${what}`,
    measured:
      `RSS +${((most - memory) / 1e6).toFixed(0)} MB, a good webhook taken within ${Math.max(...slow).toFixed(0)} ms, ` +
      `log +${count(text.length / requests)} bytes a request, ${text.includes(MARK) ? "with" : "without"} its text`,
    yardstick:
      attack.kind === "body"
        ? `${(sent / 1e6).toFixed(1)} MB sent before it was cut off`
        : `${count(requests)} requests; cut off after ${lived.map((seconds) => `${seconds.toFixed(0)} s`).join(" to ")}`,
    ratio: undefined,
    aim: "< 64 MB; < 2 s; < 1 kB, without",
  };
}

/** Milliseconds until a signed webhook is answered; throws unless with 2xx. */
async function goodWebhook({ url }: Running): Promise<number> {
  const begun = performance.now();
  const body = JSON.stringify({ zen: "Keep it logically awesome." });
  const answer = await fetch(`${url}/api/github/webhooks`, {
    method: "POST",
    body,
    headers: {
      "x-github-delivery": crypto.randomUUID(),
      "x-github-event": "ping",
      "x-hub-signature-256": `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`,
    },
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`a good webhook was answered with ${answer.status}`);
  return performance.now() - begun;
}
