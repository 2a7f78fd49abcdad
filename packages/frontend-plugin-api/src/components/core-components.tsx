import type { JSX, ReactNode } from 'react';
import type { FrontendPlugin, IconElement } from '../wiring/feature.ts';
import { createSwappableComponent } from './swappable-component.tsx';

/** Stands where something loads. */
export const Progress = createSwappableComponent<object>({
  id: 'core-progress',
  loader: () => PlainProgress,
});

/** What {@link NotFoundErrorPage} shows beside the message. */
export interface NotFoundErrorPageProps {
  children?: ReactNode;
}

/** The page of an address that leads nowhere. */
export const NotFoundErrorPage = createSwappableComponent<NotFoundErrorPageProps>({
  id: 'core-not-found-error-page',
  loader: () => PlainNotFound,
});

/** What {@link ErrorDisplay} shows. */
export interface ErrorDisplayProps {
  plugin?: FrontendPlugin;
  error: Error;
  /** Tries again: loads and draws the extension anew. */
  resetError: () => void;
}

/** Stands where an extension failed. */
export const ErrorDisplay = createSwappableComponent<ErrorDisplayProps>({
  id: 'core-error-display',
  loader: () => PlainErrorDisplay,
});

/** One tab of a page, whose address is relative to the page. */
export interface PageLayoutTab {
  id: string;
  label: string;
  icon?: IconElement;
  href: string;
}

/** What surrounds a page. */
export interface PageLayoutProps {
  title?: string;
  icon?: IconElement;
  /** The page fills all the room and has no header. */
  noHeader?: boolean;
  /** Where the title leads. */
  titleLink?: string;
  headerActions?: (JSX.Element | null)[];
  tabs?: PageLayoutTab[];
  children?: ReactNode;
}

/** The frame of every page: header, tabs, content. */
export const PageLayout = createSwappableComponent<PageLayoutProps>({
  id: 'core.page-layout',
  loader: () => PlainPageLayout,
});

function PlainProgress(): JSX.Element {
  return <div role="progressbar" aria-label="Loading" data-testid="core-progress" />;
}

function PlainNotFound(props: NotFoundErrorPageProps): JSX.Element {
  return (
    <div role="alert" data-testid="core-not-found-error-page">
      This page does not exist.
      {props.children}
    </div>
  );
}

function PlainErrorDisplay(props: ErrorDisplayProps): JSX.Element {
  return (
    <div role="alert" data-testid="core-error-display">
      <p>{props.error.message}</p>
      <button type="button" onClick={props.resetError}>
        Try again
      </button>
    </div>
  );
}

function PlainPageLayout(props: PageLayoutProps): JSX.Element {
  const { title, titleLink, tabs = [], headerActions = [] } = props;
  if (props.noHeader) return <>{props.children}</>;
  return (
    <div data-component="page-layout">
      <header>
        <h1>
          {props.icon}
          {titleLink ? <a href={titleLink}>{title}</a> : title}
        </h1>
        {headerActions}
        {tabs.length > 0 && (
          <nav>
            {tabs.map(tab => (
              <a key={tab.id} href={tab.href}>
                {tab.icon}
                {tab.label}
              </a>
            ))}
          </nav>
        )}
      </header>
      {props.children}
    </div>
  );
}
