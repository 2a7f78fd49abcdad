import type { KeyboardEvent } from 'react';

const steps: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: index => index + 1,
  ArrowUp: index => index - 1,
  Home: () => 0,
  End: (_index, count) => count - 1,
};

/** Moves the focus from row to row with the arrow keys, Home and End, bringing rows into view that are not there yet. */
export function moveThroughRows(
  event: KeyboardEvent<HTMLElement>,
  { count, show }: { count: number; show(index: number): void },
): void {
  const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
  const target = event.target as HTMLElement;
  const from = target.closest<HTMLElement>('[data-index]');
  if (!step || !from || event.altKey || event.ctrlKey || event.metaKey || isTyping(target)) return;
  const next = Math.min(count - 1, Math.max(0, step(Number(from.dataset['index']), count)));
  const body = event.currentTarget;
  event.preventDefault();
  if (!focusRow(body, next)) {
    focusWhenDrawn(body, next);
    show(next);
  }
}

const waits = new WeakMap<HTMLElement, () => void>();

/** A row comes with one of the next renders, which may be a while on a busy machine. The last wish counts. */
function focusWhenDrawn(body: HTMLElement, index: number): void {
  waits.get(body)?.();
  const drawn = new MutationObserver(() => focusRow(body, index));
  const stop = (): void => {
    drawn.disconnect();
    document.removeEventListener('focusin', stop);
    document.removeEventListener('pointerdown', stop);
  };
  waits.set(body, stop);
  drawn.observe(body, { childList: true });
  // The row has the focus, or whoever waited for it has gone elsewhere.
  document.addEventListener('focusin', stop);
  document.addEventListener('pointerdown', stop);
}

function focusRow(body: HTMLElement, index: number): boolean {
  const row = body.querySelector<HTMLElement>(`[data-index="${index}"]`);
  const target = row?.querySelector<HTMLElement>('[data-primary] :is(a, button)') ?? row;
  target?.focus();
  return target != null;
}

function isTyping(element: HTMLElement): boolean {
  return element.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]');
}
