import { deserialize } from '$app/forms';

export interface Preview {
  readonly html: string;
  readonly missing: readonly string[];
}

/** Milliseconds without a keystroke before the server is asked. */
const pause = 800;

/**
 * Asks the page's own preview action, which renders as saving does, after each pause in typing; an answer that a later
 * question has overtaken is dropped. What can't be answered leaves the last preview standing.
 */
export function livePreview(show: (preview: Preview) => Promise<void>): {
  typed: (source: string) => void;
  stop: () => void;
} {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  const stop = () => {
    clearTimeout(timer);
    asking?.abort();
  };
  const ask = async (source: string) => {
    asking = new AbortController();
    const body = new FormData();
    body.set('source', source);
    try {
      const headers = { 'x-sveltekit-action': 'true', accept: 'application/json' };
      const response = await fetch('?/preview', { method: 'POST', body, headers, signal: asking.signal });
      const result = deserialize<{ preview: Preview }, never>(await response.text());
      if (result.type === 'success' && result.data !== undefined) await show(result.data.preview);
    } catch {
      // Offline, or overtaken: the next pause asks again.
    }
  };
  return {
    typed(source) {
      stop();
      timer = setTimeout(() => void ask(source), pause);
    },
    stop,
  };
}
