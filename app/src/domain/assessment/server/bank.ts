import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import type { DraftVersion } from '#domain/catalogue/catalogue.ts';
import { draftOutcomes, type Outcome } from '#domain/catalogue/record.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { findBank, type BankQuestion } from './bank.store.ts';

/** How the studio's addresses name a microcredential. */
export interface BankAddress {
  readonly organisationSlug: string;
  readonly slug: string;
}

export interface Bank {
  readonly microcredentialId: string;
  readonly organisationId: string;
  readonly draft: DraftVersion | undefined;
  /** Of the draft, or else of the version published last: what its questions may test. */
  readonly outcomes: readonly Outcome[];
}

/** The bank of a microcredential, for authors of its provider alone. */
export async function requireBank(platform: Platform, actor: Actor, address: BankAddress): Promise<Bank> {
  const { microcredential, draft, published } = await studioMicrocredential(platform, actor, address);
  requireRole(actor, microcredential.organisationId, 'author');
  return {
    microcredentialId: microcredential.id,
    organisationId: microcredential.organisationId,
    draft,
    outcomes: draftOutcomes((draft ?? published)?.record ?? {}),
  };
}

/** Every question of the bank, keys included. */
export async function bankForAuthor(
  platform: Platform,
  actor: Actor,
  address: BankAddress,
): Promise<Bank & { readonly questions: readonly BankQuestion[] }> {
  const bank = await requireBank(platform, actor, address);
  return { ...bank, questions: await findBank(platform.db, bank.microcredentialId) };
}

export async function bankQuestionForAuthor(
  platform: Platform,
  actor: Actor,
  { questionId, ...address }: BankAddress & { readonly questionId: string },
): Promise<Bank & { readonly question: BankQuestion }> {
  const bank = await requireBank(platform, actor, address);
  const [question] = await findBank(platform.db, bank.microcredentialId, questionId);
  if (!question) throw new NotFound('question');
  return { ...bank, question };
}
