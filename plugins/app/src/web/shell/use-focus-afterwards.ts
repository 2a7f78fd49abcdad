import { useEffect, useRef } from 'react';

/** For a button that opens something: gives it the focus back that was in there when it closed. The button is another one then. */
export function useFocusAfterwards(isOpen: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return button;
}
