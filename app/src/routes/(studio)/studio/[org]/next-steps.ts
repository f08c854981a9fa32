import type { OrganisationStatus } from '#domain/organisations/organisations.ts';

export type NextStep = 'approval' | 'profile' | 'confirmation' | 'microcredential' | 'publication' | 'team';

export interface StepState {
  readonly step: NextStep;
  readonly done: boolean;
}

/** What an organisation has still to do, and has done, before and after it can award. */
export function stepsOf(facts: {
  readonly status: OrganisationStatus;
  readonly website: string | null;
  readonly description: string;
  readonly logoKey: string | null;
  readonly confirmations: number;
  readonly microcredentials: number;
  readonly published: number;
  readonly members: number;
}): StepState[] {
  return [
    { step: 'approval', done: facts.status !== 'pending' },
    { step: 'profile', done: facts.website !== null && facts.description !== '' && facts.logoKey !== null },
    { step: 'confirmation', done: facts.confirmations > 0 },
    { step: 'microcredential', done: facts.microcredentials > 0 },
    { step: 'publication', done: facts.published > 0 },
    { step: 'team', done: facts.members > 1 },
  ];
}
