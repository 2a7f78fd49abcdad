import { useLayoutEffect, type ReactNode } from 'react';
import { MantineProvider } from '@mantine/core';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './tokens.css';
import './mantine.css';
import './global.css';
import { mantineTheme, resolveMantineVariables } from './mantine-theme.ts';

/** Whether a theme is a light or a dark one. */
export type ThemeVariant = 'light' | 'dark';

/** How close things stand together: rows of 36 or of 28 pixels. */
export type Density = 'comfortable' | 'compact';

/**
 * Gives everything below it the look of the portal. There is one in an app:
 * the variant and the density are written to the root element of the page,
 * where the tokens listen for them.
 */
export function ThemeProvider({
  variant,
  name = variant,
  density,
  children,
}: {
  variant: ThemeVariant;
  /** The id of the theme, for style sheets that know it. */
  name?: string;
  density?: Density | undefined;
  children: ReactNode;
}) {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset['mantineColorScheme'] = variant;
    if (density !== undefined) dataset['density'] = density;
    document.body.dataset['themeMode'] = variant;
    document.body.dataset['themeName'] = name;
  }, [variant, name, density]);
  return (
    <MantineProvider
      theme={mantineTheme}
      cssVariablesResolver={resolveMantineVariables}
      forceColorScheme={variant}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}
