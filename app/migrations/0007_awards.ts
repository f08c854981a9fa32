import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table award (
      id uuid primary key,
      basis_kind text not null check (basis_kind in ('enrolment', 'registrar', 'import')),
      basis_id uuid not null,
      microcredential_id uuid not null references microcredential,
      version_id uuid not null references microcredential_version,
      person_id uuid references person on delete set null,
      enrolment_id uuid references enrolment on delete set null,
      recipient_email text,
      name_on_award text not null,
      identifier_form text not null default 'name-only' check (identifier_form in ('name-only', 'email-hash', 'did')),
      awarding_body_id uuid not null references organisation,
      deliverer_id uuid not null references organisation,
      awarded_at timestamptz not null,
      valid_until timestamptz,
      results jsonb not null,
      unique (basis_kind, basis_id)
    );
    comment on column award.results is 'What was judged, as it stood at award: per assessment score, pass mark, attempts, judgement; per outcome; assurance.';
    create index award_person on award (person_id, awarded_at desc);
    create index award_microcredential on award (microcredential_id, awarded_at desc);
    create index award_awarding_body on award (awarding_body_id, awarded_at desc);

    create table credential (
      id uuid primary key,
      award_id uuid not null references award,
      form text not null default 'open-badges-3.0',
      supersedes uuid references credential,
      signing_key_id uuid references signing_key,
      signed_text text,
      signed_at timestamptz,
      created_at timestamptz not null,
      check ((signed_text is null) = (signed_at is null))
    );
    comment on column credential.signed_text is 'The exact text that was signed; served as it is, never written anew from parsed values.';
    create unique index credential_first on credential (award_id, form) where supersedes is null;
    create unique index credential_superseded_once on credential (supersedes) where supersedes is not null;
    create index credential_unsigned on credential (created_at) where signed_at is null;
    create function refuse_signed_change() returns trigger language plpgsql as $$
    begin
      raise exception 'a signed credential never changes' using errcode = 'restrict_violation';
    end $$;
    create trigger credential_frozen before update on credential
      for each row when (old.signed_at is not null) execute function refuse_signed_change();

    create table status_list (
      id uuid primary key,
      organisation_id uuid not null references organisation,
      purpose text not null check (purpose in ('revocation', 'suspension')),
      length int not null check (length >= 131072),
      bits bytea not null,
      reserved int not null default 0,
      signed_text text not null,
      signed_at timestamptz not null,
      created_at timestamptz not null
    );
    comment on column status_list.bits is 'The uncompressed bitstring, first entry in the highest bit of the first byte.';
    create index status_list_open on status_list (organisation_id, purpose, created_at desc);

    create table status_entry (
      credential_id uuid not null references credential,
      purpose text not null check (purpose in ('revocation', 'suspension')),
      list_id uuid not null references status_list,
      index int not null check (index >= 0),
      set_at timestamptz,
      primary key (credential_id, purpose),
      unique (list_id, index)
    );

    create table status_change (
      id uuid primary key,
      credential_id uuid not null references credential,
      purpose text not null check (purpose in ('revocation', 'suspension')),
      value boolean not null,
      reason text not null check (length(reason) between 1 and 2000),
      made_by uuid references person on delete set null,
      made_at timestamptz not null
    );
    create index status_change_credential on status_change (credential_id, made_at desc);

    create table share (
      id uuid primary key,
      award_id uuid not null references award,
      token_hash bytea not null unique,
      token_sealed bytea not null,
      label text not null default '',
      created_at timestamptz not null,
      expires_at timestamptz,
      revoked_at timestamptz
    );
    create index share_award on share (award_id, created_at desc);
  `.execute(db);
}
