import { microcredentialById } from '#domain/catalogue/server/api.ts';
import type { Microcredential } from '#domain/catalogue/catalogue.ts';
import type { Actor, Role } from '#domain/identity/identity.ts';
import { namesOf, NotFound, peopleByIds, requireRole } from '#domain/identity/server/api.ts';
import { csvLine } from '#platform/server/csv.ts';
import type { Platform } from '#platform/server/platform.ts';
import { lessonsOf, type Enrolment, type Progress } from '../../learning.ts';
import { findModules } from '../content/content.store.ts';
import { countEnrolments, findEnrolmentsByIds, findEnrolmentsIn } from '../enrolment/enrolments.store.ts';
import { contentFor } from '../enrolment/enrolments.ts';
import { countDone } from '../enrolment/progress.store.ts';

const participantsPageSize = 50;
const exportBatch = 200;

export interface Participant {
  readonly enrolment: Enrolment;
  /** Their display name. */
  readonly name: string;
  readonly progress: Progress;
}

export interface ParticipantsPage {
  readonly participants: readonly Participant[];
  /** Of all pages. */
  readonly count: number;
  /** Asks for the page after this one; absent on the last. */
  readonly nextBeforeId?: string;
}

interface OfMicrocredential {
  readonly microcredentialId: string;
  /** Only those of one offering. */
  readonly offeringId?: string | undefined;
}

/** Who is or was enrolled in a microcredential, the newest first: for the provider's assessors, registrars and owners. */
export async function participants(
  platform: Platform,
  actor: Actor,
  { microcredentialId, offeringId, beforeId }: OfMicrocredential & { readonly beforeId?: string | undefined },
): Promise<ParticipantsPage> {
  await requireStaff(platform, actor, microcredentialId, 'assessor', 'registrar');
  const found = await findEnrolmentsIn(platform.db, microcredentialId, {
    limit: participantsPageSize + 1,
    offeringId,
    beforeId,
  });
  const page = found.slice(0, participantsPageSize);
  const participants = await withProgress(platform, page);
  const last = page.at(-1);
  const count = await countEnrolments(platform.db, microcredentialId, offeringId);
  return found.length > page.length && last ? { participants, count, nextBeforeId: last.id } : { participants, count };
}

/** Some participants of a microcredential by their enrolments, for its provider's assessors and registrars. */
export async function participantsByIds(
  platform: Platform,
  actor: Actor,
  { microcredentialId, ids }: { readonly microcredentialId: string; readonly ids: readonly string[] },
): Promise<readonly Participant[]> {
  await requireStaff(platform, actor, microcredentialId, 'assessor', 'registrar');
  return withProgress(platform, await findEnrolmentsByIds(platform.db, microcredentialId, ids));
}

/** The same people as a CSV file, a line at a time: for registrars, since it holds their addresses. */
export async function exportParticipantsCsv(
  platform: Platform,
  actor: Actor,
  of: OfMicrocredential,
  results?: FurtherColumns,
): Promise<AsyncGenerator<string>> {
  await requireStaff(platform, actor, of.microcredentialId, 'registrar');
  return csvLines(platform, of, results);
}

/** Columns that later domains know about participants; the route brings them along. */
export interface FurtherColumns {
  readonly names: readonly string[];
  /** By enrolment, in the order of the names. */
  of(participants: readonly Participant[]): Promise<ReadonlyMap<string, readonly string[]>>;
}

async function* csvLines(
  platform: Platform,
  { microcredentialId, offeringId }: OfMicrocredential,
  further?: FurtherColumns,
): AsyncGenerator<string> {
  yield csvLine([
    'enrolment',
    'name',
    'email',
    'enrolled',
    'last_seen',
    'lessons_done',
    'lessons',
    'completed',
    'left',
    'extended_until',
    ...(further?.names ?? []),
  ]);
  let beforeId: string | undefined;
  do {
    const found = await findEnrolmentsIn(platform.db, microcredentialId, { limit: exportBatch, offeringId, beforeId });
    const people = await peopleByIds(
      platform,
      found.map(({ personId }) => personId),
    );
    const batch = await withProgress(platform, found);
    const columns = await further?.of(batch);
    for (const { enrolment, name, progress } of batch) {
      yield csvLine([
        enrolment.id,
        name,
        people.get(enrolment.personId)?.email ?? '',
        enrolment.enrolledAt.toISOString(),
        enrolment.lastSeenAt.toISOString(),
        String(progress.done),
        String(progress.of),
        enrolment.completedAt?.toISOString() ?? '',
        enrolment.withdrawnAt?.toISOString() ?? '',
        enrolment.extendedUntil?.toISOString() ?? '',
        ...(columns?.get(enrolment.id) ?? []),
      ]);
    }
    beforeId = found.length === exportBatch ? found.at(-1)?.id : undefined;
  } while (beforeId !== undefined);
}

/** @throws {NotFound} for a microcredential that isn't there; as `requireRole` for anyone but these. */
export async function requireStaff(
  platform: Platform,
  actor: Actor,
  microcredentialId: string,
  ...roles: Role[]
): Promise<Microcredential> {
  const microcredential = await microcredentialById(platform, microcredentialId);
  if (microcredential === undefined) throw new NotFound('microcredential');
  requireRole(actor, microcredential.organisationId, ...roles);
  return microcredential;
}

async function withProgress(platform: Platform, page: readonly Enrolment[]): Promise<readonly Participant[]> {
  const personIds = page.map(({ personId }) => personId);
  const versionIds = [...new Set(page.map(({ versionId }) => versionId))];
  const names = await namesOf(platform, personIds);
  const modules = await findModules(platform.db, versionIds);
  const done = await countDone(platform.db, personIds, versionIds);
  return page.map((enrolment): Participant => {
    const of = lessonsOf(contentFor(enrolment, modules.get(enrolment.versionId) ?? [])).length;
    const count = of === 0 ? 0 : (done.get(`${enrolment.personId} ${enrolment.versionId}`) ?? 0);
    const progress = { done: count, of, percent: of === 0 ? 0 : Math.floor((count * 100) / of) };
    return { enrolment, name: names.get(enrolment.personId) ?? '', progress };
  });
}
