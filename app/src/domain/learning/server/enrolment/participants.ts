import { microcredentialById } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { namesOf, NotFound, requireRole } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { lessonsOf, type Enrolment, type Progress } from '../../learning.ts';
import { findModules } from '../content/content.store.ts';
import { countEnrolments, findEnrolmentsIn } from './enrolments.store.ts';
import { countDone } from './progress.store.ts';

const participantsPageSize = 50;

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

/** Who is or was enrolled in a microcredential, the newest first: for the provider's assessors, registrars and owners. */
export async function participants(
  platform: Platform,
  actor: Actor,
  { microcredentialId, beforeId }: { readonly microcredentialId: string; readonly beforeId?: string | undefined },
): Promise<ParticipantsPage> {
  const microcredential = await microcredentialById(platform, microcredentialId);
  if (microcredential === undefined) throw new NotFound('microcredential');
  requireRole(actor, microcredential.organisationId, 'assessor', 'registrar');

  const found = await findEnrolmentsIn(platform.db, microcredentialId, { limit: participantsPageSize + 1, beforeId });
  const page = found.slice(0, participantsPageSize);
  const personIds = page.map(({ personId }) => personId);
  const versionIds = [...new Set(page.map(({ versionId }) => versionId))];
  const names = await namesOf(platform, personIds);
  const modules = await findModules(platform.db, versionIds);
  const done = await countDone(platform.db, personIds, versionIds);
  const participants = page.map((enrolment): Participant => {
    const of = lessonsOf(modules.get(enrolment.versionId) ?? []).length;
    const count = done.get(`${enrolment.personId} ${enrolment.versionId}`) ?? 0;
    const progress = { done: count, of, percent: of === 0 ? 0 : Math.floor((count * 100) / of) };
    return { enrolment, name: names.get(enrolment.personId) ?? '', progress };
  });
  const last = page.at(-1);
  const count = await countEnrolments(platform.db, microcredentialId);
  return found.length > page.length && last ? { participants, count, nextBeforeId: last.id } : { participants, count };
}
