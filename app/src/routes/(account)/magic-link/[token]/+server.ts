import { keepLinkToken } from '../../link-token.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => keepLinkToken(event, 'magic-link', '/magic-link');
