/** The `type` of the `<script>` in the page that holds the configuration for the browser: a list of `AppConfig`. */
export const CONFIG_SCRIPT_TYPE = 'backstage.io/config';

/** Where the browser keeps the id of the chosen theme. Nothing there: as the system has it. */
export const THEME_STORAGE_KEY = 'theme';

/** Where the browser keeps what is needed before the first paint: `variant`, `density` and `nav`, as JSON. */
export const FIRST_PAINT_STORAGE_KEY = 'portico.firstPaint';

/** What {@link FIRST_PAINT_STORAGE_KEY} holds. */
export interface FirstPaint {
  /** The variant of the chosen theme, for themes whose id does not say it. */
  variant?: 'light' | 'dark';
  density?: 'comfortable' | 'compact';
  nav?: 'open' | 'collapsed';
}
