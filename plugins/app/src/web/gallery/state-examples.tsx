import { Button } from '@mantine/core';
import {
  EmptyState,
  ErrorState,
  ForbiddenState,
  Link,
  LoadingState,
  NavTabs,
  NotFoundState,
  Notice,
} from '@portico/ui';
import { IconBox } from '@portico/ui/icons';
import classes from './gallery.module.css';

const failure = new Error('Request failed with 500 Internal Server Error', {
  cause: Object.assign(new Error('An internal error occurred logId=1f4a7c03'), { name: 'InternalError' }),
});

/** What is shown while there is nothing else to show. */
export function StateExamples() {
  return (
    <div className={classes['stack']}>
      <NavTabs
        label="Tabs"
        tabs={[
          { id: 'here', title: 'Overview', to: '?', isCurrent: true },
          { id: 'there', title: 'Definition', to: '?tab=definition', isCurrent: false },
          {
            id: 'more',
            title: 'Operation',
            isCurrent: false,
            entries: [{ id: 'logs', label: 'Logs', to: '?tab=logs' }],
          },
        ]}
      />
      <Notice level="info" title="Read two minutes ago" />
      <Notice level="warning" title="2 relations lead to nothing">
        Correct the refs in its file.
      </Notice>
      <Notice
        level="error"
        title="1 fault keeps the latest version out of the catalog"
        action={<Link to="?tab=why">See why</Link>}
      />
      <LoadingState lines={3} />
      <ErrorState
        title="The entities could not be loaded"
        error={Object.assign(failure, { statusCode: 500 })}
        onRetry={() => {}}
      />
      <div className={classes['pair']}>
        <EmptyState
          icon={IconBox}
          title="No components yet"
          text="Register the first one by the URL of its catalog-info.yaml."
          action={<Button>Register</Button>}
        />
        <NotFoundState matches={[{ title: 'payments', to: '/catalog/default/component/payments' }]} />
        <ForbiddenState permission="catalog.entity.read" />
      </div>
    </div>
  );
}
