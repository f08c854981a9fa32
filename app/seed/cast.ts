import type { Role } from '#domain/identity/identity.ts';

/** Someone in the demo story. All of them are invented. */
interface Character {
  readonly name: string;
  readonly email: string;
  /** Days before the first start on which they signed up. */
  readonly joined: number;
}

export interface TeamMember extends Character {
  readonly role: Role;
  /** The slug of the provider they belong to. */
  readonly organisation: string;
}

interface OnTheirOwn extends Character {
  /** What they come to Cairn as. */
  readonly role: 'learner' | 'employer' | 'operator';
}

export type CastMember = TeamMember | OnTheirOwn;

const northgate = 'northgate-college';
const eskdale = 'university-of-eskdale';

export const operator: CastMember = { name: 'Sam Kowalski', email: 'sam@demo.example', role: 'operator', joined: 440 };
export const northgateOwner: TeamMember = {
  name: 'Grace Whitfield',
  email: 'grace@northgate.demo.example',
  role: 'owner',
  organisation: northgate,
  joined: 430,
};
export const northgateRegistrar: TeamMember = {
  name: 'Martin Achebe',
  email: 'martin@northgate.demo.example',
  role: 'registrar',
  organisation: northgate,
  joined: 426,
};
const northgateAssessor: TeamMember = {
  name: 'Priya Nair',
  email: 'priya@northgate.demo.example',
  role: 'assessor',
  organisation: northgate,
  joined: 425,
};
export const northgateReviewer: TeamMember = {
  name: 'Tomas Reyes',
  email: 'tomas@northgate.demo.example',
  role: 'reviewer',
  organisation: northgate,
  joined: 424,
};
export const jonas: CastMember = { name: 'Jonas Lindqvist', email: 'jonas@demo.example', role: 'learner', joined: 401 };
export const eskdaleOwner: TeamMember = {
  name: 'Eleanor Hughes',
  email: 'eleanor@eskdale.demo.example',
  role: 'owner',
  organisation: eskdale,
  joined: 300,
};
export const amina: CastMember = { name: 'Amina Osei', email: 'amina@demo.example', role: 'learner', joined: 90 };
const employer: CastMember = { name: 'Ruth Feldman', email: 'ruth@demo.example', role: 'employer', joined: 14 };

/** Learners first, as those who look for an account to try do. */
export const cast: readonly CastMember[] = [
  amina,
  jonas,
  northgateOwner,
  northgateRegistrar,
  northgateAssessor,
  northgateReviewer,
  eskdaleOwner,
  employer,
  operator,
];
