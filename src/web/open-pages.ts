// The pages that are for everybody: status pages, and the playground.
import type { Frame } from "./pages.ts";
import { playgroundRoutes } from "./playground.ts";
import type { Route } from "./routes.ts";
import { type StatusDoor, statusRoutes } from "./status.ts";

export function openPages(status: StatusDoor): (frame: Frame) => readonly Route[] {
  return (frame) => [...statusRoutes(frame, status), ...playgroundRoutes(frame)];
}
