/** Where something was dropped, by what the markup calls it. */
export interface Drop {
  /** What was dragged: its `data-drag-item`. */
  readonly item: string;
  /** The list that it was dropped in: its `data-drag-list`. */
  readonly list: string;
  /** The item that it now stands before; null at the end of the list. */
  readonly before: string | null;
}

/** Pixels from an edge of the window within which the page follows the pointer. */
const edge = 70;

/**
 * Lets what stands in lists be put elsewhere by pointer or touch: an attachment for an element around the lists. A drag
 * begins at a `data-drag-handle` within a `data-drag-item`; it ends in any `data-drag-list` of the same
 * `data-drag-kind`. Nothing moves until the drop: a line says where it would go. Whoever can't drag has buttons.
 */
export function dragOrder(onDrop: (drop: Drop) => void): (root: HTMLElement) => () => void {
  return (root) => {
    let end: (() => void) | undefined;
    const begin = (event: PointerEvent) => {
      const handle = event.target instanceof Element ? event.target.closest('[data-drag-handle]') : null;
      const item = handle?.closest<HTMLElement>('[data-drag-item]');
      if (event.button !== 0 || end !== undefined || !item) return;
      event.preventDefault();
      const drag = follow(root, item, event);
      end = drag.end;
      drag.ended
        .then((drop) => drop && onDrop(drop))
        .finally(() => (end = undefined))
        .catch(reportError);
    };
    root.addEventListener('pointerdown', begin);
    return () => {
      end?.();
      root.removeEventListener('pointerdown', begin);
    };
  };
}

interface Drag {
  readonly ended: Promise<Drop | undefined>;
  readonly end: () => void;
}

/** Shows where the item would go until the pointer is let go; Escape leaves it where it is. */
function follow(root: HTMLElement, item: HTMLElement, { pointerId, clientY }: PointerEvent): Drag {
  const listening = new AbortController();
  const { promise: ended, resolve } = Promise.withResolvers<Drop | undefined>();
  let target: Target | undefined;
  let at = clientY;
  item.dataset['dragging'] = '';
  const show = () => {
    clearMark(root);
    target = targetAt(root, item, at);
    if (target?.before) target.before.dataset['drop'] = 'before';
    else if (target) (itemsOf(target.list, item).at(-1) ?? target.list).dataset['drop'] = 'after';
  };
  const scroll = () => {
    if (listening.signal.aborted) return;
    const step = at < edge ? -10 : at > innerHeight - edge ? 10 : 0;
    if (step !== 0) {
      scrollBy(0, step);
      show();
    }
    requestAnimationFrame(scroll);
  };
  const end = (drop?: Drop) => {
    listening.abort();
    clearMark(root);
    delete item.dataset['dragging'];
    resolve(drop);
  };
  const listen = <Name extends 'pointermove' | 'pointerup' | 'pointercancel' | 'keydown'>(
    name: Name,
    heard: (event: WindowEventMap[Name]) => void,
  ) => {
    addEventListener(name, heard, { signal: listening.signal });
  };
  listen('pointermove', (event) => {
    if (event.pointerId !== pointerId) return;
    at = event.clientY;
    show();
  });
  listen('pointerup', (event) => {
    if (event.pointerId === pointerId) end(target && dropOf(item, target));
  });
  listen('pointercancel', (event) => {
    if (event.pointerId === pointerId) end();
  });
  listen('keydown', ({ key }) => {
    if (key === 'Escape') end();
  });
  requestAnimationFrame(scroll);
  return { ended, end };
}

interface Target {
  readonly list: HTMLElement;
  readonly before: HTMLElement | undefined;
}

/** The nearest list of the item's kind, and the first of its items whose middle lies below the pointer. */
function targetAt(root: HTMLElement, item: HTMLElement, y: number): Target | undefined {
  const kind = listOf(item)?.dataset['dragKind'];
  const lists = [...root.querySelectorAll<HTMLElement>('[data-drag-list]'), root]
    .filter((list) => list.dataset['dragList'] !== undefined && list.dataset['dragKind'] === kind)
    .map((list) => {
      const { top, bottom } = list.getBoundingClientRect();
      return { list, away: Math.max(top - y, y - bottom, 0) };
    });
  const [nearest] = lists.sort((a, b) => a.away - b.away);
  if (nearest === undefined) return undefined;
  const before = itemsOf(nearest.list, item).find((one) => {
    const { top, bottom } = one.getBoundingClientRect();
    return y < (top + bottom) / 2;
  });
  return { list: nearest.list, before };
}

function dropOf(item: HTMLElement, { list, before }: Target): Drop {
  return {
    item: item.dataset['dragItem'] ?? '',
    list: list.dataset['dragList'] ?? '',
    before: before?.dataset['dragItem'] ?? null,
  };
}

function listOf(item: HTMLElement): HTMLElement | null {
  return item.parentElement?.closest<HTMLElement>('[data-drag-list]') ?? null;
}

/** The list's own items, without those of lists within it, and without the one that is dragged. */
function itemsOf(list: HTMLElement, dragged: HTMLElement): readonly HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-drag-item]')].filter(
    (one) => one !== dragged && listOf(one) === list,
  );
}

function clearMark(root: HTMLElement): void {
  for (const marked of [root, ...root.querySelectorAll<HTMLElement>('[data-drop]')]) delete marked.dataset['drop'];
}
