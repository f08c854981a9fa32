import { completeDemo, type DemoReport } from '../../../seed/demo-report.ts';
import { UsageError, type CommandContext, type Outcome } from '../command.ts';

/** `cairn demo`: the accounts and credentials of the demo story, once it is complete; tells what is left of it. */
export async function demo({ args, platform, say }: CommandContext): Promise<Outcome> {
  if (args.length > 0) throw new UsageError('The demo story is one and takes no name: demo [--json].');
  const running = await platform();
  say('Waiting until the demo story is complete …');
  const report = await completeDemo(running);
  return { ok: true, json: report, text: asText(report) };
}

function asText({ origin, accounts, credentials, microcredentials, shares }: DemoReport): string {
  const width = Math.max(...accounts.map(({ email }) => email.length));
  return [
    `The demo story at ${origin}`,
    '',
    'Accounts',
    ...accounts.map(
      ({ email, password, role, name, organisation }) =>
        `  ${email.padEnd(width)}  ${password}  ${name}, ${role}${organisation === undefined ? '' : ` of ${organisation}`}`,
    ),
    '',
    'Credentials, shared',
    ...Object.entries(credentials).map(([state, url]) => `  ${state.padEnd(10)} ${url}`),
    '',
    'Microcredentials',
    ...microcredentials.map((slug) => `  ${origin}/microcredentials/${slug}`),
    '',
    `Share links: ${shares.length}`,
  ].join('\n');
}
