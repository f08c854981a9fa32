import { z } from 'zod';

/** Where an organisation stands in a public register. */
export const registerEntrySchema = z.object({
  register: z.string().trim().min(1, 'missing').max(120, 'too-long'),
  number: z.string().trim().min(1, 'missing').max(60, 'too-long'),
});
