import { addPool, addQuiz, bankForAuthor, saveBankQuestion } from '../../src/domain/assessment/server/api.ts';
import type { Difficulty, PoolFilter } from '../../src/domain/assessment/pools.ts';
import type { Question } from '../../src/domain/assessment/question-kinds.ts';
import { createOffering, publishVersion } from '../../src/domain/catalogue/server/api.ts';
import { freeForAll } from '../../src/domain/catalogue/new-offering.ts';
import type { Platform } from '../../src/platform/server/platform.ts';
import { aDraft, type BuiltDraft } from './a-microcredential.ts';
import { aLesson } from './a-lesson.ts';

const system = { kind: 'system' } as const;

export interface BankQuestionToBuild {
  readonly outcomes: readonly string[];
  readonly prompt?: string;
  readonly difficulty?: Difficulty | null;
  readonly tags?: readonly string[];
}

export function choiceQuestion(prompt: string, wrong = 'The hasty way'): Question {
  return {
    kind: 'single-choice',
    body: {
      prompt,
      options: [
        { id: 'right', text: 'The calm way' },
        { id: 'wrong', text: wrong },
      ],
    },
    key: { correct: 'right', explanation: 'Haste adds to the distress.' },
  };
}

export const addressOf = (draft: Pick<BuiltDraft, 'provider' | 'slug'>) => ({
  organisationSlug: draft.provider.slug,
  slug: draft.slug,
});

/** Adds a question to the bank; option `right` is right. Answers the question's own id. */
export async function aBankQuestion(
  platform: Platform,
  draft: BuiltDraft,
  { outcomes, prompt = 'Which way?', difficulty = null, tags = [] }: BankQuestionToBuild,
): Promise<string> {
  const saved = await saveBankQuestion(platform, system, addressOf(draft), {
    ...choiceQuestion(prompt),
    questionId: null,
    outcomes,
    difficulty,
    tags,
  });
  if (saved.kind === 'refused') throw new Error(`question refused: ${saved.problems.join(', ')}`);
  const { questions } = await bankForAuthor(platform, system, addressOf(draft));
  return questions.find(({ questionVersionId }) => questionVersionId === saved.questionVersionId)?.questionId ?? '';
}

export interface PoolToBuild extends Partial<PoolFilter> {
  readonly draws: number;
  readonly points?: number;
}

/** A draft with a lesson and a quiz of pools alone, that must be passed. */
export async function aPooledDraft(
  platform: Platform,
  build: {
    readonly bank: (draft: BuiltDraft) => Promise<void>;
    readonly pools: (draft: BuiltDraft) => readonly PoolToBuild[];
    readonly attemptLimit?: number | null;
  },
): Promise<BuiltDraft & { readonly assessmentId: string }> {
  const draft = await aDraft(platform, { withParts: false });
  await aLesson(platform, { versionId: draft.versionId, outcomes: draft.outcomes.map(({ id }) => id) });
  const { assessmentId } = await addQuiz(platform, system, {
    versionId: draft.versionId,
    title: 'Pooled quiz',
    instructions: '',
    settings: { passMark: 100, attemptLimit: build.attemptLimit ?? null },
  });
  await build.bank(draft);
  for (const pool of build.pools(draft)) {
    const added = await addPool(platform, system, {
      outcomeId: null,
      difficulty: null,
      tag: null,
      points: 1,
      ...pool,
      assessmentId,
    });
    if (added.kind === 'refused') throw new Error(`no pool: ${added.because}`);
  }
  return { ...draft, assessmentId };
}

/** Publishes a draft and opens it to everyone. Answers the offering's id. */
export async function published(platform: Platform, draft: BuiltDraft): Promise<string> {
  const done = await publishVersion(platform, system, { versionId: draft.versionId });
  if (done.kind === 'refused') throw new Error(`not published: ${JSON.stringify(done)}`);
  const offered = await createOffering(platform, system, { ...freeForAll, microcredentialId: draft.microcredentialId });
  if (offered.kind === 'refused') throw new Error(`no offering: ${offered.because}`);
  return offered.offeringId;
}
