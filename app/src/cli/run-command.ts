import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '#platform/server/config.ts';
import { createLog } from '#platform/server/log.ts';
import { migrate } from '#platform/server/migrate.ts';
import { openDatabaseBeside } from '#platform/server/open-database.ts';
import { Fault } from '#platform/server/problem.ts';
import { createShutdown } from '#platform/server/shutdown.ts';
import { startPlatform } from '#platform/server/start-platform.ts';
import type { Platform } from '#platform/server/platform.ts';
import { jobs, schedules } from '../jobs.ts';
import type { Command, CommandContext } from './command.ts';
import { UsageError } from './command.ts';

export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  err(text: string): void;
}

/**
 * Runs one command to its end, and closes what it opened.
 * @param words what was typed after `cairn`.
 * @returns the exit code: the outcome's own, else 0, 1 for a bad answer or a failure, 2 for a call that can't be understood.
 */
export async function runCommand(
  commands: readonly Command[],
  words: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const command = findCommand(commands, words);
  if (!command || words.includes('--help')) {
    terminal[command || words.length === 0 ? 'out' : 'err'](command ? usageOf(command) : overview(commands));
    return command || words.length === 0 ? 0 : 2;
  }
  const log = createLog({ level: 'warn', destination: { write: (line: string) => terminal.err(line) } });
  const shutdown = createShutdown(log);
  let asJson = false;
  try {
    const { values, positionals } = parse(command, words);
    asJson = values['json'] === true;
    let platform: Promise<Platform> | undefined;
    const context: CommandContext = {
      args: positionals,
      options: values,
      config: () => loadConfig(terminal.env),
      platform: () => (platform ??= open()),
      path: (text) => resolve(terminal.env['INIT_CWD'] ?? '.', text),
      say: (line) => terminal.err(`${line}\n`),
    };
    const run = await command.load();
    const outcome = await run(context);
    terminal.out(asJson ? `${JSON.stringify(outcome.json, null, 2)}\n` : `${outcome.text}\n`);
    return outcome.exitCode ?? (outcome.ok ? 0 : 1);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`${error.message}\n\n${usageOf(command)}`);
      return 2;
    }
    if (!(error instanceof Fault)) throw error;
    if (asJson) terminal.out(`${JSON.stringify({ error: { code: error.code, message: error.message } }, null, 2)}\n`);
    else terminal.err(`${error.message}\n`);
    return 1;
  } finally {
    await shutdown.run();
  }

  async function open(): Promise<Platform> {
    const config = loadConfig(terminal.env);
    const database = await openDatabaseBeside(config, (error) => {
      throw error;
    });
    shutdown.add('the database', () => database.stop());
    // Beside a running Cairn the database is that one's to bring up to date.
    if (database.alone || config.databaseUrl !== undefined) await migrate(database.connection);
    const platform = await startPlatform(config, {
      connection: database.connection,
      alone: false,
      log,
      jobs,
      schedules,
      work: false,
      poolSize: 3,
    });
    shutdown.add('the platform', () => platform.stop());
    return platform;
  }
}

/** The command whose words come first; of `import` and `import course` the longer one. */
function findCommand(commands: readonly Command[], words: readonly string[]): Command | undefined {
  const starts = (command: Command) => command.name.split(' ').every((word, index) => words[index] === word);
  return commands.filter(starts).toSorted((a, b) => b.name.length - a.name.length)[0];
}

function parse(command: Command, words: readonly string[]) {
  try {
    return parseArgs({
      args: words.slice(command.name.split(' ').length),
      options: { json: { type: 'boolean' }, ...command.options },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function usageOf(command: Command): string {
  const options = Object.entries(command.options ?? {}).map(
    ([name, option]) => ` [--${name}${option.type === 'string' ? ` ${name.toUpperCase()}` : ''}]`,
  );
  return `npm run -s cairn -- ${command.name}${command.usage === '' ? '' : ` ${command.usage}`}${options.join('')} [--json]\n${command.summary}.\n`;
}

function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name, usage }) => `${name} ${usage}`.length));
  const lines = commands.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.padEnd(width)}  ${summary}`);
  return `npm run -s cairn -- COMMAND [--json]\n\n${lines.join('\n')}\n`;
}
