import { m } from '#messages';
import type { TooOften } from '#domain/identity/server/api.ts';
import type { PasswordProblem } from '#domain/identity/password.ts';
import type { NameProblem } from '#domain/identity/person-name.ts';

const passwords: Readonly<Record<PasswordProblem, () => string>> = {
  'too-short': m.account_problem_password_too_short,
  'too-long': m.account_problem_password_too_long,
  'too-common': m.account_problem_password_too_common,
  'is-the-address': m.account_problem_password_is_the_address,
};

const names: Readonly<Record<NameProblem, () => string>> = {
  missing: m.account_problem_name_missing,
  'too-long': m.account_problem_name_too_long,
  'unseen-characters': m.account_problem_name_unseen_characters,
};

export function passwordWords(problem: PasswordProblem | undefined): string | undefined {
  return problem && passwords[problem]();
}

export function nameWords(problem: NameProblem | undefined): string | undefined {
  return problem && names[problem]();
}

export function tooOftenWords({ retryAfterSeconds }: TooOften): string {
  return m.account_problem_too_often({ minutes: Math.ceil(retryAfterSeconds / 60) });
}
