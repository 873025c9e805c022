// A Slack on the loopback (emulate's), our side of it, and people who click with the real signature.
import { createHmac } from "node:crypto";
import { createEmulator } from "emulate";
import { onTestFinished } from "vitest";
import { createSlack } from "../../src/adapters/slack/web-api.ts";
import { SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET } from "./canaries.ts";

interface Block {
  readonly elements?: readonly { action_id: string; value: string }[];
}

export interface SlackMessage {
  readonly ts: string;
  readonly text: string;
  readonly blocks?: readonly Block[];
}

export async function startWorkspace() {
  const seed = { slack: { channels: [{ name: "incidents" }, { name: "ops" }] } };
  const emulator = await createEmulator({ service: "slack", port: 0, seed });
  onTestFinished(() => emulator.close());
  const url = `${emulator.url}/api/`;
  const client = createSlack({ token: SLACK_BOT_TOKEN, url });
  async function call(method: string, body: Record<string, string>): Promise<{ messages?: SlackMessage[] }> {
    const headers = { authorization: `Bearer ${SLACK_BOT_TOKEN}`, "content-type": "application/x-www-form-urlencoded" };
    const answer = await fetch(url + method, { method: "POST", headers, body: new URLSearchParams(body) });
    return answer.json() as Promise<{ messages?: SlackMessage[] }>;
  }
  const channel = async (name: string) => (await client.channelId(`#${name}`)) ?? "";
  return {
    url,
    slack: { client, secret: SLACK_SIGNING_SECRET },
    /** Oldest first. */
    async messages(name: string) {
      const { messages = [] } = await call("conversations.history", { channel: await channel(name) });
      return messages.toReversed();
    },
    /** The replies below a message. */
    async thread(name: string, ts: string) {
      const { messages = [] } = await call("conversations.replies", { channel: await channel(name), ts });
      return messages.slice(1);
    },
    delete: async (name: string, ts: string) => void (await call("chat.delete", { channel: await channel(name), ts })),
  };
}

/** A click as Slack posts it. */
export function clickOn(message: SlackMessage, button: string, { user, at }: { user: string; at: number }): string {
  const elements = message.blocks?.flatMap((block) => block.elements ?? []) ?? [];
  const { value } = elements.find(({ action_id }) => action_id === `tocsin-${button}`) ?? { value: "" };
  const actions = [{ type: "button", action_id: `tocsin-${button}`, action_ts: `${at}.123456`, value }];
  const payload = {
    type: "block_actions",
    user: { id: user },
    channel: { id: "C1" },
    message,
    actions,
    trigger_id: "1.2",
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** The signature of a body sent at a time (seconds). */
export function signed(body: string, time: number, secret = SLACK_SIGNING_SECRET): Record<string, string> {
  const signature = createHmac("sha256", secret).update(`v0:${time}:${body}`).digest("hex");
  return { "x-slack-signature": `v0=${signature}`, "x-slack-request-timestamp": String(time) };
}
