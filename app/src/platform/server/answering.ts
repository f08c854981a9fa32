import { error, redirect } from '@sveltejs/kit';
import { Fault } from './problem.ts';

interface Asked {
  readonly url: URL;
  readonly request: Request;
}

/**
 * Wraps a page's load function or form action so that a fault becomes the page that says so: 401 leads to the
 * sign-in page and back again, other faults to the error page with their status and code.
 *
 * @example export const load: PageServerLoad = answering(async ({ locals, params }) => …)
 */
export function answering<Event extends Asked, Result>(
  run: (event: Event) => Promise<Result> | Result,
): (event: Event) => Promise<Result> {
  return async (event) => {
    try {
      return await run(event);
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      if (thrown.status === 401) redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname)}`);
      if (thrown.status >= 500) throw thrown;
      error(thrown.status, { message: thrown.message, code: thrown.code });
    }
  };
}
