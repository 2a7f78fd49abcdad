import { lazy, Suspense } from 'react';
import classes from './content.module.css';

const MarkdownHtml = lazy(() => import('./markdown-html.tsx'));

/** Shows Markdown. Whatever it says, it cannot run a script or load a page. */
export function Markdown({
  text,
  hasImages = true,
}: {
  text: string;
  /** Without, the text makes no browser send a request: of images their words stay. */
  hasImages?: boolean;
}) {
  return (
    <Suspense fallback={<div className={classes['plain']}>{text}</div>}>
      <MarkdownHtml text={text} hasImages={hasImages} />
    </Suspense>
  );
}
