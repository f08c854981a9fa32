import { fieldName } from '#domain/catalogue/fields.ts';
import { fieldsInUse, newestListings } from '#domain/catalogue/server/api.ts';
import { cardOf } from './card.ts';
import type { HomeData } from './home.ts';
import type { PageServerLoad } from './$types';

const shown = { fields: 8, newest: 6 };

export const load: PageServerLoad = async ({ locals }): Promise<HomeData> => {
  const [fields, newest] = await Promise.all([
    fieldsInUse(locals.platform, { limit: shown.fields }),
    newestListings(locals.platform, { limit: shown.newest }),
  ]);
  return {
    fields: fields.map(({ value, count }) => ({ code: value, label: fieldName(value), count })),
    newest: newest.map(cardOf),
  };
};
