import { Component, type ReactNode } from 'react';
import type { ErrorApi } from '../apis/notices.ts';
import type { FrontendPlugin } from '../wiring/feature.ts';
import { ErrorDisplay } from './core-components.tsx';

interface ErrorBoundaryProps {
  plugin: FrontendPlugin;
  /** When given, the error goes there, and nothing is drawn in its place. */
  errorApi?: ErrorApi | undefined;
  /** Runs before what failed is drawn again. */
  onReset?: (() => void) | undefined;
  children: ReactNode;
}

/**
 * Draws the error of what is inside where it stands, with a way to try again.
 * A class, since React offers error boundaries in no other form.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error?: Error }> {
  override state: { error?: Error } = {};

  static getDerivedStateFromError(thrown: unknown): { error: Error } {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override componentDidCatch(error: Error): void {
    this.props.errorApi?.post(error);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    if (this.props.errorApi) return null;
    return <ErrorDisplay plugin={this.props.plugin} error={error} resetError={this.#reset} />;
  }

  #reset = (): void => {
    this.props.onReset?.();
    this.setState({ error: undefined as never });
  };
}
