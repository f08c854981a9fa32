/** What another organisation may be named as in the record of a microcredential. */
export const partnerRoles = ['awards', 'delivers', 'awards-jointly'] as const;
export type PartnerRole = (typeof partnerRoles)[number];

export type PartnerAnswer = 'agreed' | 'declined';

/** One organisation asked by another to stand in the record of a microcredential, and what it said. */
export interface Partnership {
  readonly id: string;
  readonly microcredentialId: string;
  /** Whom was asked. */
  readonly organisationId: string;
  readonly role: PartnerRole;
  readonly note: string;
  readonly askedAt: Date;
  /** Null until somebody who speaks for the organisation has answered. */
  readonly answer: PartnerAnswer | null;
  readonly answeredAt: Date | null;
  /** From then on nothing new may name it; what was published and awarded stays as it is. */
  readonly endedAt: Date | null;
}

export type PartnershipState = 'waiting' | 'agreed' | 'declined' | 'ended';

export function partnershipState({ answer, endedAt }: Pick<Partnership, 'answer' | 'endedAt'>): PartnershipState {
  if (endedAt !== null) return 'ended';
  return answer ?? 'waiting';
}

/** Whether it is asked, or has agreed and not left. */
export function isOpen(partnership: Pick<Partnership, 'answer' | 'endedAt'>): boolean {
  return ['waiting', 'agreed'].includes(partnershipState(partnership));
}

/** Whether an organisation agreed to be named so, and still does. */
export function hasAgreed(partnerships: readonly Partnership[], organisationId: string, role: PartnerRole): boolean {
  return partnerships.some(
    (partnership) =>
      partnership.organisationId === organisationId &&
      partnership.role === role &&
      partnershipState(partnership) === 'agreed',
  );
}

export const longestPartnerNote = 1000;
