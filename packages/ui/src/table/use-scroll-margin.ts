import { useEffect, useState, type RefObject } from 'react';

/**
 * How far an element is from the top of the document, in pixels, whatever
 * happens above it. It is read when the browser has laid out the page anyway.
 */
export function useScrollMargin(element: RefObject<HTMLElement | null>): number {
  const [margin, setMargin] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      const top = element.current?.getBoundingClientRect().top;
      if (top !== undefined) setMargin(Math.round(top + window.scrollY));
    });
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return margin;
}
