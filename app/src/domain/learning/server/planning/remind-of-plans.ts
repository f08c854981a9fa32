import type { Transaction } from 'kysely';
import { versionById } from '#domain/catalogue/server/api.ts';
import { personById } from '#domain/identity/server/api.ts';
import { m } from '#messages';
import { renderMail } from '#platform/server/mail-template.ts';
import { within, type Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { dateIn } from '../../plan.ts';
import { reminderOf, type Reminder } from '../../reminder.ts';
import { findEnrolment } from '../enrolment/enrolments.store.ts';
import { lay, type FurtherItems } from './lay-plan.ts';
import { hashToken, reminderContext } from './make-plan.ts';
import { findPlanByKey, findRemindingIds, lockReminding, setReminded, setReminds, type Plan } from './plan.store.ts';

/** The daily job: reminds by mail whoever wished it. Run again, it goes on where it stopped, and writes to nobody twice. */
export async function remindOfPlans(platform: Platform, further: FurtherItems, signal: AbortSignal): Promise<void> {
  let afterId: string | undefined;
  for (;;) {
    const ids = await findRemindingIds(platform.db, { afterId, limit: 200 });
    for (const id of ids) {
      signal.throwIfAborted();
      await platform.db.transaction().execute((trx) => remind(platform, trx, id, further));
    }
    afterId = ids.at(-1);
    if (afterId === undefined) return;
  }
}

/** That a plan was looked at today, and its mail, are one transaction: one mail a day, and no day lost to a crash. */
async function remind(
  platform: Platform,
  trx: Transaction<Database>,
  id: string,
  further: FurtherItems,
): Promise<void> {
  const plan = await lockReminding(trx, id);
  const now = platform.clock();
  if (plan === undefined || plan.remindedOn === dateIn(plan.zone, now)) return;
  await setReminded(trx, id, dateIn(plan.zone, now));
  const enrolment = await findEnrolment(trx, plan.enrolmentId);
  if (enrolment === undefined || enrolment.withdrawnAt !== null || enrolment.completedAt !== null) return;
  const inside = within(platform, trx);
  const reminder = reminderOf(await lay(inside, plan, enrolment, further), { lastSeenAt: enrolment.lastSeenAt, now });
  const [person, version] = await Promise.all([
    personById(inside, plan.personId),
    versionById(inside, enrolment.versionId),
  ]);
  if (reminder === undefined || person === undefined || version?.status !== 'published') return;
  await send(platform, trx, { plan, reminder, to: person.email, title: version.record.title });
}

async function send(
  platform: Platform,
  trx: Transaction<Database>,
  mail: {
    readonly plan: Plan & { readonly reminderSealed: Buffer };
    readonly reminder: Reminder;
    readonly to: string;
    readonly title: string;
  },
): Promise<void> {
  const { plan, reminder, to, title } = mail;
  const { origin } = platform.config;
  const token = platform.secrets.open(plan.reminderSealed, reminderContext(plan.id)).toString();
  const stop = `${origin}/unsubscribe/${token}`;
  const listed = (items: Reminder['behind']) => items.map((item) => `– ${item.title}`).join('\n');
  const { tomorrow, behind } = reminder;
  const subject =
    tomorrow.length > 0
      ? m.learning_reminder_tomorrow_subject({ title })
      : m.learning_reminder_behind_subject({ title });
  await platform.mail.send(trx, {
    kind: 'plan-reminder',
    to,
    subject,
    // RFC 8058: mail programs offer one click to stop, without signing in.
    headers: { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    ...renderMail({
      title: subject,
      paragraphs: [
        ...(tomorrow.length > 0 ? [m.learning_reminder_tomorrow(), listed(tomorrow)] : []),
        ...(behind.length > 0 ? [m.learning_reminder_behind(), listed(behind)] : []),
      ],
      action: { label: m.learning_reminder_action(), url: `${origin}/learning/${plan.enrolmentId}/plan` },
      footer: m.learning_reminder_footer({ url: stop }),
    }),
  });
}

/** Stops a plan's reminders by the key in each of them; nobody needs to sign in. A key that opens nothing changes nothing. */
export async function stopReminders(platform: Platform, token: string): Promise<void> {
  const plan = await findPlanByKey(platform.db, 'reminder_hash', hashToken(token));
  if (plan !== undefined) await setReminds(platform.db, plan.id, false);
}
