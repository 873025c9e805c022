// Performs a mail: writes it in the incident's language and queues it. Nothing leaves here; `send-mails.ts` hands it over.
import { messageIdOf } from "../adapters/mail/message-id.ts";
import { plainLine } from "../adapters/plain-text.ts";
import type { EffectOf } from "../domain/effects.ts";
import { mailDelivery } from "./mail-lane.ts";
import { mailPage } from "./mail-page.ts";
import type { Scene, Tools } from "./post.ts";

/** Commits the mail to its queue; one that is there already, or was sent, is not queued again. */
export async function mail(effect: EffectOf<"mail">, scene: Scene, tools: Tools): Promise<void> {
  const { key, to, link, until } = effect;
  const { nodeId } = scene.issue;
  const { locale } = scene.policy;
  const subject = plainLine(tools.templates.plain(effect.subject, scene));
  const text = tools.templates.plain(effect.text, scene);
  const html = mailPage({ subject, text, locale, link });
  const ids = { messageId: messageIdOf(nodeId, key, to), thread: messageIdOf(nodeId) };
  const waiting = { ...ids, key, to, subject, text, html, until: +until };
  await tools.store.accept([mailDelivery(scene.claim, waiting)], +scene.now);
}
