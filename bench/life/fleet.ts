// Several real processes on one PostgreSQL behind a balancer, looking after one town.
import { join } from "node:path";
import { type Balancer, createBalancer } from "./balancer.ts";
import { freePort, type Running, startProcess, type Variables } from "./process.ts";
import { postgresUnderTest } from "./store.ts";
import { createTown, type Town, type TownOptions } from "./town.ts";

export interface Fleet {
  readonly town: Town;
  readonly balancer: Balancer;
  /** Of the database. */
  readonly url: string;
  /** Starts one more process and lets webhooks in when it is ready. */
  join(): Promise<Running>;
  /** The content keys of what was received and worked off. */
  done(): Promise<Set<string>>;
  end(): Promise<void>;
}

export async function createFleet({ variables, ...peopled }: TownOptions & { variables: Variables }): Promise<Fleet> {
  const store = await postgresUnderTest();
  const balancer = createBalancer();
  const town = await createTown({ ...peopled, deliver: balancer.deliver });
  town.point("http://balancer.test");
  const all: Running[] = [];
  return {
    town,
    balancer,
    url: store.url,
    done: store.done,
    async join() {
      const log = join(store.folder, `log-${all.length}`);
      const one = startProcess({ ...town.variables, ...store.variables, ...variables }, await freePort(), log);
      all.push(one);
      await one.ready();
      balancer.add(one.url);
      return one;
    },
    async end() {
      balancer.stop();
      // Those that are gone already are gone at once.
      await Promise.all(all.map((one) => one.end("SIGKILL")));
      await town.close();
      await store.remove();
    },
  };
}
