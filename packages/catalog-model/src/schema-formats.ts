import { isEntityRef } from './entity-ref.ts';
import { isAbsoluteUrl } from './url-safety.ts';

/** The formats that schemas of an organisation may name, with the check of each. */
export const schemaFormats: Readonly<Record<string, (text: string) => boolean>> = {
  uri: isAbsoluteUrl,
  email: text => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  date: text => /^\d{4}-\d\d-\d\d$/.test(text),
  'date-time': text => /^\d{4}-\d\d-\d\dT/i.test(text) && !Number.isNaN(Date.parse(text)),
  regex: isRegex,
  'entity-ref': text => isEntityRef(text, { defaultKind: 'component' }),
};

function isRegex(text: string): boolean {
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
}
