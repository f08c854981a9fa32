import { applyAction, type SubmitFunction } from '$app/forms';
import { invalidateAll } from '$app/navigation';

/**
 * Posts a wanted order and brings the page up to what is kept, without leaving it: whoever dragged goes on where they
 * are. `kept` is told when it was; a refusal shows as that of any form.
 */
export function keepOrder(kept: () => void): SubmitFunction {
  return () =>
    async ({ result }) => {
      if (result.type !== 'redirect') await applyAction(result);
      await invalidateAll();
      if (result.type === 'redirect') kept();
    };
}
