import { isDeepStrictEqual } from 'node:util';
import { announce } from '#platform/server/events.ts';
import { isId } from '#platform/server/ids.ts';
import type { Platform } from '#platform/server/platform.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import type { Microcredential } from '#domain/catalogue/catalogue.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '#domain/identity/server/api.ts';
import { keyOnStored } from '../erratum.ts';
import { questionKind, type Question, type QuestionProblem } from '../question-kinds.ts';
import { effectsOf, type ErratumEffects } from './erratum-effects.ts';
import { erratumInForce, holdErrata, insertErratum, type Erratum } from './errata.store.ts';
import { findAskedQuestions, type AskedQuestion } from './marked-attempts.store.ts';

export interface Address {
  readonly organisationSlug: string;
  readonly slug: string;
}

export interface Correction extends Address {
  readonly questionVersionId: string;
  /** As the question's own editor has them. */
  readonly typed: Pick<Question, 'body' | 'key'>;
  readonly reason: string;
  /** The correction in force when the question was shown; null for none. */
  readonly since: string | null;
}

export interface NotCorrected {
  readonly kind: 'refused';
  readonly because: 'reason-missing' | 'question-changed' | 'nothing-changed' | 'changed-meanwhile' | 'key-incomplete';
  readonly problems: readonly QuestionProblem[];
}

export interface CorrectionPreview {
  readonly kind: 'preview';
  readonly effects: ErratumEffects;
  /** The answers by the corrected key. */
  readonly answers: ReturnType<ReturnType<typeof questionKind>['outline']>;
}

const longestReason = 2000;

/** A microcredential of a provider, for its registrars and owners. */
export async function requireCorrector(platform: Platform, actor: Actor, address: Address): Promise<Microcredential> {
  const { microcredential } = await studioMicrocredential(platform, actor, address);
  requireRole(actor, microcredential.organisationId, 'registrar');
  return microcredential;
}

/** A question that a published version asks, with the key in force, for those who may correct it. */
export async function questionToCorrect(
  platform: Platform,
  actor: Actor,
  { questionVersionId, ...address }: Address & { readonly questionVersionId: string },
): Promise<{ readonly question: AskedQuestion; readonly erratum: Erratum | undefined }> {
  const microcredential = await requireCorrector(platform, actor, address);
  const [question] = isId(questionVersionId)
    ? await findAskedQuestions(platform.db, microcredential.id, questionVersionId)
    : [];
  if (!question) throw new NotFound('question');
  return { question, erratum: await erratumInForce(platform.db, questionVersionId) };
}

/** Whom a correction would affect. Changes nothing. */
export async function previewCorrection(
  platform: Platform,
  actor: Actor,
  input: Correction,
): Promise<NotCorrected | CorrectionPreview> {
  const read = await readCorrection(platform, actor, input);
  if (read.kind === 'refused') return read;
  const effects = await effectsOf(platform, actor, {
    microcredentialId: read.microcredential.id,
    questionVersionId: input.questionVersionId,
    question: read.corrected,
  });
  const { kind, body, key } = read.corrected;
  return { kind: 'preview', effects, answers: questionKind(kind).outline(body, key) };
}

/**
 * Corrects the key of a question after publishing: a dated erratum, a registrar's act. The question and its version stay
 * as they are. From now on the corrected key marks; what was handed in before is marked anew by a job.
 */
export async function correctKey(
  platform: Platform,
  actor: Actor,
  input: Correction,
): Promise<NotCorrected | { readonly kind: 'corrected'; readonly erratumId: string }> {
  const read = await readCorrection(platform, actor, input);
  if (read.kind === 'refused') return read;
  const erratumId = platform.newId();
  return platform.db.transaction().execute(async (trx) => {
    await holdErrata(trx, 'correcting');
    const inForce = await erratumInForce(trx, input.questionVersionId);
    if ((inForce?.id ?? null) !== input.since) return refused('changed-meanwhile');
    await insertErratum(trx, {
      id: erratumId,
      questionVersionId: input.questionVersionId,
      supersedes: input.since,
      key: read.corrected.key,
      reason: read.reason,
      madeBy: actor.kind === 'person' ? actor.personId : null,
      madeAt: platform.clock(),
    });
    await recordAudit(platform, trx, actor, {
      action: 'erratum.made',
      subjectKind: 'question',
      subjectId: read.corrected.questionId,
      organisationId: read.microcredential.organisationId,
      detail: { erratumId, questionVersionId: input.questionVersionId },
    });
    await announce(platform, trx, { type: 'erratum.made', data: { erratumId } });
    return { kind: 'corrected', erratumId };
  });
}

function refused(because: NotCorrected['because'], problems: readonly QuestionProblem[] = []): NotCorrected {
  return { kind: 'refused', because, problems };
}

async function readCorrection(platform: Platform, actor: Actor, input: Correction) {
  const { question, erratum } = await questionToCorrect(platform, actor, input);
  const microcredential = await requireCorrector(platform, actor, input);
  if ((erratum?.id ?? null) !== input.since) return refused('changed-meanwhile');
  // What is wrong with it as it was typed is told first: a field left empty reads as another question, too.
  const problems = questionKind(question.kind).problems(input.typed.body, input.typed.key);
  if (problems.length > 0) return refused('key-incomplete', problems);
  const key = keyOnStored(question, input.typed);
  if (key === undefined) return refused('question-changed');
  const corrected = { ...question, key } as AskedQuestion;
  if (isDeepStrictEqual(key, question.key)) return refused('nothing-changed');
  const reason = input.reason.trim().slice(0, longestReason);
  if (reason === '') return refused('reason-missing');
  return { kind: 'read' as const, corrected, reason, microcredential };
}
