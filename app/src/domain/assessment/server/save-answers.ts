import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, requirePerson } from '#domain/identity/server/api.ts';
import { isOver } from '../assessment.ts';
import { questionKind } from '../question-kinds.ts';
import { askedKinds, keepAnswers, type Opening, type Responses } from './answers.store.ts';
import { attemptById } from './attempt.store.ts';

export interface AnswersSent {
  readonly attemptId: string;
  readonly responses: Responses;
  /** Questions to come back to, and those no longer. */
  readonly flags?: ReadonlyMap<string, boolean> | undefined;
  /** Absent: what is sent is the latest word. */
  readonly from?: Opening | undefined;
}

export type Saved =
  | {
      readonly kind: 'saved';
      readonly at: Date;
      readonly sequence: number;
      readonly behind: readonly string[];
      readonly elsewhere: boolean;
    }
  | { readonly kind: 'refused'; readonly because: 'submitted' | 'time-up' };

/**
 * Keeps answers while an attempt is open: one look at what is asked, one statement that writes. After submission, or
 * once time and grace are over, nothing changes any more.
 */
export async function saveAnswers(platform: Platform, actor: Actor, input: AnswersSent): Promise<Saved> {
  const { personId } = requirePerson(actor);
  const { attemptId, responses, flags = new Map<string, boolean>() } = input;
  const questionVersionIds = [...new Set([...responses.keys(), ...flags.keys()])];
  const asked = await askedKinds(platform.db, { attemptId, personId, questionVersionIds });
  if (!asked) throw new NotFound('attempt');
  const at = platform.clock();
  const { open, ...kept } = await keepAnswers(platform.db, {
    attemptId,
    responses: onlyAsked(responses, asked),
    flags: new Map([...flags].filter(([id]) => asked.has(id))),
    from: input.from,
    at,
  });
  if (open) return { kind: 'saved', at, ...kept };
  const attempt = await attemptById(platform.db, attemptId);
  return { kind: 'refused', because: attempt && isOver(attempt, at) ? 'time-up' : 'submitted' };
}

/** A form may name any question and answer it anyhow; only what this paper asks, answered in its kind, is kept. */
export function onlyAsked(
  responses: Responses,
  asked: ReadonlyMap<string, Parameters<typeof questionKind>[0]>,
): Responses {
  return new Map(
    [...responses].flatMap(([questionVersionId, response]) => {
      const kind = asked.get(questionVersionId);
      const read = kind && questionKind(kind).response.safeParse(response);
      return read?.success ? [[questionVersionId, read.data] as const] : [];
    }),
  );
}
