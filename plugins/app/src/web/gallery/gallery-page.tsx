import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Card } from '@portico/ui';
import { ContentExamples } from './content-examples.tsx';
import classes from './gallery.module.css';
import { galleryTranslationRef } from './gallery-translation.ts';
import { ListExamples } from './list-examples.tsx';
import { StateExamples } from './state-examples.tsx';
import { TokenExamples } from './token-examples.tsx';

/** The components of the portal, alive, for those who write plugins. */
export default function GalleryPage() {
  const { t } = useTranslationRef(galleryTranslationRef);
  return (
    <div className={classes['stack']}>
      <Card title={t('looks')}>
        <TokenExamples />
      </Card>
      <Card title={t('texts')}>
        <ContentExamples />
      </Card>
      <ListExamples />
      <Card title={t('states')}>
        <StateExamples />
      </Card>
    </div>
  );
}
