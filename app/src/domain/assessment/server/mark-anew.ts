import type { Transaction } from 'kysely';
import { m } from '#messages';
import { renderMail } from '#platform/server/mail-template.ts';
import { within, type Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { versionById } from '#domain/catalogue/server/api.ts';
import { personById } from '#domain/identity/server/api.ts';
import { enrolmentById } from '#domain/learning/server/api.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import { percent, type Verdict } from '../assessment.ts';
import { markedAnew } from '../erratum.ts';
import { insertJudgement, lockAttempt } from './attempt.store.ts';
import { erratumById, erratumInForce, setMarked, type Erratum } from './errata.store.ts';
import { markedAttempts, type MarkedAttempt } from './marked-attempts.store.ts';
import { questionVersionsByIds } from './question-versions.store.ts';

/** A page of the attempts that a correction may change, after the one given; empty when none is left. */
export async function attemptsToMarkAnew(
  platform: Platform,
  { erratumId, after }: { readonly erratumId: string; readonly after: string | null },
): Promise<readonly string[]> {
  const erratum = await erratumById(platform.db, erratumId);
  if (!erratum) return [];
  const page = await markedAttempts(platform.db, erratum.questionVersionId, { after });
  return page.map(({ attemptId }) => attemptId);
}

/**
 * Marks one attempt by the corrected key: where its points change, another judgement supersedes the one in force, and
 * the learner is told. Done once, however often it is tried. Gives the enrolment whose result changed.
 */
export async function markAnew(
  platform: Platform,
  trx: Transaction<Database>,
  { erratumId, attemptId }: { readonly erratumId: string; readonly attemptId: string },
): Promise<string | undefined> {
  const attempt = await lockAttempt(trx, attemptId);
  const erratum = await erratumById(trx, erratumId);
  if (!attempt || !erratum) return undefined;
  const { questionVersionId } = erratum;
  // Where it was corrected once more meanwhile, that correction has a job of its own.
  if ((await erratumInForce(trx, questionVersionId))?.id !== erratumId) return undefined;
  const [question] = await questionVersionsByIds(trx, [questionVersionId]);
  const [marked] = await markedAttempts(trx, questionVersionId, { attemptId });
  if (!question || !marked) return undefined;
  const { judgement, settings, response } = marked;
  const verdict = markedAnew(judgement, settings, { questionVersionId, question, response });
  if (!verdict) return undefined;
  await insertJudgement(trx, {
    ...verdict,
    id: platform.newId(),
    attemptId,
    madeAt: platform.clock(),
    corrects: { supersedes: judgement.id, erratumId },
  });
  await tell(platform, trx, marked, verdict, erratum);
  return attempt.enrolmentId;
}

/** Notes that everything handed in before had been marked anew. */
export async function closeErratum(platform: Platform, erratumId: string): Promise<void> {
  await setMarked(platform.db, erratumId, platform.clock());
}

async function tell(
  platform: Platform,
  trx: Transaction<Database>,
  { attemptId, enrolmentId, judgement: before }: MarkedAttempt,
  after: Verdict,
  { reason }: Erratum,
): Promise<void> {
  const inside = within(platform, trx);
  const enrolment = await enrolmentById(inside, enrolmentId);
  const person = enrolment && (await personById(inside, enrolment.personId));
  const version = enrolment && (await versionById(inside, enrolment.versionId));
  const provider = version && (await organisationById(inside, version.organisationId));
  if (!person || version?.status !== 'published' || !provider) return;
  const { title } = version.record;
  const subject = m.assessment_erratum_mail_subject({ title });
  await platform.mail.send(trx, {
    kind: 'result-corrected',
    to: person.email,
    replyTo: provider.contactEmail,
    subject,
    ...renderMail({
      title: subject,
      paragraphs: [
        m.assessment_erratum_mail_text({ title, provider: provider.name }),
        m.assessment_erratum_mail_reason({ reason }),
        m.assessment_erratum_mail_result({
          before: percent(before.score, before.outOf),
          after: percent(after.score, after.outOf),
        }),
        ...(after.passed === before.passed
          ? []
          : [after.passed ? m.assessment_erratum_mail_now_passed() : m.assessment_erratum_mail_no_longer_passed()]),
      ],
      action: {
        label: m.assessment_erratum_mail_action(),
        url: `${platform.config.origin}/learning/${enrolmentId}/attempts/${attemptId}`,
      },
    }),
  });
}
