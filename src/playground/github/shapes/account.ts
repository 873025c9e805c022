// Accounts as GitHub writes them in JSON.
import type { Account, World } from "../world.ts";
import { nodeId } from "./node-id.ts";

function links(url: string) {
  return {
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
  };
}

/** The page of an account: a bot's is its app's. */
function pageOf(world: World, { type, login }: Account): string {
  return type === "Bot" ? `${world.baseUrl}/apps/${login.replace("[bot]", "")}` : `${world.baseUrl}/${login}`;
}

/** A `simple-user`; null when the account was deleted. */
export function userShape(world: World, account: Account) {
  if (account.isGone) return null;
  const url = `${world.baseUrl}/users/${encodeURIComponent(account.login)}`;
  const prefix = { User: "U", Organization: "O", Bot: "BOT" }[account.type];
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(prefix, account.id),
    avatar_url: `${world.baseUrl}/avatars/u/${account.id}?v=4`,
    gravatar_id: "",
    url,
    html_url: pageOf(world, account),
    ...links(url),
    type: account.type,
    user_view_type: "public",
    site_admin: false,
  };
}

/** `organization-simple`, as webhooks carry it. */
export function organizationShape(world: World, account: Account) {
  const url = `${world.baseUrl}/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId("O", account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.baseUrl}/avatars/u/${account.id}?v=4`,
    description: "",
  };
}

/** An account in GraphQL: bots go without what REST puts behind their names. */
export function actorNode({ login }: Pick<Account, "login">) {
  const isBot = login.endsWith("[bot]");
  return { __typename: isBot ? "Bot" : "User", login: login.replace("[bot]", "") };
}
