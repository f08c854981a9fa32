import type { Config } from '#platform/server/config.ts';

/** Whether messages stay here and whoever sits at this machine may read them: only while ORIGIN is this machine. */
export function showsOutbox({ isLoopbackOrigin, smtpUrl }: Pick<Config, 'isLoopbackOrigin' | 'smtpUrl'>): boolean {
  return isLoopbackOrigin && smtpUrl === undefined;
}
