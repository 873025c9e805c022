// Who stands behind a request: an app, one of its installations, or nobody.

import { notFound, refusal } from "./refusals.ts";
import { hasOwnRole } from "./roles.ts";
import { clientIdOf } from "./shapes/app.ts";
import { issuerOf, verifyJwt } from "./signatures.ts";
import { covers } from "./webhooks.ts";
import type { Account, App, Installation, Permissions, Repository, Token, World } from "./world.ts";

export interface Caller {
  name: string;
  /** Under which name the limits are counted. */
  account: string;
  app: App | null;
  installation: Installation | null;
  permissions: Permissions;
  token: Token | null;
  /** Who signed in, when it is a user's token. */
  user: Account | null;
  /** What that user may read. */
  sees?: (repository: Repository) => boolean;
}

const NOBODY: Caller = {
  name: "anonymous",
  account: "anonymous",
  app: null,
  installation: null,
  permissions: {},
  token: null,
  user: null,
};

/** The caller behind an `Authorization` header; 401 for what nobody issued or what has expired. */
export async function callerOf(world: World, authorization: string | undefined): Promise<Caller> {
  if (!authorization) return NOBODY;
  const [scheme = "", secret = ""] = authorization.split(" ");
  if (!/^(bearer|token)$/i.test(scheme)) throw refusal(401, "Bad credentials");
  if (secret.startsWith("ghu_")) return userCaller(world, secret);
  return secret.split(".").length === 3 ? appCaller(world, secret) : installationCaller(world, secret);
}

async function appCaller(world: World, jwt: string): Promise<Caller> {
  const issuer = issuerOf(jwt);
  const app = world.apps.find((one) => String(one.id) === issuer || clientIdOf(one) === issuer);
  if (!app) throw notFound("Integration not found");
  if (app.publicKey) await verifyJwt(jwt, app.publicKey, world.jwtClock());
  return {
    name: app.slug,
    account: `app ${app.id}`,
    app,
    installation: null,
    permissions: {},
    token: null,
    user: null,
  };
}

function installationCaller(world: World, secret: string): Caller {
  const token = world.tokens.get(secret);
  const installation = token && world.installations.get(token.installation.id);
  if (!token || !installation || token.expiresAt <= world.jwtClock()) throw refusal(401, "Bad credentials");
  if (installation.suspendedAt !== null) throw refusal(403, "This installation has been suspended");
  const { app } = installation;
  const account = `installation ID ${installation.id}`;
  return { name: app.bot.login, account, app, installation, permissions: stillGranted(token), token, user: null };
}

function userCaller(world: World, secret: string): Caller {
  const token = world.userTokens.get(secret);
  if (!token || token.account.isGone || token.expiresAt <= world.clock.now()) throw refusal(401, "Bad credentials");
  const { app, account: user } = token;
  const sees = (one: Repository) => !one.private || hasOwnRole(world, user, one);
  return { ...NOBODY, name: user.login, account: `user ID ${user.id}`, app, user, sees };
}

/** What a token was given, without what was taken from its installation since; what came since needs a new token. */
function stillGranted({ permissions, installation }: Token): Permissions {
  const kept = Object.entries(permissions).flatMap(([name, access]) => {
    const granted = installation.permissions[name];
    return granted ? [[name, granted === "read" ? granted : access]] : [];
  });
  return Object.fromEntries(kept);
}

/** Whether a caller may know that a repository exists. */
export function mayVisit({ installation, token, app, sees }: Caller, repository: Repository): boolean {
  if (sees) return sees(repository);
  if (!app) return !repository.private;
  if (!installation || !token) return true;
  return covers(installation, repository) && (token.repositories === "all" || token.repositories.has(repository));
}
