import { nextPage } from '#domain/identity/identity.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ next: nextPage(url.searchParams.get('next'), '') });
