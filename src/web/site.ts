// All pages together: what strangers may see, and what opens once somebody signs in.
import type { SignIn } from "../adapters/github/sign-in.ts";
import type { Store } from "../adapters/store/port.ts";
import { createBoardFeed } from "../app/board-feed.ts";
import { createRights } from "../app/rights.ts";
import { createAccess, guarded } from "./access.ts";
import { type BoardDesk, showBoard } from "./board.ts";
import { createEvents, type Events } from "./events.ts";
import { type HealthDesk, showHealth } from "./health-page.ts";
import { type IncidentDesk, showIncident } from "./incident.ts";
import { localeOf } from "./locale.ts";
import { createPageDoor, type Frame, type PageDoor } from "./pages.ts";
import type { Asked, Route } from "./routes.ts";
import { createCookieJar } from "./sealed-cookie.ts";
import { signInRoutes } from "./sign-in.ts";
import { showTrends, type TrendsDesk, trendsAsCsv, trendsAsJson } from "./trends.ts";

export interface SiteOptions extends Omit<HealthDesk, "pages"> {
  readonly store: Pick<Store, "summaries" | "known">;
  /** Undefined: nobody signs in, and only what is for everybody answers. */
  readonly signIn?: SignInOptions | undefined;
  /** Routes that need no sign-in: status pages. */
  readonly open?: ((frame: Frame) => readonly Route[]) | undefined;
}

export interface SignInOptions {
  readonly client: SignIn;
  /** Where people reach us, without a slash at the end. */
  readonly publicUrl: string;
  /** The cookies' keys are derived from it. */
  readonly secret: string;
}

export interface Site {
  readonly door: PageDoor;
  /** Looks for changes, beats and reviews by the clock, until it is closed. */
  start(): void;
  /** Looks for changes and tells the viewers; `start` does so every second while anybody views. */
  look(): Promise<void>;
  /** Asks anew what the viewers may read; `start` does so every minute. */
  review(): Promise<void>;
  viewers(): number;
  close(): void;
}

/** Milliseconds. */
const EVERY = { look: 1000, beat: 20_000, review: 60_000 };

export function createSite(options: SiteOptions): Site {
  const feed = createBoardFeed(options.store);
  let events: Events | undefined;
  const door = createPageDoor((frame) => {
    const open = options.open?.(frame) ?? [];
    if (!options.signIn) return [...closedRoutes(options, frame), ...open];
    const { now } = options.health;
    const { client, publicUrl, secret } = options.signIn;
    const jar = (name: string) => createCookieJar({ name, secret, isSecure: publicUrl.startsWith("https:"), now });
    const sessions = jar("tocsin-session");
    const access = createAccess(sessions, createRights(client, now));
    const desk = { ...frame, feed, now, store: options.store };
    events = createEvents(desk, access);
    const health = (asked: Asked) => showHealth({ ...options, ...frame }, asked, access.loginOf(asked.request));
    return [
      ...signInRoutes({ signIn: client, sessions, attempts: jar("tocsin-sign-in"), pages: frame.pages, publicUrl }),
      ...privateRoutes(desk, guarded({ access, pages: frame.pages }), events),
      { method: "GET", path: "/health", run: health },
      ...open,
    ];
  });
  return { door, ...living(feed.look, () => events) };
}

/** What one sees depends on who one is. */
function privateRoutes(
  desk: BoardDesk & IncidentDesk & TrendsDesk,
  guard: ReturnType<typeof guarded>,
  { tell }: Events,
): Route[] {
  return [
    guard("/", (asked, viewer) => showBoard(desk, asked, viewer)),
    guard("/events", (asked, viewer) => void tell(asked, viewer)),
    guard("/i/:owner/:repo/:number", (asked, viewer) => showIncident(desk, asked, viewer)),
    guard("/trends", (asked, viewer) => showTrends(desk, asked, viewer)),
    guard("/trends.csv", (asked, viewer) => trendsAsCsv(desk, asked, viewer)),
    guard("/trends.json", (asked, viewer) => trendsAsJson(desk, asked, viewer)),
  ];
}

/** Without sign-in the first page says how to switch it on. */
function closedRoutes(options: SiteOptions, { pages }: Frame): Route[] {
  return [
    { method: "GET", path: "/health", run: (asked) => showHealth({ ...options, pages }, asked, "") },
    {
      method: "GET",
      path: "/",
      run: ({ request }) => ({ body: pages.render("closed", {}, { locale: localeOf(request), login: "", path: "/" }) }),
    },
  ];
}

function living(look: () => Promise<void>, events: () => Events | undefined): Omit<Site, "door"> {
  const timers: NodeJS.Timeout[] = [];
  const viewers = () => events()?.count() ?? 0;
  const review = async () => events()?.review();
  // A store that cannot be read is looked at again with the next turn.
  const every = (length: number, what: () => Promise<unknown>) =>
    timers.push(setInterval(() => viewers() > 0 && void what().catch(() => undefined), length).unref());
  return {
    look,
    review,
    viewers,
    start() {
      every(EVERY.look, look);
      every(EVERY.beat, async () => events()?.beat());
      every(EVERY.review, review);
    },
    close() {
      for (const timer of timers) clearInterval(timer);
      events()?.close();
    },
  };
}
