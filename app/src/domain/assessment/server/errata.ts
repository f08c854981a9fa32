import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { requireCorrector, type Address } from './correct-key.ts';
import { awardsInDoubt, type Affected } from './erratum-effects.ts';
import { errataOf, type Erratum } from './errata.store.ts';
import { countsOfErrata, findAskedQuestions, type AskedQuestion } from './marked-attempts.store.ts';

export interface MadeErratum extends Erratum {
  readonly prompt: string;
  /** How many attempts it changed. */
  readonly changed: number;
}

/** What published versions ask, what was corrected, newest first, and the awards that are in doubt since. */
export async function errataForRegistrar(
  platform: Platform,
  actor: Actor,
  address: Address,
): Promise<{
  readonly questions: readonly AskedQuestion[];
  readonly errata: readonly MadeErratum[];
  readonly inDoubt: readonly Affected[];
}> {
  const microcredential = await requireCorrector(platform, actor, address);
  const questions = await findAskedQuestions(platform.db, microcredential.id);
  const errata = await errataOf(
    platform.db,
    questions.map(({ questionVersionId }) => questionVersionId),
  );
  const counts = await countsOfErrata(
    platform.db,
    errata.map(({ id }) => id),
  );
  const prompts = new Map(questions.map(({ questionVersionId, body }) => [questionVersionId, body.prompt]));
  return {
    questions,
    errata: errata
      .map((one) => ({ ...one, prompt: prompts.get(one.questionVersionId) ?? '', changed: counts.get(one.id) ?? 0 }))
      .toReversed(),
    inDoubt: errata.length === 0 ? [] : await awardsInDoubt(platform, actor, microcredential.id),
  };
}
