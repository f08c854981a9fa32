import { accountOf, expect, signIn, test } from '../story.ts';

test('what is chosen and typed before scripts arrive stays as it is', async ({ home }) => {
  await signIn(home, accountOf('owner', 'northgate-college'));
  await home.locator('header summary').filter({ visible: true }).last().click();
  await home.route('**/*.js', async (route) => {
    await new Promise((resume) => setTimeout(resume, 1_000));
    await route.continue();
  });
  const studio = (await home.getByRole('link', { name: 'Provider studio' }).getAttribute('href')) ?? '';
  await home.goto(studio, { waitUntil: 'commit' });
  for (const closed of await home.locator('main details:not([open]) > summary').all()) await closed.click();
  await home.locator('[name=name]').fill('Early Bird College');
  await home.locator('[name=kind]').selectOption('college');
  await home.locator('[name=country]').selectOption('IE');
  await home.waitForLoadState('networkidle');
  await expect(home.locator('[name=name]')).toHaveValue('Early Bird College');
  await expect(home.locator('[name=kind]')).toHaveValue('college');
  await expect(home.locator('[name=country]')).toHaveValue('IE');
});
