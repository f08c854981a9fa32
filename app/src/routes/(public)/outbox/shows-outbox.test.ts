import { expect, test } from 'vitest';
import { showsOutbox } from './shows-outbox.ts';

test('mail is shown only on one’s own machine, and only where it isn’t sent', () => {
  expect(showsOutbox({ isLoopbackOrigin: true, smtpUrl: undefined })).toBe(true);
  expect(showsOutbox({ isLoopbackOrigin: true, smtpUrl: 'smtp://mail.example' })).toBe(false);
  expect(showsOutbox({ isLoopbackOrigin: false, smtpUrl: undefined })).toBe(false);
});
