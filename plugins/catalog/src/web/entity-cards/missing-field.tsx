import { ANNOTATION_EDIT_URL, toSafeHref } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Link } from '@portico/ui';
import { useEntity } from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { useWhyPath } from '../entity-page/use-why-path.ts';
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
  const toWhy = useWhyPath(entity);
  const editUrl = entity.metadata.annotations?.[ANNOTATION_EDIT_URL] ?? '';
  const isEditable = toSafeHref(editUrl) !== undefined;
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
      <Link to={isEditable ? editUrl : toWhy}>
        {t(isEditable ? 'missingField.edit' : 'missingField.where')}
      </Link>
    </span>
  );
}
