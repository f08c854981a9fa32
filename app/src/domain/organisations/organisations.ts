export { holdsAt, type Confirmation, type ConfirmationMethod } from './confirmations.ts';
export { countryChoices, countryName } from './countries.ts';
export { invitationState, type Invitation, type Member } from './invitations.ts';

export const organisationKinds = [
  'university',
  'college',
  'business-school',
  'professional-body',
  'industry-body',
  'company',
  'independent',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** What an organisation does here; one may do several. */
export type Capability = 'provides' | 'endorses' | 'recognises' | 'employs' | 'receives';

/** pending: the operator has not decided yet. A suspended one keeps its page, its keys and what it awarded. */
export const organisationStatuses = ['pending', 'approved', 'suspended'] as const;
export type OrganisationStatus = (typeof organisationStatuses)[number];

/** Whether a draft needs a colleague's approval before it is published. when-several: as soon as there are two members. */
export const approvalPolicies = ['when-several', 'always', 'never'] as const;
export type ApprovalPolicy = (typeof approvalPolicies)[number];

export interface Organisation {
  readonly id: string;
  /** Part of its did:web identifier, which credentials carry: never changes. */
  readonly slug: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly website: string | null;
  readonly contactEmail: string;
  readonly description: string;
  /** #RRGGBB, from which badges are drawn. */
  readonly colour: string;
  /** Key of the logo among the platform's files. */
  readonly logoKey: string | null;
  readonly capabilities: readonly Capability[];
  readonly status: OrganisationStatus;
  /** Why it was suspended, for its own members and the operator. */
  readonly statusReason: string | null;
  readonly approvalPolicy: ApprovalPolicy;
  readonly isDemo: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Whether the organisation may publish, enrol learners and award. What it awarded before stays as it is. */
export function mayOffer(organisation: Pick<Organisation, 'status'>): boolean {
  return organisation.status === 'approved';
}

/** Whether a draft of the organisation's may be published only after somebody else has approved it. */
export function needsApproval(organisation: Pick<Organisation, 'approvalPolicy'>, members: number): boolean {
  return organisation.approvalPolicy === 'when-several' ? members > 1 : organisation.approvalPolicy === 'always';
}

/** Whether the public may see the organisation's page and documents: from approval on, and for good. */
export function isPublic(organisation: Pick<Organisation, 'status'>): boolean {
  return organisation.status !== 'pending';
}

/** Where the logo is served; its key changes with its content, so that a browser may keep it. */
export function logoPath(organisation: Pick<Organisation, 'slug' | 'logoKey'>): string | null {
  if (organisation.logoKey === null) return null;
  const fileName = organisation.logoKey.slice(organisation.logoKey.lastIndexOf('/') + 1);
  return `/issuers/${organisation.slug}/logo/${fileName}`;
}
