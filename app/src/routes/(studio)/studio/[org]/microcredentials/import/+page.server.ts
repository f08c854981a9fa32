import { redirect } from '@sveltejs/kit';
import { importUploadedCourse, previewCourse } from '#domain/assessment/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { ownOrganisation } from '../../../own-organisation.ts';
import { refusedCourse, shownIn, uploadIn } from '../course-import.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  await ownOrganisation(locals, params.org, 'author');
});

export const actions: Actions = {
  preview: answering(async ({ locals, params, request }) => {
    const address = { organisationSlug: params.org };
    const preview = await previewCourse(locals.platform, locals.actor, address, await uploadIn(request));
    return preview.kind === 'refused' ? refusedCourse(preview) : { preview };
  }),
  import: answering(async ({ locals, params, request }) => {
    const address = { organisationSlug: params.org };
    const imported = await importUploadedCourse(locals.platform, locals.actor, address, await shownIn(request));
    if (imported.kind === 'refused') return refusedCourse(imported);
    redirect(303, `/studio/${params.org}/microcredentials/${imported.slug}`);
  }),
};
