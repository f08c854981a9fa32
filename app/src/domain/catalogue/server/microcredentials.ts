import { roles, type Actor } from '#domain/identity/identity.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import type { Organisation } from '#domain/organisations/organisations.ts';
import { organisationById, organisationBySlug } from '#domain/organisations/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { DraftVersion, Microcredential, Offering, Part, PublishedVersion, Version } from '../catalogue.ts';
import type { Partnership } from '../partners.ts';
import { findOffering, findOfferings, findOfferingsOf } from './offerings.store.ts';
import { findPartnershipsOf } from './partners/partnerships.store.ts';
import {
  findMicrocredential,
  findParts,
  findVersion,
  findVersions,
  findVersionsOf,
  findVersionsOfOrganisation,
} from './versions.store.ts';

/** For other domains, which decide themselves who may see it. */
export function versionById(platform: Pick<Platform, 'db'>, id: string): Promise<Version | undefined> {
  return findVersion(platform.db, id);
}

export function versionsByIds(platform: Pick<Platform, 'db'>, ids: readonly string[]): Promise<Version[]> {
  return findVersions(platform.db, ids);
}

export function microcredentialById(platform: Pick<Platform, 'db'>, id: string): Promise<Microcredential | undefined> {
  return findMicrocredential(platform.db, { id });
}

export function offeringById(platform: Pick<Platform, 'db'>, id: string): Promise<Offering | undefined> {
  return findOffering(platform.db, id);
}

export function offeringsByIds(platform: Pick<Platform, 'db'>, ids: readonly string[]): Promise<readonly Offering[]> {
  return findOfferings(platform.db, ids);
}

export function partsOf(platform: Pick<Platform, 'db'>, versionId: string): Promise<Part[]> {
  return findParts(platform.db, versionId);
}

/** A draft, for those who may change it: by its own id or its microcredential's. */
export async function draftOf(
  platform: Platform,
  actor: Actor,
  by: { readonly versionId: string } | { readonly microcredentialId: string },
): Promise<DraftVersion> {
  const version =
    'versionId' in by
      ? await findVersion(platform.db, by.versionId)
      : (await findVersionsOf(platform.db, by.microcredentialId))[0];
  if (version === undefined) throw new NotFound('draft');
  requireRole(actor, version.organisationId, 'author');
  if (version.status !== 'draft') throw new NotFound('draft');
  return version;
}

/** What the public page shows. */
export interface PublicMicrocredential {
  readonly microcredential: Microcredential;
  readonly version: PublishedVersion;
  /** All, with those that are closed; the newest first. */
  readonly offerings: readonly Offering[];
  readonly provider: Organisation;
}

/** The newest published version of a microcredential, retired ones too. Anyone may read it. */
export async function publicMicrocredential(platform: Platform, slug: string): Promise<PublicMicrocredential> {
  const microcredential = await findMicrocredential(platform.db, { slug });
  if (microcredential === undefined) throw new NotFound('microcredential');
  const [versions, offerings, provider] = await Promise.all([
    findVersionsOf(platform.db, microcredential.id),
    findOfferingsOf(platform.db, microcredential.id),
    organisationById(platform, microcredential.organisationId),
  ]);
  const version = versions.find((candidate) => candidate.status === 'published');
  if (version === undefined || provider === undefined) throw new NotFound('microcredential');
  return { microcredential, version, offerings, provider };
}

/** What the studio shows of one microcredential. */
export interface StudioMicrocredential {
  readonly organisation: Organisation;
  readonly microcredential: Microcredential;
  readonly draft: DraftVersion | undefined;
  /** The newest one published. */
  readonly published: PublishedVersion | undefined;
  readonly publishedVersions: readonly PublishedVersion[];
  readonly offerings: readonly Offering[];
  /** Of the draft, if there is one; otherwise of the version published last. */
  readonly parts: readonly Part[];
  /** Whoever was asked to be named in its record. */
  readonly partnerships: readonly Partnership[];
}

/** One microcredential as its organisation's people see it; anyone in the organisation may look. */
export async function studioMicrocredential(
  platform: Platform,
  actor: Actor,
  { organisationSlug, slug }: { readonly organisationSlug: string; readonly slug: string },
): Promise<StudioMicrocredential> {
  const organisation = await organisationForStudio(platform, actor, organisationSlug);
  const microcredential = await findMicrocredential(platform.db, { slug });
  if (microcredential?.organisationId !== organisation.id) throw new NotFound('microcredential');
  const [versions, offerings, partnerships] = await Promise.all([
    findVersionsOf(platform.db, microcredential.id),
    findOfferingsOf(platform.db, microcredential.id),
    findPartnershipsOf(platform.db, microcredential.id),
  ]);
  const publishedVersions = versions.filter((version) => version.status === 'published');
  const draft = versions.find((version) => version.status === 'draft');
  const shown = draft ?? publishedVersions[0];
  return {
    organisation,
    microcredential,
    draft,
    published: publishedVersions[0],
    publishedVersions,
    offerings,
    parts: shown === undefined ? [] : await findParts(platform.db, shown.id),
    partnerships,
  };
}

export interface OwnMicrocredential {
  readonly microcredentialId: string;
  readonly slug: string;
  readonly retiredAt: Date | null;
  readonly draft: DraftVersion | undefined;
  readonly published: PublishedVersion | undefined;
}

/** All of an organisation's microcredentials, drafts too, the newest first; anyone in the organisation may look. */
export async function microcredentialsOf(
  platform: Platform,
  actor: Actor,
  { organisationSlug }: { readonly organisationSlug: string },
): Promise<{ readonly organisation: Organisation; readonly microcredentials: readonly OwnMicrocredential[] }> {
  const organisation = await organisationForStudio(platform, actor, organisationSlug);
  const versions = await findVersionsOfOrganisation(platform.db, organisation.id);
  const byMicrocredential = Map.groupBy(versions, ({ microcredentialId }) => microcredentialId);
  return {
    organisation,
    microcredentials: [...byMicrocredential].map(([microcredentialId, own]) => ({
      microcredentialId,
      slug: own[0]?.slug ?? '',
      retiredAt: own[0]?.retiredAt ?? null,
      draft: own.find((version) => version.status === 'draft'),
      published: own.find((version) => version.status === 'published'),
    })),
  };
}

async function organisationForStudio(platform: Platform, actor: Actor, slug: string): Promise<Organisation> {
  const organisation = await organisationBySlug(platform, slug);
  if (organisation === undefined) throw new NotFound('organisation');
  requireRole(actor, organisation.id, ...roles);
  return organisation;
}
