// The health page: how the app is doing, for anybody. It counts, and names nobody.
import { existsSync, readFileSync } from "node:fs";
import type { Pages } from "../adapters/pages.ts";
import type { Vitals } from "../app/vitals.ts";
import { type Health, problemsOf } from "./health.ts";
import { localeOf } from "./locale.ts";
import type { Answer, Asked } from "./routes.ts";

export interface HealthDesk {
  readonly health: Health;
  readonly pages: Pages;
  vitals(): Promise<Vitals>;
}

/** Beside src, and beside dist when it was built. */
const PACKAGES = ["../../package.json", "../../../package.json"].map((path) => new URL(path, import.meta.url));

/** 503 when the process is not ready, as `/readyz` says it. */
export async function showHealth({ health, pages, vitals }: HealthDesk, asked: Asked, login: string): Promise<Answer> {
  const problems = await problemsOf(health);
  const found = await vitals().catch(() => undefined);
  const sweptAt = health.lastSweep() ?? 0;
  const data = {
    isReady: problems.length === 0,
    problems,
    isReached: found !== undefined,
    installations: found?.installations ?? false,
    lastDelivery: found?.lastDelivery ?? 0,
    failed: found?.failed ?? 0,
    waiting: found?.waiting ?? 0,
    due: found?.due ?? 0,
    scarcest: found?.scarcest ?? false,
    sweptAt,
    now: health.now(),
    versions: { tocsin: VERSION, node: process.versions.node },
  };
  const body = pages.render("health", data, { locale: localeOf(asked.request), login, path: asked.path });
  return { status: data.isReady ? 200 : 503, body };
}

const VERSION = versionIn(PACKAGES.find((file) => existsSync(file)));

function versionIn(file: URL | undefined): string {
  return file ? String((JSON.parse(readFileSync(file, "utf8")) as { version?: unknown }).version) : "";
}
