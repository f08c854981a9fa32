import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { largestCredential } from '#domain/verification/verification.ts';
import { verify, verifyUrl } from '#domain/verification/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { servedHere } from '../../../seed/demo-state.ts';
import { UsageError, type CommandContext, type Outcome } from '../command.ts';

type Verified = Awaited<ReturnType<typeof verify>>;

/** What was found of one credential, as POST /api/v1/verifications answers; or why nothing could be. */
type Found =
  | {
      readonly verdict: Verified['verdict'];
      readonly checks: readonly Pick<Verified['checks'][number], 'name' | 'result' | 'detail' | 'code'>[];
    }
  | { readonly error: keyof typeof unreadable };
type Finding = Found & { readonly source: string };

const unreadable = {
  'not-a-file': 'There is no such file, or it may not be read.',
  'too-large': `It is larger than ${largestCredential / 1024 / 1024} MB, which no credential is.`,
  'url-invalid': 'That is not an address of the web.',
  'not-reachable': 'The address could not be reached; addresses of private networks are never asked.',
  'nothing-there': 'The address answered that there is nothing.',
  'being-signed': 'The credential there is not signed yet; try again in a few seconds.',
} as const;

/** By verdict; a credential that could not be read counts as invalid. Of several, the worst decides. */
const exitCodes = { valid: 0, unconfirmed: 2, invalid: 1 } as const;

/** `cairn verify FILE|URL|- …`: checks each credential now, and says check by check what was found. */
export async function verifyCommand({ args, path, platform }: CommandContext): Promise<Outcome> {
  if (args.length === 0) throw new UsageError('Say what to verify: verify FILE|URL|- …');
  const here = await servedHere(await platform());
  const findings: Finding[] = [];
  for (const source of args) findings.push({ source, ...(await findingOf(here, source, path)) });
  const verdict = worst(findings);
  const [only] = findings;
  return {
    ok: verdict === 'valid',
    exitCode: exitCodes[verdict],
    json: findings.length === 1 ? only : { verdict, results: findings },
    text: findings.map(asText).join('\n\n'),
  };
}

async function findingOf(platform: Platform, source: string, path: CommandContext['path']): Promise<Found> {
  if (/^https?:/i.test(source)) {
    const found = await verifyUrl(platform, { url: source, source: 'command' });
    return found.kind === 'refused' ? { error: found.because } : said(found.verification);
  }
  const read =
    source === '-' ? await upTo(largestCredential, process.stdin) : await readFileUpTo(largestCredential, path(source));
  return typeof read === 'string'
    ? { error: read }
    : said(await verify(platform, { credential: read, source: 'command' }));
}

function said({ verdict, checks }: Verified): Found {
  return { verdict, checks: checks.map(({ name, result, detail, code }) => ({ name, result, detail, code })) };
}

async function readFileUpTo(most: number, path: string): Promise<Buffer | 'not-a-file' | 'too-large'> {
  try {
    await using file = await open(path);
    return await upTo(most, file.createReadStream({ autoClose: false }));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return 'not-a-file';
    throw error;
  }
}

async function upTo(most: number, stream: Readable): Promise<Buffer | 'too-large'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const part = Buffer.from(chunk as Uint8Array);
    bytes += part.length;
    if (bytes > most) return 'too-large';
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}

function worst(findings: readonly Finding[]): keyof typeof exitCodes {
  const verdicts = findings.map((finding) => ('error' in finding ? 'invalid' : finding.verdict));
  if (verdicts.includes('invalid')) return 'invalid';
  return verdicts.includes('unconfirmed') ? 'unconfirmed' : 'valid';
}

const marks = { passed: '✓', failed: '✗', unknown: '?' } as const;

function asText(finding: Finding): string {
  if ('error' in finding) return `${finding.source}: not read\n  ${unreadable[finding.error]}`;
  return [
    `${finding.source}: ${finding.verdict}`,
    ...finding.checks.map(({ name, result, detail }) => `  ${marks[result]} ${name.padEnd(16)} ${detail}`),
  ].join('\n');
}
