import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table organisation (
      id uuid primary key,
      slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
      name text not null,
      kind text not null check (kind in
        ('university', 'college', 'business-school', 'professional-body', 'industry-body', 'company', 'independent')),
      country text not null check (country ~ '^[A-Z]{2}$'),
      website text,
      contact_email text not null,
      description text not null default '',
      colour text not null default '#2B6549' check (colour ~ '^#[0-9A-Fa-f]{6}$'),
      logo_key text,
      capabilities text[] not null default '{provides}'
        check (capabilities <@ array['provides', 'endorses', 'recognises', 'employs', 'receives']),
      status text not null default 'pending' check (status in ('pending', 'approved', 'suspended')),
      status_reason text,
      is_demo boolean not null default false,
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    create index organisation_status on organisation (status, created_at desc);

    create function refuse_slug_change() returns trigger language plpgsql as $$
    begin
      raise exception 'a slug is carried by credentials and never changes' using errcode = 'restrict_violation';
    end $$;
    create trigger organisation_slug_fixed before update of slug on organisation
      for each row when (old.slug is distinct from new.slug) execute function refuse_slug_change();

    create table membership (
      organisation_id uuid not null references organisation,
      person_id uuid not null references person on delete cascade,
      role text not null check (role in ('owner', 'author', 'assessor', 'registrar')),
      created_at timestamptz not null,
      primary key (organisation_id, person_id, role)
    );
    create index membership_person on membership (person_id);

    create table invitation (
      id uuid primary key,
      organisation_id uuid not null references organisation,
      email text not null check (email = lower(email)),
      role text not null check (role in ('owner', 'author', 'assessor', 'registrar')),
      token_hash bytea not null unique,
      invited_by uuid references person on delete set null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      accepted_at timestamptz,
      withdrawn_at timestamptz
    );
    create index invitation_organisation on invitation (organisation_id, created_at desc);

    create table confirmation (
      id uuid primary key,
      organisation_id uuid not null references organisation,
      method text not null check (method in ('dns-record', 'email-domain', 'register-number')),
      evidence text not null,
      confirmed_by uuid references person on delete set null,
      confirmed_at timestamptz not null,
      valid_until timestamptz,
      withdrawn_at timestamptz
    );
    comment on table confirmation is 'How the operator knows who an organisation is: a dated record, shown to readers.';
    create index confirmation_organisation on confirmation (organisation_id, confirmed_at desc);

    create table signing_key (
      id uuid primary key,
      organisation_id uuid not null references organisation,
      fragment text not null,
      algorithm text not null check (algorithm in ('Ed25519')),
      public_key bytea not null,
      private_key_sealed bytea,
      valid_from timestamptz not null,
      valid_until timestamptz,
      compromised_from timestamptz,
      created_at timestamptz not null,
      unique (organisation_id, fragment)
    );
    create unique index signing_key_current on signing_key (organisation_id, algorithm) where valid_until is null;
  `.execute(db);
}
