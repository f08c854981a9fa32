import { createEmailVerificationToken } from 'better-auth/api';
import { hashPassword } from 'better-auth/crypto';
import { z } from 'zod';
import { announce } from '#platform/server/events.ts';
import type { Platform } from '#platform/server/platform.ts';
import { visitor } from '../identity.ts';
import { passwordProblem, type PasswordProblem } from '../password.ts';
import { nameProblem, normalisedName, type NameProblem } from '../person-name.ts';
import type { Person } from '../person.ts';
import { currentPolicy, policyDocuments } from '../policies.ts';
import { mailAccountExists, mailConfirmation } from './account-mail.ts';
import type { Asking } from './asking.ts';
import { recordAudit } from './audit-trail.ts';
import { linkSeconds, type Auth } from './auth.ts';
import { evenly } from './even-answer.ts';
import { tooOften, type TooOften } from './limits.ts';
import { insertPerson, selectPersonByEmail } from './people.store.ts';
import { insertConsent, insertPassword } from './sign-in.store.ts';

export interface SignUp {
  readonly email: string;
  readonly displayName: string;
  readonly password: string;
  /** To the terms and the privacy notice in force. */
  readonly consents: boolean;
  /** The page to go to once the address is confirmed. */
  readonly next?: string;
}

export interface SignUpRefused {
  readonly kind: 'refused';
  readonly because: 'details';
  readonly email?: 'not-an-address';
  readonly name?: NameProblem;
  readonly password?: PasswordProblem;
  readonly consent?: 'missing';
}

/** Says the same whether the address was new or had an account: only its mailbox is told which. */
export type SignUpResult = { readonly kind: 'mailed' } | SignUpRefused | TooOften;

/** Begins an account, to be confirmed by mail. A second sign-up with one address changes nothing in the first. */
export async function signUp(platform: Platform, auth: Auth, asking: Asking, input: SignUp): Promise<SignUpResult> {
  const displayName = normalisedName(input.displayName);
  const problems = problemsOf({ ...input, displayName });
  if (problems) return problems;
  const email = input.email.toLowerCase();
  const limited = await tooOften(platform, 'sign-up', { address: asking.address, account: email });
  if (limited) return limited;

  return evenly(async () => {
    const hash = await hashPassword(input.password);
    const person = await insertNewPerson(platform, { email, displayName, hash });
    if (person) {
      const { secret } = await auth.$context;
      const token = await createEmailVerificationToken(secret, email, undefined, linkSeconds.confirmation, {
        userId: person.id,
      });
      await mailConfirmation(platform, { email, emailVerified: false }, token, input.next);
    } else {
      await tellOwner(platform, auth, email);
    }
    return { kind: 'mailed' };
  });
}

const address = z.email().max(254);

function problemsOf(input: SignUp): SignUpRefused | undefined {
  const name = nameProblem(input.displayName);
  const password = passwordProblem(input.password, input.email);
  const isAddress = address.safeParse(input.email).success;
  if (isAddress && name === undefined && password === undefined && input.consents) return undefined;
  return {
    kind: 'refused',
    because: 'details',
    ...(isAddress ? {} : { email: 'not-an-address' as const }),
    ...(name === undefined ? {} : { name }),
    ...(password === undefined ? {} : { password }),
    ...(input.consents ? {} : { consent: 'missing' as const }),
  };
}

async function insertNewPerson(
  platform: Platform,
  { email, displayName, hash }: { email: string; displayName: string; hash: string },
): Promise<Person | undefined> {
  const at = platform.clock();
  return platform.db.transaction().execute(async (trx) => {
    const person = await insertPerson(trx, {
      id: platform.newId(),
      email,
      emailConfirmed: false,
      displayName,
      legalName: null,
      isOperator: false,
      at,
    });
    if (!person) return undefined;
    await insertPassword(trx, { id: platform.newId(), personId: person.id, hash, at });
    for (const document of policyDocuments) {
      await insertConsent(trx, platform.newId(), person.id, {
        document,
        version: currentPolicy(document).version,
        givenAt: at,
      });
    }
    await recordAudit(platform, trx, visitor, {
      action: 'person.signed-up',
      subjectKind: 'person',
      subjectId: person.id,
    });
    await announce(platform, trx, { type: 'person.signed-up', data: { personId: person.id } });
    return person;
  });
}

async function tellOwner(platform: Platform, auth: Auth, email: string): Promise<void> {
  const person = await selectPersonByEmail(platform.db, email);
  if (!person || person.suspendedAt !== null) return;
  if (person.emailConfirmed) return mailAccountExists(platform, person);
  // Begun earlier and never confirmed, perhaps by someone else: whoever reads this mailbox chooses the password.
  await auth.api.requestPasswordReset({ body: { email } });
}
