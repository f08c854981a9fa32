import { fail, redirect } from '@sveltejs/kit';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { participantMessages, writeToParticipants } from '#domain/learning/server/api.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { letterErrors } from '../../../../../../../letters/letter-form.ts';
import { valuesOf } from '../../../../../form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { microcredential, offerings } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const offering = offerings.find(({ id }) => id === url.searchParams.get('offering'));
  const of = { microcredentialId: microcredential.id, offeringId: offering?.id };
  const { underWay, messages } = await participantMessages(locals.platform, locals.actor, of);
  return {
    offering: offering && { startsAt: offering.startsAt, zone: offering.zone },
    underWay,
    messages: messages.map(({ id, subject, text, writtenAt, recipients, sentAt }) => ({
      id,
      subject,
      text,
      writtenAt,
      recipients,
      isSent: sentAt !== null,
    })),
    isWritten: url.searchParams.has('written'),
  };
});

export const actions: Actions = {
  default: answering(async ({ locals, params, request, url }) => {
    const { microcredential, offerings } = await studioMicrocredential(locals.platform, locals.actor, {
      organisationSlug: params.org,
      slug: params.slug,
    });
    const form = await request.formData();
    const values = valuesOf(form, ['subject', 'text']);
    const letter = { subject: values['subject'] ?? '', text: values['text'] ?? '' };
    const result = await writeToParticipants(locals.platform, locals.actor, {
      microcredentialId: microcredential.id,
      offeringId: offerings.find(({ id }) => id === url.searchParams.get('offering'))?.id,
      letter,
    });
    if (result.kind === 'written') {
      const offering = url.searchParams.get('offering');
      redirect(303, offering === null ? '?written' : `?written&offering=${encodeURIComponent(offering)}`);
    }
    if (result.because === 'unfit') return fail(422, { values: letter, errors: letterErrors(result.problems) });
    const sentence =
      result.because === 'too-often' ? m.learning_letter_too_often() : m.learning_letter_nobody_under_way();
    return fail(409, { values: letter, errors: { text: sentence } });
  }),
};
