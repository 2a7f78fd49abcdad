import { ApiProvider } from '@portico/frontend-plugin-api';
import { useState, type JSX, type ReactNode } from 'react';
import { toApiHolder, type TestApi } from './mocks/mock-api.ts';

/** Gives what it draws the APIs of a test, and no others. They are read once. */
export function TestApiProvider(props: { apis: readonly TestApi[]; children: ReactNode }): JSX.Element {
  const [holder] = useState(() => toApiHolder(props.apis));
  return <ApiProvider apis={holder}>{props.children}</ApiProvider>;
}
