import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table person (
      id uuid primary key,
      email text not null unique check (email = lower(email)),
      email_confirmed boolean not null default false,
      display_name text not null,
      legal_name text,
      image text,
      is_operator boolean not null default false,
      two_factor_enabled boolean not null default false,
      suspended_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index person_created on person (created_at desc);

    create table sign_in (
      id uuid primary key,
      person_id uuid not null references person on delete cascade,
      token text not null unique,
      expires_at timestamptz not null,
      ip_address text,
      user_agent text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index sign_in_person on sign_in (person_id);

    create table sign_in_method (
      id uuid primary key,
      person_id uuid not null references person on delete cascade,
      account_id text not null,
      provider_id text not null,
      access_token text,
      refresh_token text,
      id_token text,
      access_token_expires_at timestamptz,
      refresh_token_expires_at timestamptz,
      scope text,
      password text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      unique (provider_id, account_id)
    );
    create index sign_in_method_person on sign_in_method (person_id);

    create table sign_in_token (
      id uuid primary key,
      identifier text not null,
      value text not null,
      expires_at timestamptz not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index sign_in_token_identifier on sign_in_token (identifier);

    create table two_factor (
      id uuid primary key,
      person_id uuid not null references person on delete cascade,
      secret text not null,
      backup_codes text not null,
      verified boolean default true,
      failed_verification_count int default 0,
      locked_until timestamptz
    );
    create index two_factor_person on two_factor (person_id);

    create table passkey (
      id uuid primary key,
      person_id uuid not null references person on delete cascade,
      name text,
      public_key text not null,
      credential_id text not null unique,
      counter int not null,
      device_type text not null,
      backed_up boolean not null,
      transports text,
      aaguid text,
      created_at timestamptz default now()
    );
    create index passkey_person on passkey (person_id);

    create table consent (
      id uuid primary key,
      person_id uuid not null references person on delete cascade,
      document text not null check (document in ('terms', 'privacy')),
      version text not null,
      given_at timestamptz not null,
      unique (person_id, document, version)
    );

    create table audit_entry (
      id uuid primary key,
      at timestamptz not null,
      actor_kind text not null check (actor_kind in ('person', 'system', 'visitor', 'command')),
      actor_id uuid,
      organisation_id uuid,
      action text not null,
      subject_kind text not null,
      subject_id uuid not null,
      detail jsonb not null default '{}'
    );
    comment on table audit_entry is 'Holds ids, never names or addresses, so that a person can be erased without touching it.';
    create index audit_entry_organisation on audit_entry (organisation_id, id desc);
    create index audit_entry_subject on audit_entry (subject_id, id desc);
    create index audit_entry_actor on audit_entry (actor_id, id desc);
    create trigger audit_entry_append_only before update or delete on audit_entry
      for each row execute function refuse_change();
    create trigger audit_entry_no_truncate before truncate on audit_entry
      for each statement execute function refuse_change();
  `.execute(db);
}
