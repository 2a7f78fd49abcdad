import type { JsonValue } from '../json.ts';
import { walkSurvey, type SurveyedValue } from './survey.ts';

/** What stands in for a secret wherever a configuration is shown. */
export const redactedText = '<secret>';

/**
 * Whether a value must not be shown: a schema says so, or no schema shows it
 * to the browser and its key says so. Not everyone writes a schema.
 */
export function isSensitive({ visibility, path, value }: SurveyedValue): boolean {
  if (visibility === 'secret') return true;
  const name = path.findLast(part => typeof part === 'string') ?? '';
  return visibility === 'backend' && typeof value === 'string' && sensitiveName.test(name);
}

const sensitiveName =
  /(?:secret|passw(?:or)?d|passphrase|token|api[-_]?key|private[-_]?key|access[-_]?key|credentials?)s?$/i;

/** A value as it may be shown, with secrets replaced. */
export function redact(surveyed: SurveyedValue): JsonValue {
  const { value, children } = surveyed;
  const isContainer = typeof value === 'object' && value !== null;
  if (isSensitive(surveyed) && !isContainer) return redactedText;
  if (!isContainer) return value;
  if (Array.isArray(value)) return children.map(redact);
  return Object.fromEntries(children.map(child => [String(child.path.at(-1)), redact(child)]));
}

/**
 * The texts that must not appear in a log: the secret values, and each longer
 * line of those with several. Texts too short to be a secret are left out, as
 * replacing them would only garble the log; so are those that are secret by
 * name alone and shorter than twelve characters.
 */
export function listSecrets(root: SurveyedValue): Set<string> {
  const secrets = new Set<string>();
  for (const surveyed of walkSurvey(root)) {
    const { value } = surveyed;
    if ((typeof value !== 'string' && typeof value !== 'number') || !isSensitive(surveyed)) continue;
    const text = String(value).trim();
    if (text.length < (surveyed.visibility === 'secret' ? 3 : 12)) continue;
    secrets.add(text);
    const lines = text.split('\n').map(line => line.trim());
    if (lines.length > 1)
      for (const line of lines) if (line.length >= 16 && !line.startsWith('-----')) secrets.add(line);
  }
  return secrets;
}
