import { fail, redirect } from '@sveltejs/kit';
import { draftProblems } from '#domain/catalogue/record-problems.ts';
import {
  draftFromForm,
  formFromDraft,
  recordFormFrom,
  rowsChangeFrom,
  rowsNames,
  withRowsChanged,
  type RowsName,
} from '#domain/catalogue/record-form.ts';
import { saveDraft, studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { whatIsMissing } from '#domain/catalogue/what-is-missing.ts';
import { workloadWarning } from '#domain/catalogue/workload.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { problemSentences } from './problem-sentences.ts';
import type { Actions, PageServerLoad } from './$types';

interface Asked {
  readonly locals: App.Locals;
  readonly params: { readonly org: string; readonly slug: string };
}

async function asked({ locals, params }: Asked) {
  const found = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  requireRole(locals.actor, found.organisation.id, 'author');
  return found;
}

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { draft, published, organisation, microcredential } = await asked({ locals, params });
  const own = { name: organisation.name, country: organisation.country };
  if (draft === undefined) return { own, frozen: published?.number ?? 1, draft: undefined };
  const missing = whatIsMissing(draft, []);
  return {
    own,
    frozen: undefined,
    draft: {
      basedOn: draft.updatedAt.toISOString(),
      taughtHere: microcredential.teaching === 'taught',
      form: formFromDraft(draft.record),
      errors: problemSentences(draftProblems(draft.record)),
      missing: missing.flatMap((thing) =>
        thing.kind === 'element' && thing.because === 'missing' ? [thing.element] : [],
      ),
      warning: workloadWarning(draft.record.workloadHours, draft.record.ects),
      saved: url.searchParams.has('saved'),
      // After "Add": one more empty row than there are.
      adding: rowsNames.find((name) => name === url.searchParams.get('add')),
    },
  };
});

export const actions: Actions = {
  save: answering(async ({ locals, params, request }) => {
    const { draft } = await asked({ locals, params });
    if (draft === undefined) throw new NotFound('draft');
    const posted = await request.formData();
    const typed = recordFormFrom(posted);
    const change = rowsChangeFrom(posted.get('rows'));
    const basedOn = dateOf(posted.get('basedOn'));
    const saved = await saveDraft(locals.platform, locals.actor, {
      versionId: draft.id,
      record: draftFromForm(change === undefined ? typed : withRowsChanged(typed, change)),
      ...(basedOn === undefined ? {} : { basedOn }),
    });
    if (saved.kind === 'refused') {
      const message =
        saved.because === 'too-large' ? m.catalogue_record_too_large() : m.catalogue_record_changed_meanwhile();
      return fail(409, { message, form: typed, errors: {} });
    }
    if (change !== undefined) redirect(303, rowsAddress(change.rows, change.act === 'add'));
    if (saved.problems.length > 0) {
      return fail(422, {
        message: m.catalogue_record_saved_with_problems(),
        form: undefined,
        errors: problemSentences(saved.problems),
      });
    }
    redirect(303, '?saved');
  }),
};

function rowsAddress(rows: RowsName, adding: boolean): string {
  return adding ? `?add=${rows}#field-${rows}` : `?#field-${rows}`;
}

function dateOf(value: unknown): Date | undefined {
  const date = typeof value === 'string' ? new Date(value) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}
