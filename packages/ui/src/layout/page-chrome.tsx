import { createContext, useContext, type ReactNode } from 'react';

/** The places in the frame around a page that the page itself fills. */
export interface PageChrome {
  /** Where the breadcrumbs go. Without it a page shows its own. */
  breadcrumbs: HTMLElement | null;
  /** What the titles of browser tabs end with. */
  appTitle: string | undefined;
}

const PageChromeContext = createContext<PageChrome>({ breadcrumbs: null, appTitle: undefined });

/** Tells the pages below it about the frame that they stand in. */
export function PageChromeProvider({ chrome, children }: { chrome: PageChrome; children: ReactNode }) {
  return <PageChromeContext value={chrome}>{children}</PageChromeContext>;
}

/** The frame around the page. */
export function usePageChrome(): PageChrome {
  return useContext(PageChromeContext);
}
