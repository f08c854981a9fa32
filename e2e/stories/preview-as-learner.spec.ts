import { accountOf, expect, look, openAccountMenu, signIn, test } from '../story.ts';

test('a reviewer sees a microcredential as learners do in each state', async ({ home }) => {
  await signIn(home, accountOf('reviewer', 'northgate-college'));
  await openAccountMenu(home);
  await home.getByRole('link', { name: 'Provider studio' }).click();
  await home.getByRole('link', { name: 'Northgate College' }).first().click();
  await home.getByRole('link', { name: 'Microcredentials', exact: true }).first().click();
  await home.getByRole('link', { name: 'Psychological first aid' }).first().click();
  await home.getByRole('link', { name: 'Preview as a learner' }).click();
  await expect(home.getByText('Preview of version 1')).toBeVisible();
  await expect(home.getByText('Here learners enrol')).toBeVisible();
  await look(home, 'preview-before');

  await home.getByRole('link', { name: 'Under way' }).click();
  await home.locator('main section ol').getByRole('link').first().click();
  await expect(home.locator('.lesson')).toBeVisible();
  await look(home, 'preview-under-way');

  await home.getByRole('link', { name: 'Assessed' }).click();
  await expect(home.getByRole('button', { name: 'Show the result' })).toBeVisible();
  await look(home, 'preview-paper');
  await home.getByRole('button', { name: 'Show the result' }).click();
  await expect(home.getByText('Preview of version 1')).toBeVisible();
  await expect(home.getByText('Learners are told the right answers')).toBeVisible();
  await look(home, 'preview-result');

  await home.getByRole('link', { name: 'Awarded' }).click();
  await expect(home.getByRole('heading', { name: 'You earned Psychological first aid' })).toBeVisible();
  await look(home, 'preview-awarded');
});
