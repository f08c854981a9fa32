import type { Platform } from '../../src/platform/server/platform.ts';
import type { Actor } from '../../src/domain/identity/identity.ts';
import type { Organisation } from '../../src/domain/organisations/organisations.ts';
import { approveOrganisation, createOrganisation } from '../../src/domain/organisations/server/api.ts';
import { freeForAll, type NewOffering } from '../../src/domain/catalogue/new-offering.ts';
import { draftOutcomes, type DraftRecord, type Outcome } from '../../src/domain/catalogue/record.ts';
import {
  createMicrocredential,
  createOffering,
  publishVersion,
  saveDraft,
  writePart,
} from '../../src/domain/catalogue/server/api.ts';

const system: Actor = { kind: 'system' };

/** An organisation that may offer. */
export async function aProvider(platform: Platform, name = 'Northgate College'): Promise<Organisation> {
  const created = await createOrganisation(platform, system, {
    name,
    kind: 'college',
    country: 'GB',
    website: null,
    contactEmail: 'office@northgate.example',
    description: '',
    colour: '#2B6549',
  });
  if (created.kind === 'refused') throw new Error(`no organisation: ${created.because}`);
  const approved = await approveOrganisation(platform, system, { organisationId: created.organisation.id });
  if (approved.kind === 'refused') throw new Error(`not approved: ${approved.because}`);
  return approved.organisation;
}

/** Every mandatory element of a record but those that the organisation gives: nothing is missing for publication. */
export const completeRecord = {
  title: 'Psychological first aid',
  summary: 'Help people in the first hours after a crisis, calmly and without harm.',
  description:
    'What to look for, what to say and what to leave to others when somebody has just lived through a crisis.',
  outcomes: [
    { text: 'Recognise the common reactions to a crisis' },
    { text: 'Approach, listen and help a person regain calm' },
  ],
  workloadHours: 12,
  ects: 0.5,
  level: { framework: 'EQF', value: '4', cycle: null },
  assessmentTypes: ['automated-quiz'],
  participation: 'online',
  qualityAssurance: { type: 'internal', detail: 'Reviewed every year by the academic board.' },
  supervision: 'none',
  field: '0923',
  language: 'en',
  delivery: 'online-self-paced',
} satisfies DraftRecord;

export interface MicrocredentialToBuild {
  /** One of its own unless given. */
  readonly provider?: Organisation;
  /** What differs from `completeRecord`. */
  readonly record?: DraftRecord;
  /** Whether learning and assessment have written parts that cover every outcome. Default true. */
  readonly withParts?: boolean;
}

export interface BuiltDraft {
  readonly provider: Organisation;
  readonly microcredentialId: string;
  readonly slug: string;
  readonly versionId: string;
  readonly outcomes: readonly Outcome[];
}

/** A draft that can be published. Its parts are as later domains would write them, without any content behind them. */
export async function aDraft(platform: Platform, build: MicrocredentialToBuild = {}): Promise<BuiltDraft> {
  const provider = build.provider ?? (await aProvider(platform));
  const record = { ...completeRecord, ...build.record };
  const title = typeof record.title === 'string' && record.title !== '' ? record.title : completeRecord.title;
  const created = await createMicrocredential(platform, system, { organisationId: provider.id, title });
  if (created.kind === 'refused') throw new Error(`no microcredential: ${created.because}`);
  const { microcredential, versionId } = created;
  const saved = await saveDraft(platform, system, { versionId, record });
  if (saved.kind === 'refused') throw new Error(`not saved: ${saved.because}`);
  const outcomes = draftOutcomes(saved.record);
  if (build.withParts !== false) await writeCoveringParts(platform, versionId, outcomes);
  return { provider, microcredentialId: microcredential.id, slug: microcredential.slug, versionId, outcomes };
}

/** A version that was published, without an offering. */
export async function aPublishedVersion(platform: Platform, build: MicrocredentialToBuild = {}): Promise<BuiltDraft> {
  const draft = await aDraft(platform, build);
  const published = await publishVersion(platform, system, { versionId: draft.versionId });
  if (published.kind === 'refused') throw new Error(`not published: ${JSON.stringify(published)}`);
  return draft;
}

export interface BuiltMicrocredential extends BuiltDraft {
  readonly offeringId: string;
}

/** A published microcredential with a free, self-paced offering that is open to everyone, unless told otherwise. */
export async function aMicrocredential(
  platform: Platform,
  build: MicrocredentialToBuild & { readonly offering?: Partial<NewOffering> } = {},
): Promise<BuiltMicrocredential> {
  const published = await aPublishedVersion(platform, build);
  const created = await createOffering(platform, system, {
    ...freeForAll,
    ...build.offering,
    microcredentialId: published.microcredentialId,
  });
  if (created.kind === 'refused') throw new Error(`no offering: ${created.because}`);
  return { ...published, offeringId: created.offeringId };
}

export async function writeCoveringParts(
  platform: Platform,
  versionId: string,
  outcomes: readonly Outcome[],
): Promise<void> {
  const coveredOutcomes = outcomes.map(({ id }) => id);
  await platform.db.transaction().execute(async (trx) => {
    for (const part of ['content', 'assessment', 'award-rule'] as const) {
      await writePart(platform, trx, { versionId, part, hash: `hash of the ${part}`, coveredOutcomes, problems: [] });
    }
  });
}
