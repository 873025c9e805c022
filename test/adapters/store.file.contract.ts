// What only a store in a file can do: last, and belong to one process.
import { execFile } from "node:child_process";
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { claimAll, claimOne, delivery, ids, T0 } from "./store.fixtures.ts";

/** `folder` names an empty one of the test's own. */
export function fileContract(folder: () => string): void {
  test("everything is there after reopening", async () => {
    const before = await openStore({ dataDir: folder() });
    await before.accept([delivery("done", 1)], T0);
    const claim = await claimOne(before, T0);
    await before.intend(claim, "k", T0);
    await before.finish(claim, { memory: "m", wakeAt: T0 + 5, urgency: 1 }, T0);
    await before.accept([delivery("waiting", 2)], T0);
    await before.remember("n", "v");
    await before.close();

    const after = await openStore({ dataDir: folder() });
    expect([await after.recall("n"), await after.nextDue()]).toEqual(["v", T0]);
    await after.accept([delivery("done", 1)], T0);
    const [planned, waiting] = await claimAll(after, T0 + 5);
    expect([waiting && ids(waiting), planned && ids(planned), planned?.memory]).toEqual([["waiting"], [], "m"]);
    expect(planned && (await after.intend(planned, "k", T0 + 9))).toMatchObject({ state: "pending", intendedAt: T0 });
    await after.close();
  });
}

/** What happens when somebody else comes, and when we go. */
export function ownershipContract(folder: () => string): void {
  test("a second process is refused in one line while the first has it, and not afterwards", async () => {
    const first = await openStore({ dataDir: folder() });
    expect(await openElsewhere(folder())).toMatch(/^refused: .*tocsin\.db is in use by another process[^\n]*$/);
    await first.close();
    expect(await openElsewhere(folder())).toBe("opened");
  });

  test("closing waits for what was asked for before", async () => {
    const store = await openStore({ dataDir: folder() });
    const accepted = store.accept([delivery("a")], T0);
    const remembered = store.remember("n", "v");
    await store.close();
    await Promise.all([accepted, remembered]);
    await expect(store.accept([delivery("b")], T0)).rejects.toThrow();
    const again = await openStore({ dataDir: folder() });
    expect([ids(await claimOne(again, T0)), await again.recall("n")]).toEqual([["a"], "v"]);
    await again.close();
  });
}

/** Opens the store in a process of its own and tells what became of it. */
function openElsewhere(dataDir: string): Promise<string> {
  const script = `
    const { openStore } = await import(${JSON.stringify(new URL("../../src/adapters/store/open.ts", import.meta.url).href)});
    const outcome = openStore({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(await outcome.then(() => "opened", (error) => "refused: " + error.message));`;
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ["--input-type=module", "--eval", script], (error, output) =>
      error ? reject(error) : resolve(output.trim()),
    );
  });
}
