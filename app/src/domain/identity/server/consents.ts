import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '../identity.ts';
import { currentPolicy, policyDocuments, type PolicyDocument } from '../policies.ts';
import { requirePerson } from './permission.ts';
import { insertConsent, selectConsents, type Consent } from './sign-in.store.ts';

export interface Consents {
  /** Oldest first. */
  readonly given: readonly Consent[];
  /** Documents whose version in force the person has not agreed to. */
  readonly missing: readonly PolicyDocument[];
}

export async function consentsOf(platform: Pick<Platform, 'db'>, actor: Actor): Promise<Consents> {
  const given = await selectConsents(platform.db, requirePerson(actor).personId);
  const missing = policyDocuments.filter(
    (document) =>
      !given.some((consent) => consent.document === document && consent.version === currentPolicy(document).version),
  );
  return { given, missing };
}

/** Agrees to the versions in force of every document. */
export async function giveConsents(platform: Pick<Platform, 'db' | 'clock' | 'newId'>, actor: Actor): Promise<void> {
  const { personId } = requirePerson(actor);
  for (const document of policyDocuments) {
    const consent = { document, version: currentPolicy(document).version, givenAt: platform.clock() };
    await insertConsent(platform.db, platform.newId(), personId, consent);
  }
}
