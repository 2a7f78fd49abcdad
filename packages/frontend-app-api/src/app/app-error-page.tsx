import type { JSX } from 'react';
import type { AppError } from '../app-error.ts';

/** Stands in place of an app that could not be started, without anything of the app. */
export function AppErrorPage(props: { error: Error; errors?: readonly AppError[] }): JSX.Element {
  const { error, errors = [] } = props;
  return (
    <main role="alert" style={{ margin: '2rem', fontFamily: 'system-ui, sans-serif' }}>
      <h1>The app could not be started</h1>
      <p>{error.message}</p>
      <ul>
        {errors.map(({ code, message, hint }) => (
          <li key={`${code} ${message}`}>
            <strong>{code}</strong> {message}. {hint}
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => globalThis.location.reload()}>
        Try again
      </button>
    </main>
  );
}
