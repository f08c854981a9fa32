import { fail, redirect } from '@sveltejs/kit';
import { draftOutcomes } from '#domain/catalogue/record.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { kindOf } from '#domain/learning/content-kind.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import {
  addFile,
  contentFiles,
  deleteFile,
  lessonForEditing,
  previewLesson,
  saveLesson,
  uploadRoom,
} from '#domain/learning/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { textOf } from '../../../../../form.ts';
import { lessonErrors, fileRefusal, missingSentence } from '../sentences.ts';
import { readLesson, typedLesson, valuesOf } from './lesson-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { platform, actor } = locals;
  const { draft, published } = await studioMicrocredential(platform, actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const version = draft ?? published;
  if (version === undefined) throw new NotFound('microcredential');
  const lesson = await lessonForEditing(platform, actor, { versionId: version.id, slug: params.lesson });
  const isFrozen = version.status === 'published';
  const { missing } = isFrozen
    ? { missing: [] }
    : await previewLesson(platform, actor, { versionId: version.id, source: lesson.source });
  const files = await contentFiles(platform, actor, version.id);
  return {
    back: `/studio/${params.org}/microcredentials/${params.slug}/lessons`,
    isFrozen,
    lesson: { title: lesson.title, html: lesson.html },
    values: valuesOf(lesson),
    outcomes: draftOutcomes(version.record),
    files: files.map(({ path, mediaType, bytes }) => ({ path, kind: kindOf(mediaType), bytes })),
    room: await uploadRoom(platform, version.id),
    missing: missing.map(missingSentence),
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

export const actions: Actions = {
  save: answering(async (event) => {
    const { locals, params, request } = event;
    const form = await request.formData();
    const saved = await saveLesson(locals.platform, locals.actor, {
      versionId: await draftId(event),
      slug: params.lesson,
      lesson: readLesson(form),
      basedOn: textOf(form, 'based-on'),
    });
    if (saved.kind === 'refused') return fail(422, { values: typedLesson(form), errors: lessonErrors(saved) });
    redirect(303, '?saved');
  }),
  preview: answering(async (event) => {
    const { locals, request } = event;
    const form = await request.formData();
    const { html, missing } = await previewLesson(locals.platform, locals.actor, {
      versionId: await draftId(event),
      source: textOf(form, 'source'),
    });
    return { values: typedLesson(form), preview: { html, missing: missing.map(missingSentence) } };
  }),
  addFile: answering(async (event) => {
    const { locals, request } = event;
    const form = await request.formData();
    const file = form.get('file');
    const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
    const name = file instanceof File ? file.name : '';
    const added = await addFile(locals.platform, locals.actor, { versionId: await draftId(event), name, bytes });
    const values = typedLesson(form);
    if (added.kind === 'refused') {
      const errors: Record<string, string> = { file: fileRefusal(added.because) };
      return fail(422, { values, errors });
    }
    return { values, added: { path: added.path, kind: added.fileKind } };
  }),
  deleteFile: answering(async (event) => {
    const { locals, request } = event;
    const form = await request.formData();
    const path = textOf(form, 'delete-file');
    await deleteFile(locals.platform, locals.actor, { versionId: await draftId(event), path });
    return { values: typedLesson(form), deletedFile: path };
  }),
};
