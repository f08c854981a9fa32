import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { importUploadedCourse, previewCourse } from '#domain/assessment/server/api.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { refusedCourse, shownIn, uploadIn } from '../../course-import.ts';
import type { Actions, PageServerLoad } from './$types';

const addressIn = (params: { readonly org: string; readonly slug: string }) => ({
  organisationSlug: params.org,
  slug: params.slug,
});

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  const { microcredential, draft } = await studioMicrocredential(locals.platform, locals.actor, addressIn(params));
  requireRole(locals.actor, microcredential.organisationId, 'author');
  if (draft === undefined) throw new NotFound('draft');
});

export const actions: Actions = {
  preview: answering(async ({ locals, params, request }) => {
    const upload = await uploadIn(request);
    const preview = await previewCourse(locals.platform, locals.actor, addressIn(params), upload);
    return preview.kind === 'refused' ? refusedCourse(preview) : { preview };
  }),
  import: answering(async ({ locals, params, request }) => {
    const shown = await shownIn(request);
    const imported = await importUploadedCourse(locals.platform, locals.actor, addressIn(params), shown);
    return imported.kind === 'refused' ? refusedCourse(imported) : { imported: imported.kind };
  }),
};
