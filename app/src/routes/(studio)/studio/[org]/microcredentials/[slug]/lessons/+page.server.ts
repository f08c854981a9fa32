import { fail, redirect } from '@sveltejs/kit';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { hasRole } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { lessonsOf } from '#domain/learning/learning.ts';
import { lessonTimeWarning } from '#domain/learning/lesson-time.ts';
import {
  addLesson,
  addModule,
  arrangeContent,
  deleteLesson,
  deleteModule,
  modulesOf,
  moveLesson,
  moveModule,
  renameModule,
} from '#domain/learning/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { idOf, textOf } from '../../../../form.ts';
import { orderIn } from './order-form.ts';
import { outlineRefusal } from './sentences.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { organisation, draft, published } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const version = draft ?? published;
  if (version === undefined) throw new NotFound('microcredential');
  const modules = await modulesOf(locals.platform, version.id);
  return {
    base: `/studio/${params.org}/microcredentials/${params.slug}`,
    isFrozen: version.status === 'published',
    mayWrite: hasRole(locals.actor, organisation.id, ['author']),
    modules,
    timeWarning: lessonTimeWarning(lessonsOf(modules), version.record.workloadHours),
    isSaved: url.searchParams.has('saved'),
  };
});

interface Asked {
  readonly locals: App.Locals;
  readonly params: { readonly org: string; readonly slug: string };
}

async function draftId({ locals, params }: Asked): Promise<string> {
  const { draft } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  if (draft === undefined) throw new NotFound('draft');
  return draft.id;
}

function direction(form: FormData): 'up' | 'down' {
  return textOf(form, 'direction') === 'up' ? 'up' : 'down';
}

export const actions: Actions = {
  addModule: answering(async (event) => {
    const { locals, request } = event;
    const title = textOf(await request.formData(), 'module-title');
    const versionId = await draftId(event);
    const added = await addModule(locals.platform, locals.actor, { versionId, title });
    if (added.kind === 'refused') return refused('new-module', 'module-title', title, added.because);
    redirect(303, '?saved');
  }),
  renameModule: answering(async (event) => {
    const { locals, request } = event;
    const form = await request.formData();
    const title = textOf(form, 'title');
    const moduleId = idOf(form, 'module');
    const versionId = await draftId(event);
    const renamed = await renameModule(locals.platform, locals.actor, { versionId, moduleId, title });
    if (renamed.kind === 'refused') return refused(`rename-${moduleId}`, `title-${moduleId}`, title, renamed.because);
    redirect(303, '?saved');
  }),
  moveModule: answering(async (event) => {
    const { locals, request } = event;
    const form = await request.formData();
    const moduleId = idOf(form, 'module');
    const versionId = await draftId(event);
    await moveModule(locals.platform, locals.actor, { versionId, moduleId, direction: direction(form) });
    redirect(303, '?saved');
  }),
  deleteModule: answering(async (event) => {
    const { locals, request } = event;
    const moduleId = idOf(await request.formData(), 'module');
    await deleteModule(locals.platform, locals.actor, { versionId: await draftId(event), moduleId });
    redirect(303, '?saved');
  }),
  addLesson: answering(async (event) => {
    const { locals, params, request } = event;
    const form = await request.formData();
    const title = textOf(form, 'title');
    const moduleId = idOf(form, 'module');
    const versionId = await draftId(event);
    const added = await addLesson(locals.platform, locals.actor, { versionId, moduleId, title });
    if (added.kind === 'refused') return refused(`lesson-${moduleId}`, `lesson-${moduleId}`, title, added.because);
    redirect(303, `/studio/${params.org}/microcredentials/${params.slug}/lessons/${encodeURIComponent(added.slug)}`);
  }),
  moveLesson: answering(async (event) => {
    const { locals, request } = event;
    const form = await request.formData();
    const versionId = await draftId(event);
    const slug = textOf(form, 'lesson');
    await moveLesson(locals.platform, locals.actor, { versionId, slug, direction: direction(form) });
    redirect(303, '?saved');
  }),
  arrange: answering(async (event) => {
    const { locals, request } = event;
    const order = orderIn(await request.formData());
    const arranged = await arrangeContent(locals.platform, locals.actor, { versionId: await draftId(event), order });
    if (arranged.kind === 'refused') return refused('order', 'order', '', arranged.because);
    redirect(303, '?saved');
  }),
  deleteLesson: answering(async (event) => {
    const { locals, request } = event;
    const slug = textOf(await request.formData(), 'lesson');
    await deleteLesson(locals.platform, locals.actor, { versionId: await draftId(event), slug });
    redirect(303, '?saved');
  }),
};

function refused(form: string, field: string, value: string, because: Parameters<typeof outlineRefusal>[0]) {
  return fail(422, { form, value, errors: { [field]: outlineRefusal(because) } });
}
