import { fail, redirect } from '@sveltejs/kit';
import { commentSubjects, type CommentSubject } from '#domain/catalogue/approval.ts';
import {
  answerApproval,
  approvalPage,
  askApproval,
  commentOnDraft,
  resolveComment,
  studioMicrocredential,
  withdrawApproval,
} from '#domain/catalogue/server/api.ts';
import { namesOf, NotFound, requireRole } from '#domain/identity/server/api.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { isId } from '#platform/server/ids.ts';
import { versionInWords } from '../../../../../../version-text/version-text.ts';
import { idOf, valuesOf } from '../../../../form.ts';
import type { Actions, PageServerLoad } from './$types';

interface Asked {
  readonly locals: App.Locals;
  readonly params: { readonly org: string; readonly slug: string };
}

async function asked({ locals, params }: Asked) {
  const { draft, organisation } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  requireRole(locals.actor, organisation.id, 'author', 'reviewer');
  if (draft === undefined) throw new NotFound('draft');
  return draft;
}

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { platform, actor } = locals;
  const draft = await asked({ locals, params });
  const [approval, { parts, content }] = await Promise.all([
    approvalPage(platform, actor, draft.id),
    versionInWords(locals, draft),
  ]);
  const people = [
    ...approval.reviewers,
    ...approval.approvals.flatMap(({ askedBy, askedOf, answeredBy }) => [askedBy, askedOf, answeredBy]),
    ...approval.comments.flatMap(({ writtenBy, resolvedBy }) => [writtenBy, resolvedBy]),
  ].filter((id) => id !== null);
  const names = await namesOf(platform, [...new Set(people)]);
  const nameOf = (id: string | null) => (id === null ? undefined : names.get(id)) ?? m.approval_somebody_gone();
  const subjects = subjectsOf(parts);
  return {
    number: draft.number,
    done: url.searchParams.get('done'),
    about: subjects.find(({ value }) => value === url.searchParams.get('about'))?.value ?? 'whole',
    state: approval.state,
    needed: approval.needed,
    mayAsk: approval.mayAsk,
    mayAnswer: approval.mayAnswer,
    hash: approval.hash,
    reviewers: approval.reviewers.map((id) => ({ value: id, label: nameOf(id) })),
    approvals: approval.approvals.map((one) => ({
      ...one,
      askedBy: nameOf(one.askedBy),
      askedOf: one.askedOf === null ? undefined : nameOf(one.askedOf),
      answeredBy: nameOf(one.answeredBy),
    })),
    comments: approval.comments.map(({ id, about, aboutId, text, writtenBy, writtenAt, resolvedBy, resolvedAt }) => ({
      id,
      text,
      writtenAt,
      resolvedAt,
      writtenBy: nameOf(writtenBy),
      resolvedBy: nameOf(resolvedBy),
      about: subjects.find(({ value }) => value === subjectValue(about, aboutId))?.label ?? m.approval_about({ about }),
    })),
    subjects,
    parts: parts.map(({ key, group, title, text, about, aboutId }) => ({
      key,
      group,
      title,
      text,
      subject: subjectValue(about, aboutId),
    })),
    lessons: content.lessons.map(({ id, html }) => ({ subject: subjectValue('lesson', id), html })),
  };
});

function subjectValue(about: CommentSubject, aboutId: string | null): string {
  return aboutId === null ? about : `${about}:${aboutId}`;
}

/** What can be commented on: the whole, the record, each lesson and question, the award rule. */
function subjectsOf(parts: readonly { about: CommentSubject; aboutId: string | null; title: string }[]) {
  const named = parts.flatMap(({ about, aboutId, title }) =>
    aboutId === null ? [] : [{ value: subjectValue(about, aboutId), label: title }],
  );
  const whole = (about: CommentSubject) => ({ value: about, label: m.approval_about({ about }) });
  return [whole('whole'), whole('record'), ...named, whole('award-rule')];
}

export const actions: Actions = {
  ask: answering(async ({ locals, params, request }) => {
    const draft = await asked({ locals, params });
    const values = valuesOf(await request.formData(), ['of', 'note']);
    const { of = '', note = '' } = values;
    const result = await askApproval(locals.platform, locals.actor, {
      versionId: draft.id,
      askedOf: isId(of) ? of : null,
      note,
    });
    if (result.kind === 'refused') return fail(409, { form: 'ask', because: result.because, values });
    redirect(303, '?done=asked');
  }),
  withdraw: answering(async ({ locals, params }) => {
    const draft = await asked({ locals, params });
    await withdrawApproval(locals.platform, locals.actor, { versionId: draft.id });
    redirect(303, '?done=withdrawn');
  }),
  answer: answering(async ({ locals, params, request }) => {
    const draft = await asked({ locals, params });
    const values = valuesOf(await request.formData(), ['answer', 'note', 'hash']);
    const answer = values['answer'] === 'approved' ? 'approved' : 'changes';
    const { note = '', hash = '' } = values;
    const result = await answerApproval(locals.platform, locals.actor, {
      versionId: draft.id,
      answer,
      note,
      readHash: hash,
    });
    if (result.kind === 'refused') return fail(409, { form: 'answer', because: result.because, values });
    redirect(303, `?done=${answer}`);
  }),
  comment: answering(async ({ locals, params, request }) => {
    const draft = await asked({ locals, params });
    const values = valuesOf(await request.formData(), ['about', 'text']);
    const { parts } = await versionInWords(locals, draft);
    // Only what is in this draft; anything else is said of the whole.
    const subject = subjectsOf(parts).find(({ value }) => value === values['about'])?.value ?? 'whole';
    const [about = '', aboutId = null] = subject.split(':');
    const result = await commentOnDraft(locals.platform, locals.actor, {
      versionId: draft.id,
      about: commentSubjects.find((one) => one === about) ?? 'whole',
      aboutId,
      text: values['text'] ?? '',
    });
    if (result.kind === 'refused') return fail(422, { form: 'comment', because: result.because, values });
    redirect(303, '?done=commented#comments');
  }),
  resolve: answering(async ({ locals, params, request }) => {
    const draft = await asked({ locals, params });
    const commentId = idOf(await request.formData(), 'comment');
    await resolveComment(locals.platform, locals.actor, { versionId: draft.id, commentId });
    redirect(303, '?done=resolved#comments');
  }),
};
