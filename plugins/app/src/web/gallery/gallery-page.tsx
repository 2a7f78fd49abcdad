import { Card } from '@portico/ui';
import { ContentExamples } from './content-examples.tsx';
import classes from './gallery.module.css';
import { ListExamples } from './list-examples.tsx';
import { StateExamples } from './state-examples.tsx';
import { TokenExamples } from './token-examples.tsx';

/** The components of the portal, alive, for those who write plugins. */
export default function GalleryPage() {
  return (
    <div className={classes['stack']}>
      <Card title="Colours, type and kinds">
        <TokenExamples />
      </Card>
      <Card title="Texts and facts">
        <ContentExamples />
      </Card>
      <ListExamples />
      <Card title="States">
        <StateExamples />
      </Card>
    </div>
  );
}
