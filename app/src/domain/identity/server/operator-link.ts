import { createHash, randomBytes } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Platform } from '#platform/server/platform.ts';
import type { Actor, System } from '../identity.ts';
import { passwordProblem, type PasswordProblem } from '../password.ts';
import { nameProblem, normalisedName, type NameProblem } from '../person-name.ts';
import { currentPolicy, policyDocuments } from '../policies.ts';
import { refused, type Refused } from '../refusal.ts';
import type { Asking } from './asking.ts';
import { recordAudit } from './audit-trail.ts';
import { tooOften, type TooOften } from './limits.ts';
import { PermissionDenied } from './permission.ts';
import { insertPerson, selectPersonByEmail, updatePerson } from './people.store.ts';
import {
  consumeToken,
  deletePassword,
  deleteSignIns,
  insertConsent,
  insertPassword,
  insertToken,
  selectToken,
} from './sign-in.store.ts';

const validHours = 24;

/** Whoever runs commands on the server runs the installation. */
const command: System = { kind: 'command' };

/**
 * A link by which one person sets a password and becomes an operator, once, within 24 hours. Only its hash is kept.
 * @throws {PermissionDenied} for anyone but the operator's own command line.
 */
export async function createOperatorLink(
  platform: Pick<Platform, 'clock' | 'config' | 'db' | 'newId'>,
  actor: Actor,
  email: string,
): Promise<{ readonly kind: 'link'; readonly url: string; readonly expiresAt: Date } | Refused<'suspended'>> {
  if (actor.kind !== 'command') throw new PermissionDenied();
  const person = await selectPersonByEmail(platform.db, email);
  if (person && person.suspendedAt !== null) return refused('suspended');
  const token = randomBytes(32).toString('base64url');
  const at = platform.clock();
  const expiresAt = new Date(at.getTime() + validHours * 3_600_000);
  await insertToken(platform.db, {
    id: platform.newId(),
    identifier: identifierOf(token),
    value: email.toLowerCase(),
    expiresAt,
    at,
  });
  return { kind: 'link', url: new URL(`/one-time/${token}`, platform.config.origin).href, expiresAt };
}

export interface OperatorLink {
  readonly email: string;
  /** The name of the account that the address has, if it has one. */
  readonly displayName: string | null;
}

export async function operatorLink(
  platform: Pick<Platform, 'clock' | 'db'>,
  token: string,
): Promise<OperatorLink | undefined> {
  const email = await selectToken(platform.db, identifierOf(token), platform.clock());
  if (email === undefined) return undefined;
  const person = await selectPersonByEmail(platform.db, email);
  return { email, displayName: person?.displayName ?? null };
}

export interface ClaimRefused {
  readonly kind: 'refused';
  readonly because: 'details';
  readonly name?: NameProblem;
  readonly password?: PasswordProblem;
  readonly consent?: 'missing';
}

/** Uses the link: makes the account, or takes over the one that the address has, and gives it the operator's rights. */
export async function claimOperatorLink(
  platform: Platform,
  asking: Asking,
  input: {
    readonly token: string;
    readonly displayName: string;
    readonly password: string;
    readonly consents: boolean;
  },
): Promise<{ readonly kind: 'claimed'; readonly email: string } | Refused<'link-over'> | ClaimRefused | TooOften> {
  const limited = await tooOften(platform, 'link', { address: asking.address });
  if (limited) return limited;
  const link = await operatorLink(platform, input.token);
  if (!link) return refused('link-over');
  const displayName = normalisedName(input.displayName);
  const problems = problemsOf(link.email, { ...input, displayName });
  if (problems) return problems;

  const hash = await hashPassword(input.password);
  const at = platform.clock();
  return platform.db.transaction().execute(async (trx) => {
    const email = await consumeToken(trx, identifierOf(input.token), at);
    if (email === undefined) return refused('link-over');
    const id = platform.newId();
    const made = await insertPerson(trx, {
      id,
      email,
      emailConfirmed: true,
      displayName,
      legalName: null,
      isOperator: true,
      at,
    });
    const person = made ?? (await selectPersonByEmail(trx, email));
    if (!person) return refused('link-over');
    await updatePerson(trx, person.id, { display_name: displayName, email_confirmed: true, is_operator: true }, at);
    await deletePassword(trx, person.id);
    await deleteSignIns(trx, person.id);
    await insertPassword(trx, { id: platform.newId(), personId: person.id, hash, at });
    for (const document of policyDocuments) {
      await insertConsent(trx, platform.newId(), person.id, {
        document,
        version: currentPolicy(document).version,
        givenAt: at,
      });
    }
    await recordAudit(platform, trx, command, {
      action: 'person.made-operator',
      subjectKind: 'person',
      subjectId: person.id,
    });
    return { kind: 'claimed', email };
  });
}

function problemsOf(
  email: string,
  input: { readonly displayName: string; readonly password: string; readonly consents: boolean },
): ClaimRefused | undefined {
  const name = nameProblem(input.displayName);
  const password = passwordProblem(input.password, email);
  if (name === undefined && password === undefined && input.consents) return undefined;
  return {
    kind: 'refused',
    because: 'details',
    ...(name === undefined ? {} : { name }),
    ...(password === undefined ? {} : { password }),
    ...(input.consents ? {} : { consent: 'missing' as const }),
  };
}

function identifierOf(token: string): string {
  return `operator-link:${createHash('sha256').update(token).digest('base64url')}`;
}
