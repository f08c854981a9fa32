import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { redactFields, redactLine } from './redaction.ts';

export { redactUrl } from './redaction.ts';

export interface LogOptions {
  /** Default `info`; `silent` says nothing. */
  readonly level?: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** One readable line per event for a person at a terminal, instead of JSON. */
  readonly pretty?: boolean;
  /** Where lines go; standard output unless given. */
  readonly destination?: DestinationStream;
}

/**
 * The log of one process: JSON lines with `time` (ISO 8601), `level` by name and `msg`.
 * Nothing secret gets through, whoever logs it: values under secrets' names are masked at any depth, and tokens in
 * URLs are masked in every string, messages and stacks included.
 */
export function createLog(options: LogOptions = {}): Logger {
  const write = options.pretty ? prettyLine : (line: string): string => line;
  const settings = {
    level: options.level ?? 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) => redactRecord(fields),
    },
    // Errors were turned into plain fields above, with their causes; pino's own serializer would add the message twice.
    serializers: { err: (error: unknown) => error },
    hooks: { streamWrite: (line: string) => write(redactLine(line)) },
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}

/** A child log whose every line carries the request's id. */
export function requestLog(log: Logger, requestId: string): Logger {
  return log.child({ requestId });
}

function redactRecord(fields: Record<string, unknown>): Record<string, unknown> {
  return { ...(redactFields(fields) as Record<string, unknown>) };
}

function prettyLine(line: string): string {
  const { time, level, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const clock = typeof time === 'string' ? time.slice(11, 23) : '';
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${asText(value)}`);
  const head = [clock, asText(level).toUpperCase().padEnd(5), asText(msg ?? ''), ...fields].join(' ').trimEnd();
  const stack = typeof err === 'object' && err !== null && 'stack' in err ? `\n${asText(err.stack)}` : '';
  return `${head}${stack}\n`;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
