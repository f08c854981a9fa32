import { expect, test } from 'vitest';
import { hasRole, roles, visitor, type Membership, type SignedIn } from './identity.ts';

const here = 'organisation-a';
const elsewhere = 'organisation-b';

function person(memberships: readonly Membership[], isOperator = false): SignedIn {
  return { kind: 'person', personId: 'p', isOperator, emailConfirmed: true, memberships };
}

test('a member holds the role that the organisation gave, and no other', () => {
  const author = person([{ organisationId: here, role: 'author' }]);
  expect(hasRole(author, here, ['author'])).toBe(true);
  expect(hasRole(author, here, ['assessor', 'author'])).toBe(true);
  expect(hasRole(author, here, ['assessor', 'registrar'])).toBe(false);
  expect(hasRole(author, here, ['owner'])).toBe(false);
  expect(hasRole(author, here, [])).toBe(false);
});

test('a role in one organisation gives none in another', () => {
  for (const role of roles)
    expect(hasRole(person([{ organisationId: elsewhere, role }]), here, roles), role).toBe(false);
});

test('roles do not mix across organisations: owner there and author here is not owner here', () => {
  const both = person([
    { organisationId: elsewhere, role: 'owner' },
    { organisationId: here, role: 'author' },
  ]);
  expect(hasRole(both, here, ['owner'])).toBe(false);
  expect(hasRole(both, here, ['author'])).toBe(true);
});

test('an owner may do whatever any role may', () => {
  const owner = person([{ organisationId: here, role: 'owner' }]);
  for (const role of roles) expect(hasRole(owner, here, [role]), role).toBe(true);
  expect(hasRole(owner, here, [])).toBe(true);
});

test('nobody without a membership holds a role: not a visitor, not a learner, not an operator', () => {
  expect(hasRole(visitor, here, roles)).toBe(false);
  expect(visitor.kind).toBe('visitor');
  expect(hasRole(person([]), here, roles)).toBe(false);
  expect(hasRole(person([], true), here, roles)).toBe(false);
});

test('the system and the operator’s commands act for every organisation', () => {
  expect(hasRole({ kind: 'system' }, here, [])).toBe(true);
  expect(hasRole({ kind: 'command' }, here, ['owner'])).toBe(true);
});

test('these are the roles that organisations give', () => {
  expect(roles).toEqual(['owner', 'author', 'reviewer', 'assessor', 'registrar']);
});
