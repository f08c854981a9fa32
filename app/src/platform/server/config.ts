import { accessSync, constants } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { Fault } from './problem.ts';

export type Role = 'web' | 'worker';

/** The settings of one process, read once from the environment and validated as a whole. */
export interface Config {
  /** TCP port to listen on, 1 to 65535. */
  readonly port: number;
  /** Address to listen on. Loopback unless set, so that nothing is exposed by accident. */
  readonly host: string;
  /** Scheme, host and port that people and credentials use, without a path: `https://cairn.example`. */
  readonly origin: string;
  /** Whether ORIGIN is this machine itself. Demo accounts and the outbox page exist only then. */
  readonly isLoopbackOrigin: boolean;
  /** Absolute path of the folder with the database, the secret and the files. */
  readonly dataDir: string;
  /** A PostgreSQL elsewhere; undefined means the embedded one in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Whether an empty database begins the demo story (CAIRN_DEMO is not off, ORIGIN is loopback). */
  readonly demo: boolean;
  /** CAIRN_SECRET as bytes (32); undefined means DATA_DIR/secret, see `loadSecret`. */
  readonly secret: Buffer | undefined;
  /** Whether the VC-API endpoints, a signing oracle, are served. */
  readonly vcApi: boolean;
  /** Hosts that outgoing requests may reach at private addresses: `host` or `host:port`, lower case. */
  readonly allowHosts: readonly string[];
  readonly smtpUrl: string | undefined;
  /** `https://KEY:SECRET@host/bucket?region=…`; undefined means files stay in `dataDir`. */
  readonly s3Url: string | undefined;
  readonly roles: readonly Role[];
  /** The program that looks at each upload before it is accepted, with its options; undefined means none does. */
  readonly scanCommand: readonly string[] | undefined;
  /** Bytes that one provider's content may take in all. */
  readonly uploadQuota: number;
  /** Paths of PEM files; undefined means plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
}

/** The settings can't be used. The message holds one sentence for each, all at once. */
export class ConfigError extends Fault {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      'config-invalid',
      `Cairn can't start with these settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** A zod setting made of a parser that throws a sentence. */
function setting<T>(parse: (text: string) => T) {
  return z.string().transform((text, context): T => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });
}

function parseUrl(name: string, text: string, schemes: readonly string[], example: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !schemes.includes(url.protocol) || (url.hostname === '' && !url.search)) {
    // The value itself is left out: most of these addresses carry a password.
    throw new Error(
      `${name} is not an address that starts with ${schemes.map((s) => `${s}//`).join(' or ')}; set it like ${example}`,
    );
  }
  return url;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) {
    throw new Error(`PORT is "${text}", which is not a port; set it to a whole number from 1 to 65535, like 3000`);
  }
  return port;
}

function parseHost(text: string): string {
  if (!/^[0-9a-z.:-]+$/i.test(text)) {
    throw new Error(
      `HOST is "${text}", which is not an address to listen on; set it to 127.0.0.1 for this machine alone or 0.0.0.0 for every network it is on`,
    );
  }
  return text;
}

function parseOrigin(text: string): string {
  const example = 'set it to what people type, like https://cairn.example or http://localhost:3000';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new Error(`ORIGIN is "${text}", which is not a web address; ${example}`);
  }
  if (url.username || url.password) throw new Error(`ORIGIN holds a user name or password; ${example}`);
  if (url.pathname !== '/' || url.search || url.hash) {
    throw new Error(`ORIGIN is "${text}", but it must end after the host and port; set it to ${url.origin}`);
  }
  return url.origin;
}

function parseSecret(text: string): Buffer {
  const encoding = /^[0-9a-f]{64}$/i.test(text) ? 'hex' : /^[\w+/-]{43}=?$/.test(text) ? 'base64url' : undefined;
  if (!encoding) {
    throw new Error(
      'CAIRN_SECRET is not 32 bytes; make one with `openssl rand -base64 32` or `openssl rand -hex 32` and keep it safe, since signing keys are encrypted under it',
    );
  }
  return Buffer.from(text, encoding);
}

function parseRoles(text: string): readonly Role[] {
  const roles = [
    ...new Set(
      text
        .split(',')
        .map((role) => role.trim())
        .filter(Boolean),
    ),
  ];
  const isRole = (role: string): role is Role => role === 'web' || role === 'worker';
  if (roles.length === 0 || !roles.every(isRole)) {
    throw new Error(
      `CAIRN_ROLE is "${text}"; set it to web (serve pages), worker (run jobs) or web,worker (both, as without it)`,
    );
  }
  return roles.filter(isRole);
}

function parseAllowHosts(text: string): readonly string[] {
  const hosts = text
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);
  const wrong = hosts.find((host) => !/^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/.test(host));
  if (wrong !== undefined) {
    throw new Error(
      `CAIRN_ALLOW_HOSTS names "${wrong}", which is not a host; list hosts with commas, each as host or host:port, like wallet.internal,10.0.0.7:8443`,
    );
  }
  return hosts;
}

function parseSwitch(name: string, text: string): boolean {
  if (text !== 'on' && text !== 'off') throw new Error(`${name} is "${text}"; set it to on or off`);
  return text === 'on';
}

function parseReadableFile(name: string, text: string): string {
  const path = resolve(text);
  try {
    accessSync(path, constants.R_OK);
  } catch (cause) {
    throw new Error(
      `${name} is "${text}", a file that Cairn can't read; set it to the path of a PEM file that this user may read`,
      { cause },
    );
  }
  return path;
}

function parseScanCommand(text: string): readonly string[] {
  const words = text.trim().split(/\s+/);
  const [program = ''] = words;
  try {
    if (!isAbsolute(program)) throw new Error('not absolute');
    accessSync(program, constants.X_OK);
  } catch (cause) {
    throw new Error(
      `CAIRN_SCAN_COMMAND names "${program}", which Cairn can't run; begin it with the whole path of a program that this user may run, like /usr/bin/clamdscan --fdpass`,
      { cause },
    );
  }
  return words;
}

function parseQuota(text: string): number {
  const mebibytes = Number(text);
  if (!/^\d{1,9}$/.test(text) || mebibytes < 1)
    throw new Error(`CAIRN_UPLOAD_QUOTA is "${text}"; set it to whole megabytes per provider, like 2048`);
  return mebibytes * 1024 * 1024;
}

function parseS3(text: string): string {
  const example = 'https://KEY:SECRET@s3.example.org/bucket?region=eu-west-1';
  const url = parseUrl('S3_URL', text, ['https:', 'http:'], example);
  if (!/^\/[^/]+\/?$/.test(url.pathname))
    throw new Error(`S3_URL names no bucket after the host; set it like ${example}`);
  if (!url.username || !url.password) throw new Error(`S3_URL holds no access key and secret; set it like ${example}`);
  return text;
}

const postgresExample = 'postgres://user:password@db.example:5432/cairn';

const environment = z.object({
  PORT: setting(parsePort).default(3000),
  HOST: setting(parseHost).default('127.0.0.1'),
  ORIGIN: setting(parseOrigin).optional(),
  DATA_DIR: z
    .string()
    .default('./data')
    .transform((path) => resolve(path)),
  DATABASE_URL: setting(
    (text) => (parseUrl('DATABASE_URL', text, ['postgres:', 'postgresql:'], postgresExample), text),
  ).optional(),
  CAIRN_DEMO: setting((text) => parseSwitch('CAIRN_DEMO', text)).default(true),
  CAIRN_SECRET: setting(parseSecret).optional(),
  CAIRN_VC_API: setting((text) => parseSwitch('CAIRN_VC_API', text)).default(false),
  CAIRN_ALLOW_HOSTS: setting(parseAllowHosts).default([]),
  SMTP_URL: setting(
    (text) => (parseUrl('SMTP_URL', text, ['smtp:', 'smtps:'], 'smtps://user:password@mail.example:465'), text),
  ).optional(),
  S3_URL: setting(parseS3).optional(),
  CAIRN_SCAN_COMMAND: setting(parseScanCommand).optional(),
  CAIRN_UPLOAD_QUOTA: setting(parseQuota).default(2048 * 1024 * 1024),
  CAIRN_ROLE: setting(parseRoles).default(['web', 'worker']),
  TLS_CERT: setting((text) => parseReadableFile('TLS_CERT', text)).optional(),
  TLS_KEY: setting((text) => parseReadableFile('TLS_KEY', text)).optional(),
});

type Settings = z.output<typeof environment>;

/** What can only be judged by looking at two settings together, or at one that is present but unusable. */
function problemsBetween(env: Readonly<Record<string, string | undefined>>): string[] {
  const problems: string[] = [];
  if (env.DATABASE_URL !== undefined && env.CAIRN_SECRET === undefined) {
    problems.push(
      'DATABASE_URL is set but CAIRN_SECRET is not; several processes share that database and must share one secret: make it with `openssl rand -base64 32` and give it to each',
    );
  }
  if ((env.TLS_CERT === undefined) !== (env.TLS_KEY === undefined)) {
    const [has, lacks] = env.TLS_CERT === undefined ? ['TLS_KEY', 'TLS_CERT'] : ['TLS_CERT', 'TLS_KEY'];
    problems.push(`${has} is set but ${lacks} is not; set both to serve HTTPS, or neither to serve HTTP`);
  }
  if (
    env.DATABASE_URL === undefined &&
    env.CAIRN_ROLE !== undefined &&
    !/web.*worker|worker.*web/.test(env.CAIRN_ROLE)
  ) {
    problems.push(
      'CAIRN_ROLE gives this process one role, but without DATABASE_URL no other process can take the other one; leave CAIRN_ROLE out, or set DATABASE_URL',
    );
  }
  return problems;
}

/** Whether a web origin is this machine itself: localhost and names under it, 127.0.0.0/8 and ::1. */
export function isLoopback(origin: string): boolean {
  const host = new URL(origin).hostname;
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}

function toConfig(settings: Settings): Config {
  const tls =
    settings.TLS_CERT !== undefined && settings.TLS_KEY !== undefined
      ? { cert: settings.TLS_CERT, key: settings.TLS_KEY }
      : undefined;
  const origin = settings.ORIGIN ?? new URL(`${tls ? 'https' : 'http'}://localhost:${settings.PORT}`).origin;
  const isLoopbackOrigin = isLoopback(origin);
  return {
    port: settings.PORT,
    host: settings.HOST,
    origin,
    isLoopbackOrigin,
    dataDir: settings.DATA_DIR,
    databaseUrl: settings.DATABASE_URL,
    demo: settings.CAIRN_DEMO && isLoopbackOrigin,
    secret: settings.CAIRN_SECRET,
    vcApi: settings.CAIRN_VC_API,
    allowHosts: settings.CAIRN_ALLOW_HOSTS,
    smtpUrl: settings.SMTP_URL,
    s3Url: settings.S3_URL,
    roles: settings.CAIRN_ROLE,
    scanCommand: settings.CAIRN_SCAN_COMMAND,
    uploadQuota: settings.CAIRN_UPLOAD_QUOTA,
    tls,
  };
}

/**
 * Reads and validates every setting. An empty value counts as unset.
 * @throws {ConfigError} naming everything that is wrong at once, and what would be right.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = environment.safeParse(given);
  const problems = [...(parsed.error?.issues.map((issue) => issue.message) ?? []), ...problemsBetween(given)];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data);
}
