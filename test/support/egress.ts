// Watches every connection that this process opens: whatever leads off this machine is refused, and told.
import dns from "node:dns";
import { isIP, Socket } from "node:net";
import { watchPlace } from "./canaries.ts";

interface Asked {
  readonly host?: string;
  readonly port?: number | string;
  readonly path?: string;
}

const HERE = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/;

const places: string[] = [];

/** `host:port` of all connections since the last call. */
export const takePlaces = (): string[] => places.splice(0);

function refused(host: string): Error {
  watchPlace(host);
  return new Error(`no test calls ${host}`);
}

/** Once for each process of tests. A name is refused when it is looked up: what nock answers never comes so far. */
export function watchConnections(): void {
  const connect = Socket.prototype.connect;
  Socket.prototype.connect = function (this: Socket, ...given: unknown[]): Socket {
    // `net.connect` hands over its options in an array, with a callback behind them.
    const [first, second] = Array.isArray(given[0]) ? given[0] : given;
    const asked: Asked =
      typeof first === "object" ? first : { port: first, host: typeof second === "string" ? second : "" };
    const { host = "localhost", port, path } = asked;
    places.push(path ?? `${host}:${port}`);
    if (!path && isIP(host) && !HERE.test(host)) return this.destroy(refused(host));
    return Reflect.apply(connect, this, given);
  };
  const lookup = dns.lookup;
  const watched = (host: string, ...rest: unknown[]): unknown => {
    if (HERE.test(host) || isIP(host)) return Reflect.apply(lookup, dns, [host, ...rest]);
    const told = rest.at(-1) as (error: Error) => void;
    return process.nextTick(told, refused(host));
  };
  dns.lookup = Object.assign(watched, lookup) as typeof dns.lookup;
}
