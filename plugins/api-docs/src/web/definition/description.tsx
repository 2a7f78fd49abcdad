import { Markdown } from '@portico/ui';
import classes from './definition.module.css';

/** A text of a definition. Whatever it says, it runs nothing and asks for nothing. */
export function Description({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <div className={classes['description']}>
      <Markdown text={text} hasImages={false} />
    </div>
  );
}
