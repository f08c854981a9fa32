import { fail } from '@sveltejs/kit';
import type { Verification } from '@cairn/credentials';
import { answering } from '#platform/server/answering.ts';
import type { Platform } from '#platform/server/platform.ts';
import { m } from '#messages';
import { largestCredential } from '#domain/verification/verification.ts';
import { verify, verifyUrl } from '#domain/verification/server/api.ts';
import { limitVerifications } from '../../verification-limit.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: answering(async ({ locals, request, getClientAddress }) => {
    const form = await request.formData();
    const values = { text: textOf(form, 'text'), url: textOf(form, 'url') };
    const limited = await limitVerifications(locals.platform, getClientAddress());
    if (limited) {
      return fail(429, {
        values,
        errors: { file: m.verification_problem_limited({ seconds: limited.retryAfterSeconds }) },
      });
    }
    const result = await run(locals.platform, form);
    if ('errors' in result) return fail(422, { values, errors: result.errors });
    const { verdict, checks, credential } = result.found;
    return { verification: { verdict, checks, summary: credential } };
  }),
};

type Result = { readonly found: Verification } | { readonly errors: Readonly<Record<string, string>> };

async function run(platform: Platform, form: FormData): Promise<Result> {
  const file = form.get('file');
  const upload = file instanceof File && file.size > 0 ? file : null;
  const text = textOf(form, 'text');
  const url = textOf(form, 'url');
  const given = [upload, text, url].filter(Boolean).length;
  if (given === 0) return { errors: { file: m.verification_problem_nothing() } };
  if (given > 1) return { errors: { file: m.verification_problem_several() } };
  if (upload && upload.size > largestCredential) return { errors: { file: m.verification_problem_too_large() } };
  if (upload) return { found: await verify(platform, { credential: await upload.bytes(), source: 'file' }) };
  if (text) return { found: await verify(platform, { credential: text, source: 'text' }) };
  return runUrl(platform, url);
}

async function runUrl(platform: Platform, url: string): Promise<Result> {
  const result = await verifyUrl(platform, { url, source: 'url' });
  if (result.kind === 'verified') return { found: result.verification };
  const sentences = {
    'url-invalid': m.verification_problem_url_invalid,
    'not-reachable': m.verification_problem_not_reachable,
    'nothing-there': m.verification_problem_nothing_there,
    'being-signed': m.verification_problem_being_signed,
  };
  return { errors: { url: sentences[result.because]() } };
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
