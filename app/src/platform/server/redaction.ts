/** What stands in a log where something secret stood. */
const masked = '[masked]';

// Path segments after which the next segment is a key that opens something: share links, claims, invitations and
// the one-time links of sign-in, a plan's calendar. Anyone who reads the log could use them.
const beforeToken = [
  's',
  'share',
  'shares',
  'calendars',
  'claim',
  'claims',
  'invitation',
  'invitations',
  'reset-password',
  'magic-link',
  'confirm-email',
  'verify-email',
  'one-time',
  'unsubscribe',
];
const secretName = 'token|secret|password|passwd|code|key|otp|sig|signature|email|credential|url|link|state|session';

// In a log line the slash may be percent-encoded, as in ?next=%2Fs%2Ftoken.
const tokenInPath = new RegExp(`((?:/|%2F)(?:${beforeToken.join('|')})(?:/|%2F))[^\\s/?#&"'\\\\%<>]+`, 'gi');
// A shared credential's address; by its own id (a uuid) a credential opens only for those who hold it.
const shareInPath = /((?:\/|%2F)credentials(?:\/|%2F))[\w-]{32}(?![\w-])/gi;
const tokenInQuery = new RegExp(`([?&;][\\w.-]*(?:${secretName})[\\w.-]*=)[^\\s&#;"'\\\\<>]+`, 'gi');
const credentialsInUrl = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"'\\]+@/gi;
const authorization = /\b(Bearer|Basic|Digest)\s+[\w.~+/=-]{8,}/gi;

/** Masks the tokens of any URLs and authorization headers inside a text. Idempotent. */
export function redactText(text: string): string {
  return text
    .replace(credentialsInUrl, `$1${masked}@`)
    .replace(tokenInPath, `$1${masked}`)
    .replace(shareInPath, `$1${masked}`)
    .replace(tokenInQuery, `$1${masked}`)
    .replace(authorization, `$1 ${masked}`);
}

/** The last sieve, over a finished JSON line: what a child log was bound to never passes `redactFields`. */
export function redactLine(line: string): string {
  return redactText(line.replace(secretJsonString, `$1"${masked}"`));
}

/** Masks what opens something in one URL or path: `/s/{token}`, `?token=…`, `user:password@`. */
export function redactUrl(url: string | URL): string {
  return redactText(String(url));
}

const secretFieldName =
  '[\\w.-]*(?:authorization|cookie|password|passwd|secret|token|otp|private_?key|api_?key|passphrase|smtp_?url|backup_?codes?)';
const secretField = new RegExp(`^(?:${secretFieldName}|code|key|seed|sealed|plain)$`, 'i');
const secretJsonString = new RegExp(`("${secretFieldName}":)"(?:[^"\\\\]|\\\\.)*"`, 'gi');
const deepest = 8;

/** A copy in which every value under a secret's name is masked, at any depth. Errors keep their shape. */
export function redactFields(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date || Buffer.isBuffer(value)) return value instanceof Date ? value : `[${value.length} bytes]`;
  if (depth >= deepest) return '[deeper]';
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.map((each) => redactFields(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      secretField.test(name) && each !== null && each !== undefined ? masked : redactFields(each, depth + 1),
    ]),
  );
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  // `code` is a secret's name elsewhere, and on an error the one thing that must be readable.
  const code = 'code' in error ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: redactFields(error.cause, depth + 1) };
  const stack = error.stack === undefined ? {} : { stack: redactText(error.stack) };
  return { type: error.name, message: redactText(error.message), ...code, ...stack, ...cause };
}
