import type { Platform } from '#platform/server/platform.ts';

/**
 * Begins the demo story in an empty database, resumes one that was cut off, and otherwise does nothing. Called at each
 * start while the demo is on, by one process at a time; what takes long is left to a job, so that serving doesn't wait.
 */
export async function beginDemo(platform: Platform): Promise<void> {
  platform.log.debug('the demo story has no beginning yet');
}
