import { STATUS_CODES } from 'node:http';
import { ZodError } from 'zod';

interface FaultOptions {
  /** HTTP status a request answers with. Below 500 the message is shown to the caller; from 500 on it never is. */
  readonly status?: number;
  readonly cause?: unknown;
}

/**
 * What went wrong and was not a person's doing: thrown, logged with its cause, and told to the caller by its code.
 * The code is stable, lower case with hyphens, and safe to show; the message is for the log unless status < 500.
 */
export class Fault extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, options: FaultOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.status = options.status ?? 500;
  }
}

/** A problem details object, RFC 9457 section 3.1; `code`, `requestId` and `errors` are extension members (3.2). */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly requestId: string;
  /** One entry per invalid member of the request; pointer as in RFC 6901. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/**
 * Turns anything thrown into the body that a caller may see. What a fault of ours (status >= 500) says, its cause
 * and its stack stay in the log, where the request id finds them.
 */
export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof ZodError) return invalidRequest(error, requestId);
  if (error instanceof Fault) {
    const detail = error.status < 500 ? { detail: error.message } : {};
    return { ...base(error.status), code: error.code, ...detail, requestId };
  }
  const status = statusOf(error);
  return { ...base(status), code: status < 500 ? `http-${status}` : 'internal', requestId };
}

/** The HTTP response for a problem: `application/problem+json`, never cached. */
export function problemResponse(problem: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...headers, 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}

function base(status: number): Pick<Problem, 'type' | 'title' | 'status'> {
  // RFC 9457 4.2.1: with about:blank the title is the status phrase; what tells problems apart is `code`.
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Unknown Error', status };
}

function invalidRequest(error: ZodError, requestId: string): Problem {
  const errors = error.issues.map((issue) => ({ pointer: pointerTo(issue.path), detail: issue.message }));
  return { ...base(422), code: 'request-invalid', requestId, errors };
}

function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The status of a web framework's own error, such as a 404 for an unknown route; 500 for anything else. */
function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  const { status } = error;
  return typeof status === 'number' && Number.isInteger(status) && status >= 400 && status < 600 ? status : 500;
}
