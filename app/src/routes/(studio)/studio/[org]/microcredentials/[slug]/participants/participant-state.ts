import type { Enrolment } from '#domain/learning/learning.ts';

export function stateOfParticipant({
  completedAt,
  withdrawnAt,
}: Pick<Enrolment, 'completedAt' | 'withdrawnAt'>): 'completed' | 'withdrawn' | 'under-way' {
  if (completedAt !== null) return 'completed';
  return withdrawnAt === null ? 'under-way' : 'withdrawn';
}
