import { ANNOTATION_EDIT_URL } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Link } from '@portico/ui';
import { useEntity } from '../../react/entity-context.tsx';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { useWhyPath } from '../entity-page/use-why-path.ts';
import { annotationUrl } from './annotation-url.ts';
import classes from './cards.module.css';

/** Says which field to add to have something here, and leads to the file, or to where it is told which file that is. */
export function MissingField({
  field,
  isShort = false,
  isOfOthers = false,
}: {
  /** Dotted: `spec.owner`. */
  field: string;
  /** Leaves the sentence to a dash and the field. */
  isShort?: boolean;
  /** The field belongs into the files of others, with the ref of this one as its value. */
  isOfOthers?: boolean | undefined;
}) {
  const { t } = useTranslationRef(entityTranslationRef);
  const { entity } = useEntity();
  const toWhy = useWhyPath();
  const toFile = annotationUrl(entity, ANNOTATION_EDIT_URL) ?? toWhy;
  if (isOfOthers) {
    return (
      <span className={classes['missing']}>
        {t('missingField.others')} <code>{field}</code>.
      </span>
    );
  }
  return (
    <span className={classes['missing']}>
      {t(isShort ? 'missingField.short' : 'missingField.own')} <code>{field}</code>{' '}
      {toFile === undefined ? t('missingField.file') : <Link to={toFile}>{t('missingField.file')}</Link>}
    </span>
  );
}
