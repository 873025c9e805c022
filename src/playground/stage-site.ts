// The pages of a stage: signing in goes through the local GitHub, and time is the stage's.
import { createSignIn } from "../adapters/github/sign-in.ts";
import type { Store } from "../adapters/store/port.ts";
import type { Tocsin } from "../index.ts";
import type { Health } from "../web/health.ts";
import { openPages } from "../web/open-pages.ts";
import { createSite, type Site } from "../web/site.ts";
import type { GitHub } from "./github/index.ts";

const CLIENT_SECRET = "a client secret of the playground";

export interface StageSite {
  readonly app: Tocsin;
  readonly appId: number;
  readonly github: GitHub;
  readonly store: Store;
  readonly health: Health;
  /** Where the app's server listens. */
  readonly url: string;
}

/** Whoever `github.visit` names may sign in. */
export function siteOf({ app, appId, github, store, health, url }: StageSite): Site {
  github.setSignIn(appId, { secret: CLIENT_SECRET, callbacks: [`${url}/login/callback`] });
  const client = createSignIn({ clientId: app.clientId, clientSecret: CLIENT_SECRET, apiUrl: github.baseUrl });
  const signIn = { client, publicUrl: url, secret: CLIENT_SECRET };
  const open = openPages({ show: app.statusPage, now: health.now });
  return createSite({ store, health, vitals: app.vitals, open, signIn });
}
