import { fail, redirect } from '@sveltejs/kit';
import { furtherRoutes } from '#domain/assessment/award-rule.ts';
import { assessmentsInBrief, awardRuleOf, enrolByRoute } from '#domain/assessment/server/api.ts';
import { seatRefusal, type Offering } from '#domain/catalogue/catalogue.ts';
import { organisationsNamed, publicMicrocredential, type PublicMicrocredential } from '#domain/catalogue/server/api.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { enrol, modulesOf, ownEnrolmentIn, publicSessions, type PublicSession } from '#domain/learning/server/api.ts';
import { mayOffer } from '#domain/organisations/organisations.ts';
import { issuerBySlug } from '#domain/organisations/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { courseJsonLd } from './course-json-ld.ts';
import { namesOf } from './names-of.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  const { platform, actor } = locals;
  const shown = await publicMicrocredential(platform, params.slug);
  const { microcredential, version, provider } = shown;
  const named = await organisationsNamed(platform, version.record);
  const [issuer, modules, assessments, enrolment, sessions, rule] = await Promise.all([
    issuerBySlug(platform, named.awardingBody.slug),
    modulesOf(platform, version.id),
    assessmentsInBrief(platform, version.id),
    ownEnrolmentIn(platform, actor, { microcredentialId: microcredential.id }),
    publicSessions(
      platform,
      shown.offerings.filter(({ mode }) => mode === 'run').map(({ id }) => id),
    ),
    awardRuleOf(platform, version.id),
  ]);
  return {
    slug: microcredential.slug,
    retired: microcredential.retiredAt !== null,
    number: version.number,
    publishedAt: version.publishedAt,
    contentHash: version.contentHash,
    record: version.record,
    provider: { slug: provider.slug, name: provider.name, colour: provider.colour },
    named: namesOf(named),
    taughtHere: microcredential.teaching === 'taught',
    confirmations: (issuer?.confirmations ?? []).map(({ id, method, evidence }) => ({ id, method, evidence })),
    modules: modules.map(({ id, title, lessons }) => ({
      id,
      title,
      lessons: lessons.map(({ title: lesson, minutes }) => ({ title: lesson, minutes })),
    })),
    assessments: assessments.map(({ id, title, settings, questionCount, task }) => ({
      id,
      isTask: task !== undefined,
      title,
      questionCount,
      ...settings,
    })),
    offerings: offeringsShown(shown, sessions, platform.clock()),
    routes: rule.routes ?? [],
    enrolmentId: enrolment?.id,
    signedIn: actor.kind === 'person',
    jsonLd: courseJsonLd(shown, { origin: platform.config.origin, now: platform.clock() }),
  };
});

/** Those that can be taken first, then those that open later or are full; closed ones are nobody's business here. */
function offeringsShown(
  { offerings, microcredential, provider }: PublicMicrocredential,
  sessions: ReadonlyMap<string, readonly PublicSession[]>,
  now: Date,
) {
  return offerings
    .map((offering) => ({
      ...facts(offering),
      run: runFacts(offering, sessions.get(offering.id) ?? []),
      refusal: seatRefusal({ offering, ...microcredential, providerMayOffer: mayOffer(provider) }, now),
    }))
    .filter(({ refusal }) => refusal !== 'closed')
    .toSorted((a, b) => Number(a.refusal !== null) - Number(b.refusal !== null) || a.price.amount - b.price.amount);
}

function facts({ id, priceMinor, currency, zone, enrolFrom, enrolUntil, capacity, taken }: Offering) {
  return {
    id,
    price: { amount: priceMinor, currency },
    zone,
    enrolFrom,
    enrolUntil,
    seatsLeft: capacity === null ? null : capacity - taken,
  };
}

function runFacts({ zone, place, startsAt, endsAt }: Offering, sessions: readonly PublicSession[]) {
  return startsAt === null || endsAt === null
    ? null
    : {
        zone,
        place,
        startsAt,
        endsAt,
        sessions: sessions.map(({ id, title, startsAt, endsAt, place }) => ({ id, title, startsAt, endsAt, place })),
      };
}

export const actions: Actions = {
  enrol: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const offeringId = form.get('offering');
    const { offerings } = await publicMicrocredential(locals.platform, params.slug);
    // An offering of another microcredential isn't what the button on this page says.
    const offering = offerings.find(({ id }) => id === offeringId);
    if (offering === undefined) throw new NotFound('offering');
    const route = furtherRoutes.find((one) => one === form.get('route'));
    const asked = { offeringId: offering.id };
    const enrolled = route
      ? await enrolByRoute(locals.platform, locals.actor, { ...asked, route })
      : await enrol(locals.platform, locals.actor, asked);
    if (enrolled.kind === 'refused') return fail(409, { because: enrolled.because });
    redirect(303, `/learning/${enrolled.enrolmentId}`);
  }),
};
