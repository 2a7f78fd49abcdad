import { useMemo } from 'react';
import classes from './content.module.css';
import { renderMarkdown } from './render-markdown.ts';

/** Markdown as HTML; a part of its own, so that only pages that show Markdown load the parser. */
export default function MarkdownHtml({ text, hasImages }: { text: string; hasImages: boolean }) {
  const html = useMemo(() => ({ __html: renderMarkdown(text, { hasImages }) }), [text, hasImages]);
  return <div className={classes['markdown']} dir="auto" dangerouslySetInnerHTML={html} />;
}
