import { useEffect, useState } from 'react';

/** The height of a row in pixels, as the density of the page has it. */
export function useRowHeight(): number {
  const [height, setHeight] = useState(readRowHeight);
  useEffect(() => {
    const observer = new MutationObserver(() => setHeight(readRowHeight()));
    observer.observe(document.documentElement, { attributeFilter: ['data-density'] });
    return () => observer.disconnect();
  }, []);
  return height;
}

function readRowHeight(): number {
  const value = getComputedStyle(document.documentElement).getPropertyValue('--portico-row');
  return Number.parseInt(value, 10) || 36;
}
