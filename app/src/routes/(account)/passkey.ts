/** Passkeys in the browser: the platform's own WebAuthn, and better-auth's four endpoints for it. */

export function canUsePasskeys(): boolean {
  return (
    typeof PublicKeyCredential !== 'undefined' && typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function'
  );
}

/** Signs in by a passkey of this site; throws when there is none, or the person thinks better of it. */
export async function signInByPasskey(): Promise<void> {
  const options = (await ask('generate-authenticate-options')) as PublicKeyCredentialRequestOptionsJSON;
  const credential = await navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
  });
  await ask('verify-authentication', { response: jsonOf(credential) });
}

/** @returns `sign-in-again` when the sign-in is too old to add a passkey under. */
export async function addPasskey(name: string): Promise<'added' | 'sign-in-again'> {
  const answer = await fetch('/api/auth/passkey/generate-register-options');
  if (answer.status === 403) return 'sign-in-again';
  if (!answer.ok) throw new Error(`generate-register-options: ${answer.status}`);
  const options = (await answer.json()) as PublicKeyCredentialCreationOptionsJSON;
  const credential = await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
  });
  await ask('verify-registration', { response: jsonOf(credential), name });
  return 'added';
}

async function ask(step: string, body?: object): Promise<unknown> {
  const request = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const answer = await fetch(`/api/auth/passkey/${step}`, request);
  if (!answer.ok) throw new Error(`${step}: ${answer.status}`);
  return answer.json();
}

function jsonOf(credential: Credential | null): unknown {
  if (!(credential instanceof PublicKeyCredential)) throw new Error('no passkey was given');
  return credential.toJSON();
}
