import type { ComponentType, ReactElement } from 'react';
import { useText, type TranslatedText } from '@portico/frontend-plugin-api';
import { Card } from '@portico/ui';
import type { WidgetParts } from './widget-parts.ts';

/** The card around the parts of a widget. */
export function WidgetCard({
  title,
  parts,
  contentProps = {},
}: {
  title: string | TranslatedText | undefined;
  parts: WidgetParts;
  contentProps: Record<string, unknown> | undefined;
}) {
  const { Actions, ContextProvider = Unchanged, isBare = false } = parts;
  const words = useText(title);
  // A widget is made with the properties that its own content takes.
  const Content = parts.Content as ComponentType<Record<string, unknown>>;
  return (
    <ContextProvider>
      {isBare ? (
        <Content {...contentProps} />
      ) : (
        <Card title={words} actions={Actions && <Actions />}>
          <Content {...contentProps} />
        </Card>
      )}
    </ContextProvider>
  );
}

function Unchanged({ children }: { children: ReactElement }) {
  return children;
}
