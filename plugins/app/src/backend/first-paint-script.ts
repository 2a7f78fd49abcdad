import { FIRST_PAINT_STORAGE_KEY, THEME_STORAGE_KEY } from '../index.ts';

/**
 * Runs before the first paint, so that the page never shows in the wrong theme
 * or jumps: it puts the theme, the density and the state of the navigation on
 * the root element, from what the browser remembers or the system prefers.
 */
export const firstPaintScript = [
  '(function(){',
  'var d=document.documentElement.dataset,p={},t;',
  'try{',
  `t=localStorage.getItem(${JSON.stringify(THEME_STORAGE_KEY)});`,
  `p=JSON.parse(localStorage.getItem(${JSON.stringify(FIRST_PAINT_STORAGE_KEY)}))||{}`,
  '}catch(e){}',
  "var v=t==='light'||t==='dark'?t:t&&p.variant?p.variant:matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light';",
  "d.mantineColorScheme=v==='dark'?'dark':'light';",
  "d.density=p.density==='compact'?'compact':'comfortable';",
  "d.nav=p.nav==='collapsed'?'collapsed':'open'",
  '})()',
].join('');
