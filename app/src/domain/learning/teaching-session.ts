import { z } from 'zod';

/** What may be marked in the roll of a session. */
export const attendanceStates = ['present', 'late', 'absent', 'excused'] as const;
export type AttendanceState = (typeof attendanceStates)[number];

/** A meeting of a run: a teaching session, never a sign-in. */
export interface TeachingSession {
  readonly id: string;
  readonly offeringId: string;
  readonly title: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Empty when it is held on line. */
  readonly place: string;
  /** Where to join on line; for those who are enrolled. */
  readonly link: string;
  /** An award rule may ask for the sessions that are marked so. */
  readonly required: boolean;
  readonly cancelledAt: Date | null;
}

export const sessionFieldsSchema = z
  .object({
    title: z.string().trim().min(1).max(200),
    startsAt: z.date(),
    endsAt: z.date(),
    place: z.string().trim().max(200),
    link: z.union([z.literal(''), z.url({ protocol: /^https?$/, hostname: z.regexes.domain }).max(500)]),
    required: z.boolean(),
  })
  .refine(({ startsAt, endsAt }) => endsAt > startsAt, { path: ['endsAt'] });
export type SessionFields = Readonly<z.infer<typeof sessionFieldsSchema>>;

/** How often a learner came to the sessions of their run: what award rules decide on. */
export interface Attendance {
  /** Sessions that count: neither cancelled nor ones that the learner was excused from. */
  readonly of: number;
  /** Of those, the ones that the learner came to, late or not. */
  readonly attended: number;
  /** The same for the sessions that are marked as required; being excused does not stand in for one. */
  readonly required: { readonly of: number; readonly attended: number };
}

/** Adds up a roll. A session that nobody has marked yet counts as not attended. */
export function attendanceIn(
  sessions: readonly Pick<TeachingSession, 'id' | 'required' | 'cancelledAt'>[],
  marks: ReadonlyMap<string, AttendanceState>,
): Attendance {
  const held = sessions.filter(({ cancelledAt }) => cancelledAt === null);
  const came = ({ id }: { readonly id: string }) => marks.get(id) === 'present' || marks.get(id) === 'late';
  const counted = held.filter(({ id }) => marks.get(id) !== 'excused');
  const required = held.filter((session) => session.required);
  return {
    of: counted.length,
    attended: counted.filter(came).length,
    required: { of: required.length, attended: required.filter(came).length },
  };
}
