import { setTimeout } from 'node:timers/promises';

// Longer than any of what is hidden takes, so that every answer comes at the same time.
const leastMs = 350;

/** Runs the work and answers no sooner than 350 ms later, so that its time doesn't tell whether an account exists. */
export async function evenly<Result>(work: () => Promise<Result>): Promise<Result> {
  const floor = setTimeout(leastMs);
  try {
    return await work();
  } finally {
    await floor;
  }
}
