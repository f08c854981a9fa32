import { z } from 'zod';
import type { Verification } from '@cairn/credentials';
import { Fault, problemResponse, toProblem } from '#platform/server/problem.ts';
import { largestCredential } from '#domain/verification/verification.ts';
import { verify, verifyUrl } from '#domain/verification/server/api.ts';
import { limitVerifications } from '../../../verification-limit.ts';
import type { RequestHandler } from './$types';

const requestSchema = z.union([
  z.strictObject({ credential: z.union([z.string().max(largestCredential), z.record(z.string(), z.unknown())]) }),
  z.strictObject({ url: z.url().max(2000) }),
  z.strictObject({ file: z.base64().max(largestCredential * 1.4) }),
]);

/** POST {credential: text or JSON} | {url} | {file: base64} -> {verdict, checks: [{name, result, detail}]}. */
export const POST: RequestHandler = async ({ locals, request, getClientAddress }) => {
  try {
    const limited = await limitVerifications(locals.platform, getClientAddress());
    if (limited) return tooMany(limited.retryAfterSeconds, locals.requestId);
    const asked = requestSchema.safeParse(await readJson(request));
    if (!asked.success)
      throw new Fault('request-invalid', 'Send exactly one of credential, url and file.', { status: 422 });
    return Response.json(answerOf(await run(locals.platform, asked.data)), {
      headers: { 'cache-control': 'no-store' },
    });
  } catch (error) {
    if (!(error instanceof Fault) || error.status >= 500) throw error;
    return problemResponse(toProblem(error, locals.requestId));
  }
};

async function run(platform: App.Locals['platform'], asked: z.infer<typeof requestSchema>): Promise<Verification> {
  if ('credential' in asked) return verify(platform, { credential: asked.credential, source: 'api' });
  if ('file' in asked) return verify(platform, { credential: Buffer.from(asked.file, 'base64'), source: 'api' });
  const result = await verifyUrl(platform, { url: asked.url, source: 'api' });
  if (result.kind === 'verified') return result.verification;
  throw new Fault(result.because, `No credential could be read at this address: ${result.because}.`, { status: 422 });
}

function answerOf({ verdict, checks, credential }: Verification): object {
  return {
    verdict,
    checks: checks.map(({ name, result, detail, code }) => ({ name, result, detail, code })),
    credential,
  };
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch (cause) {
    throw new Fault('request-not-json', 'The body is not JSON.', { status: 400, cause });
  }
}

function tooMany(seconds: number, requestId: string): Response {
  const fault = new Fault(
    'too-many-verifications',
    `Too many checks in a short time. Ask again in ${seconds} seconds.`,
    {
      status: 429,
    },
  );
  return problemResponse(toProblem(fault, requestId), { 'retry-after': String(seconds) });
}
