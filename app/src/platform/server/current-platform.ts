import type { RunningPlatform } from './start-platform.ts';

declare global {
  // The built pages and the process that serves them load this module twice, from two places; what they share is the
  // process, so the platform is kept there.
  var cairnPlatform: RunningPlatform | undefined;
}

/** Makes this the platform that routes are given. */
export function setPlatform(platform: RunningPlatform): void {
  globalThis.cairnPlatform = platform;
}

/** The platform of this process, for routes. Everything behind them is handed it as an argument. */
export function getPlatform(): RunningPlatform {
  if (!globalThis.cairnPlatform)
    throw new Error('Pages were asked for before the platform was started; start Cairn with `npm start`.');
  return globalThis.cairnPlatform;
}
