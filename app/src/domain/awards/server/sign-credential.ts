import { buildAchievementCredential, signCredential as sign } from '@cairn/credentials';
import { announce } from '#platform/server/events.ts';
import { within, type Platform } from '#platform/server/platform.ts';
import { Fault } from '#platform/server/problem.ts';
import { currentSigningKey, organisationById } from '#domain/organisations/server/api.ts';
import { microcredentialById, organisationsNamed, versionById } from '#domain/catalogue/server/api.ts';
import { tellSigned } from './award-mails.ts';
import { awardById } from './awards.store.ts';
import { credentialInput, type Statement } from './credential-input.ts';
import { credentialById, keepSignedText, lockCredential } from './credentials.store.ts';
import { entriesOf } from './status.store.ts';

/**
 * Signs a credential and keeps its exact text; a job. Run twice it signs once: the row's lock makes the second run
 * wait and then find it signed.
 *
 * @throws {Fault} `credential-incomplete` when what it must state is not there; the job is then tried again.
 */
export async function signCredential(platform: Platform, input: { readonly credentialId: string }): Promise<void> {
  await platform.db.transaction().execute(async (trx) => {
    const inside = within(platform, trx);
    await lockCredential(trx, input.credentialId);
    const credential = await credentialById(trx, input.credentialId);
    if (!credential || credential.signedAt) return;

    const statement = await gather(inside, credential.id, credential.awardId);
    const key = await currentSigningKey(inside, trx, statement.awardingBody.id);
    const at = platform.clock();
    const entries = await entriesOf(trx, credential.id);
    const unsigned = buildAchievementCredential(
      credentialInput({ ...statement, entries, verificationMethod: key.verificationMethod }),
    );
    const { text } = await sign(unsigned, {
      privateKey: key.privateKey,
      verificationMethod: key.verificationMethod,
      created: at,
    });
    await keepSignedText(trx, { id: credential.id, text, signingKeyId: key.id, at });
    await tellSigned(platform, trx, {
      award: statement.award,
      title: statement.version.record.title,
      provider: statement.awardingBody,
    });
    await announce(platform, trx, {
      type: 'credential.signed',
      data: { credentialId: credential.id, awardId: credential.awardId },
    });
  });
}

async function gather(
  platform: Platform,
  credentialId: string,
  awardId: string,
): Promise<Omit<Statement, 'entries' | 'verificationMethod'>> {
  const award = await awardById(platform.db, awardId);
  const version = award && (await versionById(platform, award.versionId));
  const microcredential = award && (await microcredentialById(platform, award.microcredentialId));
  const awardingBody = award && (await organisationById(platform, award.awardingBodyId));
  const deliverer = award && (await organisationById(platform, award.delivererId));
  if (version?.status !== 'published' || !microcredential || !awardingBody || !deliverer) {
    throw new Fault(
      'credential-incomplete',
      `Credential ${credentialId} cannot be stated: its award's version or provider is missing.`,
    );
  }
  return {
    origin: platform.config.origin,
    credentialId,
    award,
    version,
    slug: microcredential.slug,
    awardingBody,
    deliverer,
    jointly: (await organisationsNamed(platform, version.record)).jointly,
  };
}
