import type { Logger } from 'pino';

export interface Shutdown {
  /** Adds a step. Steps run one after another, the last added first, each whether or not the ones before succeeded. */
  add(name: string, step: () => Promise<void>): void;
  /** Runs every step, once however often it is called. @returns whether all of them succeeded. */
  run(): Promise<boolean>;
}

/** What has to be undone, in reverse, before a process may end. */
export function createShutdown(log: Logger): Shutdown {
  const steps: { readonly name: string; readonly step: () => Promise<void> }[] = [];
  let running: Promise<boolean> | undefined;

  async function runAll(): Promise<boolean> {
    let succeeded = true;
    for (let next = steps.pop(); next; next = steps.pop()) {
      try {
        await next.step();
      } catch (err) {
        succeeded = false;
        log.error({ err }, `stopping: ${next.name} failed`);
      }
    }
    return succeeded;
  }

  return {
    add: (name, step) => void steps.push({ name, step }),
    run: () => (running ??= runAll()),
  };
}
