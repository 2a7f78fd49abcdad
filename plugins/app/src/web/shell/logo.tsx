import { configApiRef, useApi } from '@portico/frontend-plugin-api';
import classes from './shell.module.css';

/** The mark of the portal: the organisation's logo, or a doorway of three strokes. */
export function Logo() {
  const config = useApi(configApiRef);
  const logo = config.getOptionalString('app.branding.logo');
  const dark = config.getOptionalString('app.branding.logoDark') ?? logo;
  if (logo !== undefined) {
    return (
      <>
        <img src={logo} alt="" className={classes['logoLight']} />
        <img src={dark} alt="" className={classes['logoDark']} />
      </>
    );
  }
  return (
    <svg className={classes['logo']} viewBox="0 0 24 24" width="24" height="24" aria-hidden focusable={false}>
      <path
        d="M3 8.5 12 3l9 5.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.2"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <path
        d="M5.5 11.5V21M12 11.5V21M18.5 11.5V21"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
    </svg>
  );
}
