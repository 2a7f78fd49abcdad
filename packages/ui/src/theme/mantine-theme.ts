import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import classes from './mantine-theme.module.css';

/** Mantine wants ten shades; what is seen comes from the tokens, which {@link resolveMantineVariables} puts in their place. */
const accentShades: MantineColorsTuple = [
  '#edf1fe',
  '#d9e0fb',
  '#b4c2f5',
  '#8ea3ef',
  '#6f88e8',
  '#5570e0',
  '#4763db',
  '#3d5bd8',
  '#3049bd',
  '#263a98',
];

const fields = [
  'Autocomplete',
  'MultiSelect',
  'NativeSelect',
  'NumberInput',
  'PasswordInput',
  'Select',
  'TagsInput',
  'Textarea',
  'TextInput',
];

/**
 * The settings of Mantine's components: sizes, radius and motion of the portal.
 *
 * They are plain objects: `Button.extend` would load every component with the theme.
 */
export const mantineTheme = createTheme({
  colors: { accent: accentShades },
  primaryColor: 'accent',
  primaryShade: 7,
  fontFamily: 'var(--portico-font)',
  fontFamilyMonospace: 'var(--portico-font-mono)',
  headings: { fontFamily: 'var(--portico-font)', fontWeight: '600' },
  fontSizes: {
    xs: 'var(--portico-size-1)',
    sm: 'var(--portico-size-2)',
    md: 'var(--portico-size-3)',
    lg: 'var(--portico-size-4)',
    xl: 'var(--portico-size-5)',
  },
  radius: { sm: 'var(--portico-radius-small)', md: 'var(--portico-radius)' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'xs', variant: 'filled' }, classNames: { root: classes['button'] } },
    ActionIcon: {
      defaultProps: { variant: 'subtle', color: 'gray' },
      classNames: { root: classes['actionIcon'] },
    },
    ...Object.fromEntries(fields.map(name => [name, { defaultProps: { size: 'xs' } }])),
    Input: { defaultProps: { size: 'xs' }, classNames: { wrapper: classes['input'] } },
    InputWrapper: { classNames: { label: classes['label'], description: classes['description'] } },
    Kbd: { classNames: { root: classes['kbd'] } },
    Menu: {
      defaultProps: { transitionProps: { duration: 120 }, withinPortal: true, shadow: 'none' },
      classNames: { dropdown: classes['floating'], item: classes['menuItem'] },
    },
    Popover: {
      defaultProps: { transitionProps: { duration: 120 }, shadow: 'none' },
      classNames: { dropdown: classes['floating'] },
    },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 120 },
        radius: 'md',
        shadow: 'none',
        overlayProps: { backgroundOpacity: 0.4 },
      },
      classNames: {
        content: classes['floating'],
        header: classes['modalHeader'],
        title: classes['modalTitle'],
      },
    },
    Tooltip: {
      defaultProps: { openDelay: 400, transitionProps: { duration: 120 } },
      classNames: { tooltip: classes['tooltip'] },
    },
    Tabs: { classNames: { tab: classes['tab'], list: classes['tabList'] } },
    SegmentedControl: {
      defaultProps: { size: 'xs' },
      classNames: {
        root: classes['segments'],
        indicator: classes['segmentIndicator'],
        label: classes['segment'],
      },
    },
    Checkbox: {
      defaultProps: { size: 'xs' },
      classNames: { input: classes['tick'], label: classes['tickLabel'] },
    },
    Radio: {
      defaultProps: { size: 'xs' },
      classNames: { radio: classes['tick'], label: classes['tickLabel'] },
    },
    Switch: { defaultProps: { size: 'sm' } },
  },
});

/** Points Mantine's CSS variables at the portal's tokens, so that one set of variables colours everything. */
export const resolveMantineVariables: CSSVariablesResolver = () => {
  const colors = {
    '--mantine-color-body': 'var(--portico-surface)',
    '--mantine-color-text': 'var(--portico-text)',
    '--mantine-color-bright': 'var(--portico-text)',
    '--mantine-color-dimmed': 'var(--portico-text-soft)',
    '--mantine-color-anchor': 'var(--portico-accent-text)',
    '--mantine-color-placeholder': 'var(--portico-text-faint)',
    '--mantine-color-error': 'var(--portico-error)',
    '--mantine-color-default': 'var(--portico-surface)',
    '--mantine-color-default-hover': 'var(--portico-hover)',
    '--mantine-color-default-color': 'var(--portico-text)',
    '--mantine-color-default-border': 'var(--portico-line-strong)',
    '--mantine-color-disabled': 'var(--portico-active)',
    '--mantine-color-disabled-color': 'var(--portico-text-faint)',
    '--mantine-color-disabled-border': 'var(--portico-line)',
    '--mantine-color-accent-filled': 'var(--portico-accent)',
    '--mantine-color-accent-filled-hover': 'var(--portico-accent-hover)',
    '--mantine-color-accent-light': 'var(--portico-accent-soft)',
    '--mantine-color-accent-light-hover': 'var(--portico-active)',
    '--mantine-color-accent-light-color': 'var(--portico-accent-text)',
    '--mantine-color-accent-outline': 'var(--portico-accent)',
    '--mantine-color-accent-outline-hover': 'var(--portico-accent-soft)',
    '--mantine-color-accent-text': 'var(--portico-accent-text)',
    '--mantine-color-red-filled': 'var(--portico-error-fill)',
    '--mantine-color-red-filled-hover': 'var(--portico-error)',
    '--mantine-color-red-light': 'var(--portico-error-soft)',
    '--mantine-color-red-light-color': 'var(--portico-error)',
    '--mantine-primary-color-contrast': 'var(--portico-on-accent)',
    '--mantine-color-gray-light-color': 'var(--portico-text-soft)',
    '--mantine-color-gray-light-hover': 'var(--portico-hover)',
  };
  return { variables: {}, light: colors, dark: colors };
};
