import { createOperatorLink } from '#domain/identity/server/api.ts';
import { UsageError, type CommandContext, type Outcome } from '../command.ts';

/** Prints the link by which the first operator, or one who lost every way in, takes charge. */
export async function createOperator({ args, platform }: CommandContext): Promise<Outcome> {
  const [email] = args;
  if (email === undefined || args.length > 1 || !/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw new UsageError('Name one e-mail address: operator create ada@example.org');
  }
  const result = await createOperatorLink(await platform(), { kind: 'command' }, email);
  if (result.kind === 'refused') {
    return {
      ok: false,
      json: result,
      text: `The account of ${email} is suspended; another operator can reinstate it.`,
    };
  }
  const expiresAt = result.expiresAt.toISOString();
  return {
    ok: true,
    json: { url: result.url, expiresAt },
    text: `Open this link to set a password and become operator. It works once, until ${expiresAt}:\n\n${result.url}`,
  };
}
