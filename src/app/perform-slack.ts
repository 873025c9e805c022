// Performs what Slack should show: writes it in the incident's language and queues it; `send-slack.ts` shows it.
import { messageIdOf } from "../adapters/mail/message-id.ts";
import { plainLine } from "../adapters/plain-text.ts";
import type { Words } from "../adapters/slack/port.ts";
import type { EffectOf, Message } from "../domain/effects.ts";
import type { Scene, Tools } from "./post.ts";
import { type Shown, slackDelivery } from "./slack-lane.ts";
import { referenceOf } from "./slack-view.ts";

/** Queued once for each state of the card, and again whenever it has changed. */
export async function slack(effect: EffectOf<"slack">, scene: Scene, tools: Tools): Promise<void> {
  const { issue, claim, policy, memory, now } = scene;
  const words = (message: Message) => ({ text: encoded(tools.templates.plain(message, scene)) });
  const link = { url: effect.url, text: encoded(referenceOf(scene)) };
  const { installation, repository, number, lane } = claim;
  const value = JSON.stringify({ installation, repository, number, lane });
  const buttons = effect.buttons.map((button) => ({
    button,
    value,
    text: plainLine(tools.templates.plain({ template: "slack-button", data: { isAck: button === "ack" } }, scene)),
  }));
  const shown: Shown = {
    kind: "show",
    issue: issue.nodeId,
    since: Math.floor(issue.createdAt.toSeconds()),
    channel: effect.channel,
    card: { ...words(effect.card), link, buttons },
    updates: effect.updates.map(({ key, text }) => ({ key, words: words(text) })),
    calls: effect.calls.map(({ key, to, text }) => {
      const member = memberIn(to, policy.slack?.users ?? {});
      const mention = member ? `<@${member}> ` : to.startsWith("slack:@") ? "" : "<!channel> ";
      return { key, to, ...(member && { member }), words: { text: mention + words(text).text, link } satisfies Words };
    }),
  };
  const version = messageIdOf(JSON.stringify(shown), String(memory.revision));
  await tools.store.accept([slackDelivery(claim, version, shown)], +now);
}

export async function whisper(effect: EffectOf<"whisper">, scene: Scene, tools: Tools): Promise<void> {
  const { key, channel, user } = effect;
  const text = encoded(tools.templates.plain(effect.text, scene));
  await tools.store.accept(
    [slackDelivery(scene.claim, `whisper:${key}`, { kind: "whisper", channel, user, text })],
    +scene.now,
  );
}

/** `slack:@name`: a member's id, or the login of somebody who has one. */
function memberIn(to: string, users: Readonly<Record<string, string>>): string | undefined {
  const [, name = ""] = /^slack:@(.+)$/.exec(to) ?? [];
  if (/^[UW][A-Z0-9]{2,20}$/.test(name)) return name;
  return Object.entries(users).find(([, login]) => name !== "" && login.toLowerCase() === name.toLowerCase())?.[0];
}

/** Slack reads `<…>` and `&…;`; without them nobody is mentioned and nothing is a link. Bold is one star there. */
function encoded(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("**", "*");
}
