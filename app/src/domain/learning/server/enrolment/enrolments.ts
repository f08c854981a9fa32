import type { Transaction } from 'kysely';
import { versionById, versionsByIds } from '#domain/catalogue/server/api.ts';
import type { PublishedVersion, Version } from '#domain/catalogue/catalogue.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, requirePerson } from '#domain/identity/server/api.ts';
import type { Organisation } from '#domain/organisations/organisations.ts';
import { organisationById, organisationsByIds } from '#domain/organisations/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import {
  lessonsOf,
  nextLesson,
  progressIn,
  type Enrolment,
  type LessonSummary,
  type Module,
  type Progress,
} from '../../learning.ts';
import { findModules, findModulesOf, type Db } from '../content/content.store.ts';
import { findEnrolment, findEnrolmentsOf, findLiveEnrolment, lockEnrolment, setCompleted } from './enrolments.store.ts';
import { doneIds, findProgress } from './progress.store.ts';

/** For other domains, which decide themselves who may see it. */
export function enrolmentById(platform: Pick<Platform, 'db'>, id: string): Promise<Enrolment | undefined> {
  return findEnrolment(platform.db, id);
}

/** Holds an enrolment until the transaction ends: what is decided on it is decided one after the other. */
export function holdEnrolment(trx: Transaction<Database>, id: string): Promise<Enrolment | undefined> {
  return lockEnrolment(trx, id);
}

/** The asker's live enrolment in a microcredential: its page then says "Continue" rather than "Enrol". */
export async function ownEnrolmentIn(
  platform: Pick<Platform, 'db'>,
  actor: Actor,
  { microcredentialId }: { readonly microcredentialId: string },
): Promise<Enrolment | undefined> {
  return actor.kind === 'person' ? findLiveEnrolment(platform.db, actor.personId, microcredentialId) : undefined;
}

/** One's own live enrolment. Somebody else's, or one withdrawn from, answers like one that does not exist. */
export async function ownEnrolment(platform: Platform, actor: Actor, enrolmentId: string): Promise<Enrolment> {
  const person = requirePerson(actor);
  const enrolment = await findEnrolment(platform.db, enrolmentId);
  if (enrolment?.personId !== person.personId || enrolment.withdrawnAt !== null) throw new NotFound('enrolment');
  return enrolment;
}

/** Marks an enrolment completed, in the transaction that awards. Lessons stay open. Whether it was not completed before. */
export function completeEnrolment(
  platform: Pick<Platform, 'clock'>,
  trx: Transaction<Database>,
  enrolmentId: string,
): Promise<boolean> {
  return setCompleted(trx, enrolmentId, platform.clock());
}

/** How many of a version's lessons a person has done: a fact that award rules decide on. */
export async function lessonsDone(
  db: Db,
  { personId, versionId }: { readonly personId: string; readonly versionId: string },
): Promise<{ readonly done: number; readonly of: number }> {
  const lessons = lessonsOf(await findModulesOf(db, versionId));
  const { done, of } = progressIn(lessons, doneIds(await findProgress(db, { personId }, [versionId])));
  return { done, of };
}

/** An enrolment with all that its learner needs to go on. */
export interface Learning {
  readonly enrolment: Enrolment;
  readonly version: PublishedVersion;
  readonly provider: Organisation;
  readonly modules: readonly Module[];
  /** Ids of the lessons that are done. */
  readonly done: ReadonlySet<string>;
  readonly progress: Progress;
  /** The first lesson that isn't done; undefined when all are. */
  readonly next: LessonSummary | undefined;
}

/** What the asker learns, what they were at last first. The number of queries doesn't grow with the list. */
export async function myLearning(platform: Platform, actor: Actor): Promise<readonly Learning[]> {
  const { personId } = requirePerson(actor);
  const enrolments = await findEnrolmentsOf(platform.db, personId);
  const versionIds = enrolments.map(({ versionId }) => versionId);
  const versions = new Map((await versionsByIds(platform, versionIds)).map((version) => [version.id, version]));
  const providerIds = [...new Set([...versions.values()].map(({ organisationId }) => organisationId))];
  const providers = new Map(
    (await organisationsByIds(platform, providerIds)).map((provider) => [provider.id, provider]),
  );
  const modules = await findModules(platform.db, versionIds);
  const done = doneIds(await findProgress(platform.db, { personId }, versionIds));
  return enrolments.flatMap((enrolment) => {
    const version = versions.get(enrolment.versionId);
    const provider = version && providers.get(version.organisationId);
    return version && provider ? [learning(enrolment, version, provider, modules.get(version.id) ?? [], done)] : [];
  });
}

/** One enrolment's outline, for its learner. */
export async function outline(platform: Platform, actor: Actor, enrolmentId: string): Promise<Learning> {
  const enrolment = await ownEnrolment(platform, actor, enrolmentId);
  const version = await versionById(platform, enrolment.versionId);
  const provider = version && (await organisationById(platform, version.organisationId));
  if (version === undefined || provider === undefined) throw new NotFound('enrolment');
  const modules = await findModulesOf(platform.db, version.id);
  const progress = await findProgress(platform.db, { personId: enrolment.personId }, [version.id]);
  return learning(enrolment, version, provider, modules, doneIds(progress));
}

/** Lessons are part of being taught: no other route has any. */
export function contentFor({ route }: Pick<Enrolment, 'route'>, modules: readonly Module[]): readonly Module[] {
  return route === 'taught' ? modules : [];
}

function learning(
  enrolment: Enrolment,
  version: Version,
  provider: Organisation,
  content: readonly Module[],
  done: ReadonlySet<string>,
): Learning {
  // Offerings offer published versions only.
  if (version.status !== 'published') throw new NotFound('enrolment');
  const modules = contentFor(enrolment, content);
  const lessons = lessonsOf(modules);
  return {
    enrolment,
    version,
    provider,
    modules,
    done,
    progress: progressIn(lessons, done),
    next: nextLesson(lessons, done),
  };
}
