import { rows as account } from './account.ts';
import { rows as admin } from './admin.ts';
import { rows as approval } from './approval.ts';
import { rows as assessment } from './assessment.ts';
import { rows as awards } from './awards.ts';
import { rows as catalogue } from './catalogue.ts';
import { rows as home } from './home.ts';
import { rows as invigilation } from './invigilation.ts';
import { rows as learning } from './learning.ts';
import { rows as organisations } from './organisations.ts';
import { callers, type Caller, type PermissionRow } from './row.ts';
import { rows as verification } from './verification.ts';

/** Everyone who may call anything, area by area. */
export const table: readonly PermissionRow[] = [
  ...home,
  ...account,
  ...organisations,
  ...catalogue,
  ...approval,
  ...learning,
  ...assessment,
  ...invigilation,
  ...awards,
  ...verification,
  ...admin,
];

/** The callers that a row allows. */
export function allowedBy({ allow }: Pick<PermissionRow, 'allow'>): readonly Caller[] {
  if (allow === 'everyone') return callers;
  return allow === 'signed-in' ? callers.filter((caller) => caller !== 'visitor') : allow;
}
