import type { Transaction } from 'kysely';
import type { Person } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';

export interface OrganisationsData {
  readonly roles: readonly { readonly organisation: string; readonly role: string; readonly since: Date }[];
  readonly invitations: readonly {
    readonly organisation: string;
    readonly role: string;
    readonly invitedAt: Date;
    readonly acceptedAt: Date | null;
  }[];
}

/** What organisations keep of a person, for their own copy of it. */
export async function exportPersonData({ db }: Pick<Platform, 'db'>, personId: string): Promise<OrganisationsData> {
  const roles = await db
    .selectFrom('membership')
    .innerJoin('organisation', 'organisation.id', 'membership.organisation_id')
    .select(['organisation.slug as organisation', 'membership.role', 'membership.created_at as since'])
    .where('membership.person_id', '=', personId)
    .orderBy('membership.created_at')
    .execute();
  const invitations = await db
    .selectFrom('invitation')
    .innerJoin('organisation', 'organisation.id', 'invitation.organisation_id')
    .innerJoin('person', 'person.email', 'invitation.email')
    .select([
      'organisation.slug as organisation',
      'invitation.role',
      'invitation.created_at as invitedAt',
      'invitation.accepted_at as acceptedAt',
    ])
    .where('person.id', '=', personId)
    .orderBy('invitation.created_at')
    .execute();
  return { roles, invitations };
}

/** Invitations hold the address they were sent to; whether one was accepted, the audit trail says by id. */
export async function erasePersonData(
  _platform: Platform,
  trx: Transaction<Database>,
  person: Pick<Person, 'email'>,
): Promise<void> {
  await trx.deleteFrom('invitation').where('email', '=', person.email).execute();
}
