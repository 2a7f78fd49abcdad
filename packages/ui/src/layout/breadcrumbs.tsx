import { createPortal } from 'react-dom';
import { IconChevronRight } from '../icons.ts';
import { Link } from '../link.tsx';
import { useUiText } from '../ui-text.tsx';
import classes from './layout.module.css';
import { usePageChrome } from './page-chrome.tsx';

/** One page on the way to where the user is. */
export interface Breadcrumb {
  title: string;
  /** Left out for the page itself. */
  to?: string | undefined;
}

/** The way to this page, shown in the line at the top where the app has one, else in place. */
export function Breadcrumbs({ items }: { items: readonly Breadcrumb[] }) {
  const text = useUiText();
  const { breadcrumbs } = usePageChrome();
  const trail = (
    <nav aria-label={text.breadcrumbs} className={classes['breadcrumbs']}>
      <ol>
        {items.map((item, index) => (
          <li key={`${index} ${item.title}`}>
            {index > 0 && <IconChevronRight size={12} />}
            {item.to === undefined ? (
              <span aria-current={index === items.length - 1 ? 'page' : undefined}>{item.title}</span>
            ) : (
              <Link to={item.to}>{item.title}</Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
  return breadcrumbs ? createPortal(trail, breadcrumbs) : trail;
}
