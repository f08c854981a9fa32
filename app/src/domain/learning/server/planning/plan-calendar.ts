import { randomBytes } from 'node:crypto';
import { versionById } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { m } from '#messages';
import type { Platform } from '#platform/server/platform.ts';
import { iCalendar, type CalendarEntry } from '../../calendar.ts';
import type { TeachingSession } from '../../teaching-session.ts';
import { findEnrolment } from '../enrolment/enrolments.store.ts';
import { ownEnrolment } from '../enrolment/enrolments.ts';
import { sessionsOfEnrolment } from '../sessions/session-pages.ts';
import { lay, type FurtherItems } from './lay-plan.ts';
import { hashToken } from './make-plan.ts';
import { findFeedSealed, findPlan, findPlanByKey, setFeed } from './plan.store.ts';

/** Makes an unguessable address at which calendar programs read the plan; an earlier one stops at once. */
export async function openCalendar(platform: Platform, actor: Actor, enrolmentId: string): Promise<void> {
  await ownEnrolment(platform, actor, enrolmentId);
  const plan = await findPlan(platform.db, enrolmentId);
  if (plan === undefined) throw new NotFound('plan');
  const token = randomBytes(24).toString('base64url');
  const sealed = platform.secrets.seal(Buffer.from(token), feedContext(plan.id));
  await setFeed(platform.db, enrolmentId, { hash: hashToken(token), sealed });
}

export async function closeCalendar(platform: Platform, actor: Actor, enrolmentId: string): Promise<void> {
  await ownEnrolment(platform, actor, enrolmentId);
  await setFeed(platform.db, enrolmentId, null);
}

/** Undefined while there is none. */
export async function calendarUrlOf(platform: Platform, planId: string): Promise<string | undefined> {
  const sealed = await findFeedSealed(platform.db, planId);
  if (sealed === null) return undefined;
  const token = platform.secrets.open(sealed, feedContext(planId)).toString();
  return `${platform.config.origin}/calendars/${token}.ics`;
}

/** What is left of a plan, as a calendar, for whoever holds its address. */
export async function planCalendar(
  platform: Platform,
  { token, further }: { readonly token: string; readonly further: FurtherItems },
): Promise<string> {
  const plan = await findPlanByKey(platform.db, 'feed_hash', hashToken(token));
  const enrolment = plan && (await findEnrolment(platform.db, plan.enrolmentId));
  if (plan === undefined || enrolment === undefined || enrolment.withdrawnAt !== null) throw new NotFound('calendar');
  const version = await versionById(platform, enrolment.versionId);
  if (version?.status !== 'published') throw new NotFound('calendar');
  const { title } = version.record;
  const { schedule } = await lay(platform, plan, enrolment, further);
  const days = enrolment.completedAt === null ? schedule.days : [];
  const { origin } = platform.config;
  const meetings = (await sessionsOfEnrolment(platform.db, enrolment))
    .filter(({ cancelledAt }) => cancelledAt === null)
    .map((session) => meeting(session, { planId: plan.id, enrolmentId: enrolment.id, course: title, origin }));
  return iCalendar({
    name: title,
    madeAt: platform.clock(),
    entries: [
      ...meetings,
      ...days.flatMap(({ date, items }) =>
        items.map((item) => ({
          uid: `${item.id}.${plan.id}@${new URL(origin).hostname}`,
          when: date,
          summary: item.title,
          description: m.learning_calendar_description({ title, minutes: item.minutes }),
          url: `${origin}/learning/${enrolment.id}/${item.path}`,
        })),
      ),
    ],
  });
}

/** A session as an appointment; a cancelled one is left out, and so disappears from whoever reads the calendar. */
function meeting(
  { id, title, startsAt, endsAt, place, link }: TeachingSession,
  { planId, enrolmentId, course, origin }: { planId: string; enrolmentId: string; course: string; origin: string },
): CalendarEntry {
  return {
    uid: `${id}.${planId}@${new URL(origin).hostname}`,
    when: { from: startsAt, until: endsAt },
    summary: title,
    description: [course, place, link].filter((text) => text !== '').join('\n'),
    url: `${origin}/learning/${enrolmentId}`,
  };
}

function feedContext(planId: string): string {
  return `plan-calendar/${planId}`;
}
