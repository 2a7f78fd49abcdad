import { useSearchParams } from 'react-router';
import { Link } from '@portico/ui';
import classes from './definition.module.css';

/** A type as it is written; the names in it that the definition declares lead to what it says about them. */
export function TypeReference({
  type,
  toId,
}: {
  type: string;
  /** The id of a name in the outline; `undefined` for one that is not declared. */
  toId(name: string): string | undefined;
}) {
  const [params] = useSearchParams();
  const parts = type.split(/([.\w]+)/);
  return (
    <code className={classes['code']}>
      {parts.map((part, index) => {
        const id = index % 2 === 1 ? toId(part) : undefined;
        if (id === undefined) return part;
        const next = new URLSearchParams(params);
        next.set('show', id);
        return (
          <Link key={index} to={`?${next}`}>
            {part}
          </Link>
        );
      })}
    </code>
  );
}
