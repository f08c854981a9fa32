import type { Actor } from '#domain/identity/identity.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Theme } from '#ui/theme.ts';

declare global {
  namespace App {
    interface Locals {
      /** The services of this process. */
      platform: Platform;
      /** Who asks: a visitor, or a person who is signed in. */
      actor: Actor;
      /** Goes with every log line and error page of this request. */
      requestId: string;
      /** The colours that the reader chose, or `system`. */
      theme: Theme;
    }
    interface Error {
      message: string;
      /** Shown on the error page, so that a report can be matched to the log. */
      requestId?: string;
    }
  }
}
