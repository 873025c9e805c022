// Installation tokens: what they may, where, and how long.
import { repositoriesOf } from "./apps.ts";
import { refusal } from "./refusals.ts";
import { freshId, type Installation, type Permissions, type Token, type World } from "./world.ts";

/** An installation token lives for an hour. */
const TOKEN_LIFE = 3_600_000;

export interface TokenWish {
  repositories?: string[];
  repository_ids?: number[];
  permissions?: Permissions;
}

/** Mints an installation token, narrowed as wished; what was never granted is a 422. */
export function mintToken(world: World, installation: Installation, wish: TokenWish): [string, Token] {
  if (installation.suspendedAt !== null) throw refusal(403, "This installation has been suspended");
  const token: Token = {
    installation,
    permissions: narrowPermissions(installation, wish.permissions),
    repositories: narrowRepositories(world, installation, wish),
    expiresAt: Math.floor(world.jwtClock() / 1000) * 1000 + TOKEN_LIFE,
  };
  const secret = `ghs_${crypto.randomUUID().replaceAll("-", "")}${String(freshId(world)).slice(-4)}`;
  world.tokens.set(secret, token);
  return [secret, token];
}

function narrowPermissions({ permissions }: Installation, wished: Permissions | undefined): Permissions {
  if (!wished) return permissions;
  for (const [name, access] of Object.entries(wished)) {
    const granted = permissions[name];
    if (granted === "write" || granted === access) continue;
    const message = "The permissions requested are not granted to this installation.";
    throw refusal(422, message);
  }
  return { ...wished, metadata: "read" };
}

function narrowRepositories(world: World, installation: Installation, wish: TokenWish): Token["repositories"] {
  const { repositories: names, repository_ids: ids } = wish;
  if (!names && !ids) return "all";
  const seen = repositoriesOf(world, installation);
  const byName = (names ?? []).map((name) => seen.find((one) => one.name.toLowerCase() === name.toLowerCase()));
  const byId = (ids ?? []).map((id) => seen.find((one) => one.id === id));
  const chosen = [...byName, ...byId].filter((one) => one !== undefined);
  if (chosen.length < byName.length + byId.length) {
    throw refusal(
      422,
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  }
  return new Set(chosen);
}
