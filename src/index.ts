// Tocsin as a Probot app: wires the rooms together. main.ts brings the adapters of the outside world.
import type { Logger, Probot } from "probot";
import type { Clock } from "./adapters/clock.ts";
import { createGitHub } from "./adapters/github/adapter.ts";
import { createPaces, type Pause } from "./adapters/github/as.ts";
import type { MailServer } from "./adapters/mail/port.ts";
import { createPublicNames } from "./adapters/public-names.ts";
import { createSeal } from "./adapters/seal.ts";
import type { Slack } from "./adapters/slack/port.ts";
import type { Hook } from "./adapters/status-hook.ts";
import type { Store } from "./adapters/store/port.ts";
import { templateRunner } from "./adapters/template-runner.ts";
import { loadTemplates } from "./adapters/templates.ts";
import { createAlertDesk } from "./app/alert-desk.ts";
import { type AlertCall, storeAlert } from "./app/alert-intake.ts";
import { clickDelivery, type IncomingClick } from "./app/click-delivery.ts";
import { type Crew, createCrew } from "./app/crew.ts";
import { awaited, isEcho } from "./app/echo.ts";
import { createGate } from "./app/gate.ts";
import { createInquiry } from "./app/inquiry.ts";
import { withOwnTemplates } from "./app/own-templates.ts";
import { createPolicies } from "./app/policies.ts";
import { createPolicyFolder } from "./app/policy-folder.ts";
import { type Incoming, receive } from "./app/receive.ts";
import { redeliver } from "./app/redeliver.ts";
import { gated } from "./app/send-hooks.ts";
import { type Showing, showPage } from "./app/status-desk.ts";
import { lastSweepIn, sweep } from "./app/sweep.ts";
import { type Vitals, vitalsOf } from "./app/vitals.ts";
import { createWording } from "./app/wording.ts";
import type { Watch } from "./app/work.ts";

export interface Options {
  readonly store: Store;
  readonly clock: Clock;
  /** The webhook secret; the card's seal is derived from it. */
  readonly secret: string;
  /** Milliseconds an ambiguous write is left alone. */
  readonly settle: number;
  /** Where mails are handed over; undefined: none are sent, and the timeline says so. */
  readonly mail?: MailServer | undefined;
  /** The workspace that incidents are shown in; undefined: in none. */
  readonly slack?: Slack | undefined;
  /** For the playground, which shows decisions. */
  readonly watch?: Watch | undefined;
  /** Where people reach this server, without a slash at the end. */
  readonly publicUrl?: string | undefined;
  /** Who is told of what is published. */
  readonly hooks?: readonly Hook[];
}

export interface Tocsin extends Crew {
  /** Stores a webhook; resolves when it is committed, to the number of lanes it wakes. */
  accept(incoming: Incoming): Promise<number>;
  /** Stores an alert; resolves when it is committed, to whether it was one. */
  alert(call: AlertCall): Promise<boolean>;
  /** Stores a click in Slack; resolves when it is committed. */
  click(click: IncomingClick): Promise<void>;
  /** The public page of a repository (`owner/name`); undefined when there is none for the public. GitHub is not asked. */
  statusPage(repository: string): Promise<Showing | undefined>;
  /** Looks for what no webhook told; resolves to the number of installations where that failed. */
  sweep(): Promise<number>;
  /** When a sweep last came to its end, in whichever process; milliseconds since the epoch, undefined before the first. */
  lastSweep(): Promise<number | undefined>;
  /** How it is doing. */
  vitals(): Promise<Vitals>;
  /** The App's own client, through which people sign in. */
  readonly clientId: string;
  /** Asks GitHub for what it could not deliver; resolves to the number of deliveries asked for. */
  redeliver(): Promise<number>;
}

/** Of all hands, so many may wait for the mail server, and as many for Slack. */
const OUTSIDE_AT_ONCE = 4;

/** The note of the installations that GitHub wants to be left alone. */
const PAUSES = "pauses";

/** A new process must not begin with what GitHub has just forbidden. */
async function keepPauses(paused: readonly Pause[], { store, log }: { store: Store; log: Logger }): Promise<void> {
  await store
    .remember(PAUSES, JSON.stringify(paused))
    .catch((error) => log.warn({ err: error }, "a pause that GitHub asked for was not written down"));
}

/** The systems besides GitHub, each behind a gate of its own. */
function channelsIn({ mail, slack, secret, hooks = [], publicUrl = "http://localhost:3000" }: Options) {
  const gates = { mailGate: createGate(OUTSIDE_AT_ONCE), slackGate: createGate(OUTSIDE_AT_ONCE) };
  return { mail, slack, ...gates, hooks: hooks.map(gated), publicUrl, publicName: createPublicNames(secret) };
}

/** Who we are on GitHub decides which comments are ours; so the app asks once before it begins. */
export default async function tocsin(probot: Probot, options: Options): Promise<Tocsin> {
  const [{ store, clock, secret, settle }, { log }] = [options, probot];
  const { data: app } = await (await probot.auth()).request("GET /app");
  const ours = `${app?.slug}[bot]`;
  const paces = createPaces(probot, clock, () => void keepPauses(paces.paused(+clock.now()), { store, log }));
  paces.restore(JSON.parse((await store.recall(PAUSES)) || "[]"));
  const github = createGitHub(probot, ours, paces.as);
  const builtIn = loadTemplates();
  const folder = createPolicyFolder(github, clock);
  const read = createPolicies({ github, store, folder, log });
  const policies = withOwnTemplates(read, { github, store, folder, log, known: builtIn.sources("en") });
  const problemsIn = policies.templateProblemsIn;
  const shop = {
    ...{ github, store, clock, log, policies, builtIn, watch: options.watch },
    ...channelsIn(options),
    templates: createWording({ builtIn, runner: templateRunner(), store, problemsIn, clock, log }),
    seal: createSeal(secret),
    settle: { milliseconds: settle },
    inquiry: createInquiry(),
    desk: createAlertDesk({ github, store, seal: createSeal(secret) }),
  };
  const receiver = { ours, policyOf: policies.known, expirePolicy: policies.expire };
  return {
    async accept(incoming) {
      const received = receive(incoming, receiver);
      const deliveries = isEcho(incoming, ours) ? await awaited(received, { store, clock }) : received;
      if (deliveries.length > 0) await store.accept(deliveries, +clock.now());
      return deliveries.length;
    },
    alert: (call) => storeAlert(call, { store, clock, policyOf: policies.known }),
    click: (incoming) => store.accept([clickDelivery(incoming)], +clock.now()),
    ...createCrew(shop),
    statusPage: (repository) => showPage(repository, clock.now(), shop),
    sweep: () => sweep(shop),
    lastSweep: () => lastSweepIn(store),
    vitals: () => vitalsOf(store, paces.scarcest, +clock.now()),
    clientId: app?.client_id ?? "",
    redeliver: () => redeliver(shop, () => sweep(shop)),
  };
}
