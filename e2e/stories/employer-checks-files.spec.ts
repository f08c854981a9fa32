import { demo, expect, look, test } from '../story.ts';

async function fileOf(name: 'valid' | 'revoked' | 'suspended'): Promise<string> {
  const answer = await fetch(`${demo.credentials[name]}.json`);
  expect(answer.status).toBe(200);
  return answer.text();
}

test('an employer checks a good, a tampered, a suspended and a revoked file', async ({ home }) => {
  const valid = await fileOf('valid');
  const cases = [
    { name: 'good', text: valid, says: 'Genuine and in force' },
    { name: 'tampered', text: valid.replace('Amina', 'Aminah'), says: 'Changed since signing, or never signed' },
    { name: 'suspended', text: await fileOf('suspended'), says: 'Suspended' },
    { name: 'revoked', text: await fileOf('revoked'), says: 'Revoked' },
  ];
  await home.getByRole('link', { name: 'Verify' }).first().click();
  await look(home, 'verify');
  for (const { name, text, says } of cases) {
    await home
      .getByLabel('A file', { exact: true })
      .setInputFiles({ name: 'credential.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await home.getByRole('button', { name: 'Check', exact: true }).click();
    await expect(home.getByText(says, { exact: true }).first()).toBeVisible();
    if (name !== 'good') await expect(home.getByText('Do not rely on it.').first()).toBeVisible();
    await look(home, `verified-${name}`);
    await home.getByRole('link', { name: 'Check another' }).click();
    await expect(home.getByLabel('A file', { exact: true })).toBeVisible();
  }
});

test('what cannot be checked is said at the field, and nothing typed is lost', async ({ home }) => {
  await home.getByRole('link', { name: 'Verify' }).first().click();
  await home.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(home.getByText('Choose a file, paste the text or give a link.').first()).toBeVisible();
  await home.getByLabel('Or a link').fill('https://127.0.0.1/private');
  await home.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(home.getByText('We could not reach this address. Ask for the file instead.').first()).toBeVisible();
  await expect(home.getByLabel('Or a link')).toHaveValue('https://127.0.0.1/private');
  await look(home, 'verify-refused');
  await home.getByLabel('Or a link').fill('');
  for (const text of ['not a credential', '{"hello": "world"}']) {
    await home.getByLabel('Or its text').fill(text);
    await home.getByRole('button', { name: 'Check', exact: true }).click();
    await expect(home.getByText('Not a readable credential')).toBeVisible();
    await expect(home.getByText('Ask for the .json file itself')).toBeVisible();
    await expect(
      home.getByText('What was checked'),
      'nothing was: what went wrong is all there is to say',
    ).toBeHidden();
    await expect(home.getByText('Awarded to')).toBeHidden();
    await look(home, 'verify-unreadable');
    await home.getByRole('link', { name: 'Check another' }).click();
  }
});
