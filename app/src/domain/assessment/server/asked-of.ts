import type { Platform } from '#platform/server/platform.ts';
import { m } from '#messages';
import { versionById } from '#domain/catalogue/server/api.ts';
import type { QuizSettings } from '../assessment.ts';
import { evidenceSettings, evidenceTask } from '../evidence.ts';
import type { Task } from '../task.ts';
import { assessmentById } from './assessment.store.ts';

interface Asked {
  readonly title: string;
  readonly instructions: string;
  readonly settings: QuizSettings;
  readonly task: Task;
}

/** What a submission answers: a task, or the outcomes of its version where it is evidence of prior learning. */
export async function askedOf(
  platform: Pick<Platform, 'db'>,
  { assessmentId, versionId }: { readonly assessmentId: string | null; readonly versionId: string },
): Promise<Asked | undefined> {
  if (assessmentId !== null) {
    const assessment = await assessmentById(platform.db, assessmentId);
    return assessment?.task && { ...assessment, task: assessment.task };
  }
  const version = await versionById(platform, versionId);
  if (version?.status !== 'published') return undefined;
  return {
    title: m.prior_title(),
    instructions: '',
    settings: evidenceSettings,
    task: evidenceTask(version.record.outcomes),
  };
}
