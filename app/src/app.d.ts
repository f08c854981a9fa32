import type { Actor } from '#domain/identity/identity.ts';
import type { Asking, Auth, CurrentSignIn } from '#domain/identity/server/api.ts';
import type { ReadingSetting } from '#domain/learning/reading.ts';
import type { Platform as Services } from '#platform/server/platform.ts';
import type { Theme } from '#ui/theme.ts';

declare global {
  namespace App {
    interface Locals {
      /** The services of this process. */
      platform: Services;
      /** Who asks: a visitor, or a person who is signed in. */
      actor: Actor;
      /** What the pages greet by name; null for a visitor. */
      person: CurrentSignIn['person'] | null;
      /** The sign-in that the request came with; null for a visitor. */
      signIn: Pick<CurrentSignIn, 'signInId' | 'startedAt'> | null;
      /** Signs people in and out; its cookies go to this request's response. */
      auth: Auth;
      /** The request as identity's use cases take it. */
      asking: Asking;
      /** Goes with every log line and error page of this request. */
      requestId: string;
      /** The colours that the reader chose, or `system`. */
      theme: Theme;
      /** Text size and typeface, as whoever asks reads best. */
      reading: ReadingSetting;
    }
    interface Error {
      message: string;
      /** What went wrong, for programs and reports: lower case with hyphens. */
      code?: string;
      /** Shown on the error page, so that a report can be matched to the log. */
      requestId?: string;
    }
  }
}
