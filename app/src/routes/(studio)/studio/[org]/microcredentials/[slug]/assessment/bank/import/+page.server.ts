import { fail } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { bankForAuthor, importQti, previewQti } from '#domain/assessment/server/api.ts';
import { importSentence, packageSentence } from './qti-sentences.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  const address = { organisationSlug: params.org, slug: params.slug };
  const { outcomes } = await bankForAuthor(locals.platform, locals.actor, address);
  return { back: `/studio/${params.org}/microcredentials/${params.slug}/assessment/bank`, outcomes };
});

export const actions: Actions = {
  preview: answering(async ({ locals, params, request }) => {
    const file = (await request.formData()).get('package');
    const [bytes, name] =
      file instanceof File
        ? [new Uint8Array(await file.arrayBuffer()), file.name.slice(0, 200)]
        : [new Uint8Array(), ''];
    const address = { organisationSlug: params.org, slug: params.slug };
    const preview = await previewQti(locals.platform, locals.actor, address, { bytes, name });
    if (preview.kind === 'refused')
      return fail(422, { errors: { package: packageSentence(preview.because, preview.detail) } });
    return { preview, name };
  }),
  import: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const address = { organisationSlug: params.org, slug: params.slug };
    const imported = await importQti(locals.platform, locals.actor, address, {
      upload: String(form.get('upload') ?? ''),
      name: String(form.get('name') ?? '').slice(0, 200),
      outcomes: form.getAll('outcomes').map(String),
      tags: String(form.get('tags') ?? '').slice(0, 400),
    });
    if (imported.kind === 'refused') return fail(422, { errors: { package: importSentence(imported.because) } });
    return { imported };
  }),
};
