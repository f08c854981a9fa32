import { expect, test } from 'vitest';
import { stepsOf } from './next-steps.ts';

const fresh = {
  status: 'pending',
  website: null,
  description: '',
  logoKey: null,
  confirmations: 0,
  microcredentials: 0,
  published: 0,
  members: 1,
} as const;

test('a new organisation has everything before it', () => {
  expect(stepsOf(fresh).filter(({ done }) => done)).toEqual([]);
});

test('a profile is done with website, description and logo', () => {
  const profiled = { ...fresh, website: 'https://northgate.example', description: 'Evening courses.' };
  expect(stepsOf(profiled).find(({ step }) => step === 'profile')?.done).toBe(false);
  expect(stepsOf({ ...profiled, logoKey: 'logo/1/2.png' }).find(({ step }) => step === 'profile')?.done).toBe(true);
});

test('an organisation that publishes, is known and has a team has nothing left to do', () => {
  const busy = {
    status: 'approved',
    website: 'https://northgate.example',
    description: 'x',
    logoKey: 'k',
    confirmations: 1,
    microcredentials: 2,
    published: 1,
    members: 3,
  } as const;
  expect(stepsOf(busy).every(({ done }) => done)).toBe(true);
});
