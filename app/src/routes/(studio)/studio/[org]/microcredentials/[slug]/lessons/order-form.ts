import { z } from 'zod';
import type { OutlineOrder } from '#domain/learning/outline-order.ts';

const orderSchema = z.array(z.object({ id: z.uuid(), lessons: z.array(z.uuid()).max(1000) })).max(1000);

/** The order that was posted; an empty one, which no outline has, when it can't be read. */
export function orderIn(form: FormData): OutlineOrder {
  try {
    return orderSchema.parse(JSON.parse(String(form.get('order') ?? '')));
  } catch {
    // Only a program sends such a thing; it is told that the order doesn't fit.
    return [];
  }
}
