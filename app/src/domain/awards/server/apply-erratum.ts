import type { Platform } from '#platform/server/platform.ts';
import { Fault } from '#platform/server/problem.ts';
import { attemptsToMarkAnew, closeErratum, markAnew } from '#domain/assessment/server/api.ts';
import { decideAward } from './decide-award.ts';

/** Some attempts could not be marked anew, or there was no time; the log says why. The job is tried again. */
class NotAllMarked extends Fault {
  constructor(count: number) {
    super('attempts-not-marked-anew', `${count} attempts were not marked anew.`);
  }
}

/**
 * Marks by the corrected key what was handed in before it, an attempt at a time: its new judgement, the letter to its
 * learner and, where the rule now grants it, the award are one transaction. No award is taken away. A job; run again, it
 * finds what is left.
 */
export async function applyErratum(
  platform: Platform,
  { erratumId }: { readonly erratumId: string },
  signal: AbortSignal,
): Promise<void> {
  let failed = 0;
  for (let after: string | null = null; ;) {
    const page: readonly string[] = await attemptsToMarkAnew(platform, { erratumId, after });
    for (const attemptId of page) {
      signal.throwIfAborted();
      await applyTo(platform, { erratumId, attemptId }).catch((error: unknown) => {
        platform.log.error({ err: error, attemptId }, 'an attempt was not marked anew');
        failed += 1;
      });
    }
    after = page.at(-1) ?? null;
    if (after === null) break;
  }
  if (failed > 0) throw new NotAllMarked(failed);
  await closeErratum(platform, erratumId);
}

async function applyTo(
  platform: Platform,
  input: { readonly erratumId: string; readonly attemptId: string },
): Promise<void> {
  await platform.db.transaction().execute(async (trx) => {
    const enrolmentId = await markAnew(platform, trx, input);
    if (enrolmentId !== undefined) await decideAward(platform, trx, enrolmentId);
  });
}
