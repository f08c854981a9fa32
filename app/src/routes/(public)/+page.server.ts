import type { HomeData } from './home.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (): HomeData => ({ fields: [], newest: [] });
