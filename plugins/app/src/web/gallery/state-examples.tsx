import { Button } from '@mantine/core';
import { EmptyState, ErrorState, ForbiddenState, LoadingState, NotFoundState } from '@portico/ui';
import { IconBox } from '@portico/ui/icons';
import classes from './gallery.module.css';

const failure = new Error('Request failed with 500 Internal Server Error', {
  cause: Object.assign(new Error('An internal error occurred logId=1f4a7c03'), { name: 'InternalError' }),
});

/** What is shown while there is nothing else to show. */
export function StateExamples() {
  return (
    <div className={classes['stack']}>
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
