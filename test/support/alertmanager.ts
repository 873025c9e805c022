// A real Alertmanager on the loopback, in real time, with one route that leads to the app.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

const NAMES = ["prometheus-alertmanager", "alertmanager"];

/** The program, where one is installed. */
export const ALERTMANAGER = NAMES.find((name) => {
  try {
    return execFileSync("which", [name], { stdio: ["ignore", "pipe", "ignore"] }).length > 0;
  } catch {
    return false;
  }
});

export interface Alertmanager {
  /** Posts alerts to its API, version 2. */
  raise(alerts: readonly object[]): Promise<void>;
  /** How often it has told its receiver something, by its own count. */
  told(): Promise<number>;
  stop(): Promise<void>;
}

const config = (receiver: string, token: string) => `
route:
  receiver: tocsin
  group_by: [alertname]
  group_wait: 1s
  group_interval: 1s
  repeat_interval: 1s
receivers:
  - name: tocsin
    webhook_configs:
      - url: ${receiver}
        send_resolved: true
        http_config: { authorization: { type: Bearer, credentials: ${token} } }
`;

/** Starts one that tells `receiver` a second after it hears something; it ends with the test. */
export async function startAlertmanager(receiver: string, token: string): Promise<Alertmanager> {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-alertmanager-"));
  writeFileSync(join(folder, "config.yml"), config(receiver, token));
  const port = await freePort();
  const child = spawn(
    ALERTMANAGER ?? "",
    [
      `--config.file=${join(folder, "config.yml")}`,
      `--storage.path=${folder}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--cluster.listen-address=",
    ],
    { stdio: "ignore" },
  );
  const stop = () => ended(child);
  onTestFinished(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${port}`;
  await ready(url);
  const headers = { "content-type": "application/json" };
  return {
    async raise(alerts) {
      const response = await fetch(`${url}/api/v2/alerts`, { method: "POST", headers, body: JSON.stringify(alerts) });
      if (!response.ok) throw new Error(await response.text());
    },
    async told() {
      const metrics = await (await fetch(`${url}/metrics`)).text();
      return Number(/^alertmanager_notifications_total\{integration="webhook"\} (\d+)/m.exec(metrics)?.[1] ?? 0);
    },
    stop,
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function ready(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const isReady = await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the Alertmanager does not answer");
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
