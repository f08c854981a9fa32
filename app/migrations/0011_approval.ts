import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table membership drop constraint membership_role_check;
    alter table membership add constraint membership_role_check
      check (role in ('owner', 'author', 'reviewer', 'assessor', 'registrar'));
    alter table invitation drop constraint invitation_role_check;
    alter table invitation add constraint invitation_role_check
      check (role in ('owner', 'author', 'reviewer', 'assessor', 'registrar'));

    alter table organisation add column approval_policy text not null default 'when-several'
      check (approval_policy in ('when-several', 'always', 'never'));
    comment on column organisation.approval_policy is
      'Whether a draft needs a colleague''s approval before it is published; when-several: as soon as there are two members.';

    create table approval (
      id uuid primary key,
      version_id uuid not null references microcredential_version on delete cascade,
      asked_by uuid references person on delete set null,
      asked_of uuid references person on delete set null,
      note text not null default '',
      asked_at timestamptz not null,
      answer text check (answer in ('approved', 'changes', 'withdrawn')),
      answered_by uuid references person on delete set null,
      answer_note text not null default '',
      answered_at timestamptz,
      approved_hash text,
      check ((answer is null) = (answered_at is null)),
      check ((answer is not distinct from 'approved') = (approved_hash is not null))
    );
    comment on table approval is
      'A draft laid before a colleague, and the answer. asked_of: null for whoever of the reviewers comes first.';
    comment on column approval.approved_hash is
      'Over record and parts as they were approved; a draft with another hash has changed since.';
    create unique index approval_open on approval (version_id) where answer is null;
    create index approval_version on approval (version_id, id desc);
    create index approval_asked_by on approval (asked_by);
    create index approval_asked_of on approval (asked_of);
    create index approval_answered_by on approval (answered_by);

    create table approval_comment (
      id uuid primary key,
      version_id uuid not null references microcredential_version on delete cascade,
      written_by uuid references person on delete set null,
      about text not null check (about in ('whole', 'record', 'lesson', 'question', 'award-rule')),
      about_id uuid,
      text text not null,
      written_at timestamptz not null,
      resolved_by uuid references person on delete set null,
      resolved_at timestamptz,
      check ((about in ('lesson', 'question')) = (about_id is not null))
    );
    create index approval_comment_version on approval_comment (version_id, id);
    create index approval_comment_written_by on approval_comment (written_by);
    create index approval_comment_resolved_by on approval_comment (resolved_by);

    alter table microcredential_version add column approval_id uuid references approval;
    create index microcredential_version_approval on microcredential_version (approval_id) where approval_id is not null;
    comment on column microcredential_version.approval_id is
      'The approval it was published under; null where it was published without a second person.';
  `.execute(db);
}
