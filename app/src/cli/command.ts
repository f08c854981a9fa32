import type { ParseArgsConfig } from 'node:util';
import type { Config } from '#platform/server/config.ts';
import type { Platform } from '#platform/server/platform.ts';

/** What a command says: as data for `--json`, as text for a person. */
export interface Outcome {
  /** Whether the answer is the good one; otherwise the exit code is 1. */
  readonly ok: boolean;
  /** Where there are more answers than good and bad. */
  readonly exitCode?: number;
  readonly json: unknown;
  readonly text: string;
}

export interface CommandContext {
  /** What follows the command's name, without options. */
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  /** The settings. @throws {ConfigError} */
  config(): Config;
  /** The platform, on first use: beside a running Cairn, or on a database started for this command. Runs no jobs. */
  platform(): Promise<Platform>;
  /** A path as the person meant it who typed it; npm runs commands from the root of the repository. */
  path(text: string): string;
  /** A line about progress, to standard error. */
  say(line: string): void;
}

export type RunCommand = (context: CommandContext) => Promise<Outcome>;

export interface Command {
  /** One or two words: `doctor`, `operator create`. */
  readonly name: string;
  /** What follows the name: `EMAIL`. */
  readonly usage: string;
  /** What it does, as a sentence without its full stop. */
  readonly summary: string;
  readonly options?: ParseArgsConfig['options'];
  /** Loaded only when asked for, so that one command doesn't wait for what another needs. */
  readonly load: () => Promise<RunCommand>;
}

/** The command was called in a way it doesn't understand: exit code 2. */
export class UsageError extends Error {}
