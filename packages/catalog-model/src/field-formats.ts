/**
 * The checks of the single fields of an entity. An organisation may replace
 * any of them through the catalog's model extension point.
 */
export interface FieldFormats {
  isValidApiVersion(value: unknown): boolean;
  isValidKind(value: unknown): boolean;
  isValidEntityName(value: unknown): boolean;
  isValidNamespace(value: unknown): boolean;
  isValidLabelKey(value: unknown): boolean;
  isValidLabelValue(value: unknown): boolean;
  isValidAnnotationKey(value: unknown): boolean;
  isValidAnnotationValue(value: unknown): boolean;
  isValidTag(value: unknown): boolean;
}

/**
 * The formats that apply unless replaced. Names and labels follow those of
 * Kubernetes objects, and DNS labels are those of RFC 1123.
 */
export const builtinFieldFormats: FieldFormats = {
  isValidApiVersion: value => isPrefixed(value, version => /^[a-z0-9]{1,63}$/i.test(version)),
  isValidKind: value => typeof value === 'string' && /^[a-z][a-z0-9]{0,62}$/i.test(value),
  isValidEntityName: isObjectName,
  isValidNamespace: isDnsLabel,
  isValidLabelKey: value => isPrefixed(value, isObjectName),
  isValidLabelValue: value => value === '' || isObjectName(value),
  isValidAnnotationKey: value => isPrefixed(value, isObjectName),
  isValidAnnotationValue: value => typeof value === 'string',
  isValidTag: value => isShort(value) && /^[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*$/.test(value),
};

/** What each check of {@link builtinFieldFormats} expects, in words. */
export const formatExpectations: Readonly<Record<keyof FieldFormats, string>> = {
  isValidApiVersion:
    'a version of letters and digits, with a DNS name and a slash before it where it needs one',
  isValidKind: 'up to 63 letters and digits that start with a letter',
  isValidEntityName: "up to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends",
  isValidNamespace: "up to 63 lower-case letters, digits and '-', with a letter or digit at both ends",
  isValidLabelKey:
    "a name of up to 63 letters, digits, '-', '_' and '.', with a DNS name and a slash before it where it needs one",
  isValidLabelValue:
    "nothing, or up to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends",
  isValidAnnotationKey:
    "a name of up to 63 letters, digits, '-', '_' and '.', with a DNS name and a slash before it where it needs one",
  isValidAnnotationValue: 'a text',
  isValidTag: "up to 63 lower-case letters, digits, ':', '+' and '#', in words joined by '-'",
};

function isShort(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= 63;
}

function isObjectName(value: unknown): boolean {
  return isShort(value) && /^[a-z0-9](?:[-a-z0-9_.]*[a-z0-9])?$/i.test(value);
}

function isDnsLabel(value: unknown): boolean {
  return isShort(value) && /^[a-z0-9]+(?:-+[a-z0-9]+)*$/.test(value);
}

function isDnsSubdomain(value: string): boolean {
  return value.length >= 1 && value.length <= 253 && value.split('.').every(isDnsLabel);
}

function isPrefixed(value: unknown, isValidName: (name: string) => boolean): boolean {
  if (typeof value !== 'string') return false;
  const slash = value.indexOf('/');
  if (slash === -1) return isValidName(value);
  return isDnsSubdomain(value.slice(0, slash)) && isValidName(value.slice(slash + 1));
}
