import { lazy, Suspense } from 'react';
import classes from './content.module.css';

const MarkdownHtml = lazy(() => import('./markdown-html.tsx'));

/** Shows Markdown. Whatever it says, it cannot run a script or load a page. */
export function Markdown({ text }: { text: string }) {
  return (
    <Suspense fallback={<div className={classes['plain']}>{text}</div>}>
      <MarkdownHtml text={text} />
    </Suspense>
  );
}
