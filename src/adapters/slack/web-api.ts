// Slack's Web API as one workspace's bot.
import { ErrorCode, type KnownBlock, LogLevel, WebClient } from "@slack/web-api";
import { type Mark, type Slack, SlackLater, SlackRefused, type Spot, type Words } from "./port.ts";

const EVENT = "tocsin_message";
/** Messages and channels for each page, and pages looked through. */
const [PAGE, MOST_PAGES] = [200, 10];
/** Milliseconds. */
const TIMEOUT = 8000;
/** What is over soon by itself. */
const PASSING = ["internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"];

interface Message {
  readonly ts?: string;
  readonly metadata?: { event_type?: string; event_payload?: object };
}

/** `url` is another API's root, for tests. */
export function createSlack({ token, url }: { token: string; url?: string | undefined }): Slack {
  const client = new WebClient(token, {
    ...(url && { slackApiUrl: url }),
    timeout: TIMEOUT,
    // The lane tries again, later and later, and other lanes go on meanwhile.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });
  return {
    async post(channel, words, { mark, thread }) {
      const metadata = { event_type: EVENT, event_payload: { ...mark } };
      const body = { channel, ...bodyOf(words), metadata, unfurl_links: false, unfurl_media: false };
      // Who is called in a thread is also shown it in the channel.
      const answer = await translated(client.chat.postMessage(thread ? { ...body, thread_ts: thread } : body));
      return { channel: answer.channel ?? channel, ts: answer.ts ?? "" };
    },
    async edit({ channel, ts }, words) {
      await translated(client.chat.update({ channel, ts, ...bodyOf(words) }));
    },
    async whisper(channel, user, text) {
      await translated(client.chat.postEphemeral({ channel, user, text }));
    },
    find: (channel, mark, within) => find(client, channel, { mark, ...within }),
    channelId: (name) => (name.startsWith("#") ? idOf(client, name.slice(1)) : Promise.resolve(name)),
  };
}

function bodyOf({ text, link, buttons = [] }: Words): { text: string; blocks: KnownBlock[] } {
  const below = link ? `\n<${link.url}|${link.text}>` : "";
  const section: KnownBlock = { type: "section", text: { type: "mrkdwn", text: text.slice(0, 2800) + below } };
  const elements = buttons.map(({ button, text: label, value }) => ({
    type: "button" as const,
    action_id: `tocsin-${button}`,
    text: { type: "plain_text" as const, text: label },
    value,
  }));
  return { text, blocks: elements.length > 0 ? [section, { type: "actions", elements }] : [section] };
}

interface Search {
  readonly mark: Mark;
  readonly since: number;
  readonly thread?: string;
}

async function find(client: WebClient, channel: string, { mark, since, thread }: Search): Promise<Spot | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const where = {
      channel,
      limit: PAGE,
      oldest: String(since),
      include_all_metadata: true,
      ...(cursor && { cursor }),
    };
    const call = thread ? client.conversations.replies({ ...where, ts: thread }) : client.conversations.history(where);
    const { messages = [], response_metadata } = await translated(call);
    const found = (messages as Message[]).find((message) => isMarked(message, mark));
    if (found?.ts) return { channel, ts: found.ts };
    cursor = response_metadata?.next_cursor;
    if (!cursor) break;
  }
  return undefined;
}

function isMarked({ metadata }: Message, { key, issue }: Mark): boolean {
  const payload = metadata?.event_payload as Partial<Mark> | undefined;
  return metadata?.event_type === EVENT && payload?.key === key && payload.issue === issue;
}

async function idOf(client: WebClient, name: string): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const types = "public_channel,private_channel";
    const call = client.conversations.list({ limit: PAGE, types, exclude_archived: true, ...(cursor && { cursor }) });
    const { channels = [], response_metadata } = await translated(call);
    const found = channels.find((channel) => channel.name === name);
    if (found?.id) return found.id;
    cursor = response_metadata?.next_cursor;
    if (!cursor) break;
  }
  return undefined;
}

/** Without what Slack's client adds to its errors: the request, with its token. */
async function translated<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const { code, retryAfter, data, message } = error as {
      code?: string;
      retryAfter?: number;
      data?: { error?: string };
      message?: string;
    };
    if (code === ErrorCode.RateLimitedError || retryAfter) throw new SlackLater(Math.max(1, Number(retryAfter) || 1));
    // Its errors are words such as not_in_channel, and are shown on the timeline; whatever else it says is not.
    const why = /^[a-z_]{1,60}$/.test(data?.error ?? "") ? data?.error : undefined;
    if (why && !PASSING.includes(why)) throw new SlackRefused(why);
    throw new Error(`Slack could not be asked: ${why ?? code ?? message}`);
  }
}
