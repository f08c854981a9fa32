import { expect, look, openAccountMenu, signUpHere, somebody, test } from '../story.ts';

test('somebody adds a passkey, signs in with it alone, and deletes the account knowing what stays', async ({
  home,
}) => {
  const browser = await home.context().newCDPSession(home);
  await browser.send('WebAuthn.enable');
  await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await home.getByRole('link', { name: 'Sign in' }).first().click();
  await home.getByRole('link', { name: 'Create an account' }).click();
  await signUpHere(home, somebody('Petra Keller'));

  await openAccountMenu(home);
  await home.getByRole('link', { name: 'Account', exact: true }).click();
  await look(home, 'account');
  await home.getByRole('link', { name: 'Sign-in and security' }).click();
  await home.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(home.getByRole('button', { name: /^Remove/ })).toBeVisible();
  await look(home, 'account-security');

  await openAccountMenu(home);
  await home.getByRole('button', { name: 'Sign out' }).filter({ visible: true }).click();
  await home.getByRole('link', { name: 'Sign in' }).first().click();
  await home.getByRole('link', { name: 'Sign in with a passkey' }).click();
  await look(home, 'sign-in-passkey');
  await home.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(home.locator('header').getByText('Petra Keller').first()).toBeVisible();

  await openAccountMenu(home);
  await home.getByRole('link', { name: 'Account', exact: true }).click();
  await home.getByRole('link', { name: 'Your data' }).click();
  await look(home, 'account-privacy');
  await home.getByRole('link', { name: 'Delete my account' }).click();
  await expect(home.getByRole('heading', { name: 'What stays, and why' })).toBeVisible();
  await expect(home.getByText('they are the provider')).toBeVisible();
  await look(home, 'account-delete');
  await home.getByLabel('I want to delete my account for good').check();
  await home.getByRole('button', { name: 'Delete my account' }).click();
  await expect(home.getByRole('heading', { name: 'Your account is deleted' })).toBeVisible();

  await home.getByRole('link', { name: 'Sign in' }).first().click();
  await home.getByRole('link', { name: 'Sign in with a passkey' }).click();
  await home.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(home.getByText('The passkey did not sign you in.')).toBeVisible();
});
