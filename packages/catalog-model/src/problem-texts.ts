/**
 * What the checks of entities and the reading of their files say, in English, by code. `{{name}}` stands for
 * a parameter. A translation has the same codes.
 */
export const problemTexts = {
  missing: '"{{field}}" is missing',
  unknownField: 'Unknown field {{field}}',
  invalid: '"{{field}}" is not valid; expected {{expected}} but found {{value}}',
  refused: '"{{field}}" is not valid; found {{value}}',
  invalidRef: '"{{field}}" is not valid; {{reason}}',
  notJson: '"{{field}}" is not JSON; found {{value}}',
  tooDeep: '"{{field}}" is nested more than {{limit}} levels deep',
  forbiddenKey: 'Key "{{field}}" is not allowed. Give it another name',
  tooManyValues: 'The entity holds more than {{limit}} values. Keep large data outside and link to it',
  unknownKind: "The kind '{{kind}}' is not known",
  unknownVersion: "The kind '{{kind}}' is not known under the apiVersion '{{apiVersion}}'",
  sameLetters: '"{{field}}" is there twice, in different letter case',
  noEffect: '"{{field}}" has no effect',
  notOfKind: '"{{field}}" is not a field of the kind and has no effect',
  oddValue: '"{{field}}" has the value {{value}}',
  unknownName: '"{{field}}" is not known',
  oddScheme: '"{{field}}" has a scheme that the portal does not open: {{value}}',
  email: '"{{field}}" is the e-mail address {{value}}, which is no entity ref',
  blankInRef: '"{{field}}" has a blank in {{value}}',
  refToSelf: '"{{field}}" refers to the entity itself with {{value}}',
  noSuchFile: '"{{field}}" names "{{path}}", which does not exist',
  declaredTwice: '"{{ref}}" is declared on line {{line}} already',
  placeholderValue: '"{{field}}" takes a path or URL and was given {{value}}',
  placeholderContent: '"{{field}}" takes a path or URL and seems to hold the content itself',
  yaml: '{{message}}',
  'yaml.BAD_ALIAS': '{{message}}',
  'yaml.BAD_DQ_ESCAPE': '{{message}}',
  'yaml.BAD_INDENT': '{{message}}',
  'yaml.BAD_SCALAR_START': '{{message}}',
  'yaml.BLOCK_AS_IMPLICIT_KEY': '{{message}}',
  'yaml.BLOCK_IN_FLOW': '{{message}}',
  'yaml.MISSING_CHAR': '{{message}}',
  'yaml.MULTILINE_IMPLICIT_KEY': '{{message}}',
  'yaml.TAB_AS_INDENT': '{{message}}',
  'yaml.TAG_RESOLVE_FAILED': '{{message}}',
  'yaml.UNEXPECTED_TOKEN': '{{message}}',
  noColon: "'{{key}}' stands alone on its line, without a colon",
  keyBelowValue: "'{{key}}' is indented below '{{before}}', which has a value already",
  unclosed: 'The {{sign}} is not closed',
  yamlTooDeep: 'The YAML is nested too deeply to be read',
  keyTwice: 'The key "{{key}}" is there twice',
  noObject: 'Expected object at root, got {{type}}',
  tooLong: 'The file has {{length}} characters, over the limit of {{limit}}. Split it',
  tooManyDocuments: 'The file has more than {{limit}} documents. Split it',
  tooLongWrittenOut: 'The document has more than {{limit}} characters once its aliases are written out',
  unreadable: 'Unable to read url, {{error}}',
  unreadableFile: 'file {{path}} could not be read, {{error}}',
  noFile: 'file {{path}} does not exist',
  kindNotAllowed:
    'Entity {{ref}} at {{location}}, originated at {{origin}}, is not of an allowed kind for that location. {{remedy}}',
  noReader:
    "No processor was able to handle reading of {{location}}. Add a module that reads locations of the type '{{type}}'. {{remedy}} if there is none",
  'remedy.allowKind':
    "Add '- allow: [{{kind}}]' to catalog.rules, which replace the default '- allow: [Component, API, Location]', or to the rules of the location in catalog.locations",
  'remedy.useType': "Use '{{type}}'",
  'remedy.correctType': 'Correct its type',
  noProcessor:
    'No processor recognized the entity {{ref}} as valid, possibly caused by a foreign kind or apiVersion',

  'expected.or': '{{first}} or {{second}}',
  'expected.string': 'a text',
  'expected.array': 'a list',
  'expected.object': 'an object',
  'expected.number': 'a number',
  'expected.integer': 'a whole number',
  'expected.boolean': 'true or false',
  'expected.null': 'nothing',
  'expected.filled': 'a text that is not empty',
  'expected.notBlank': 'a text that is not blank',
  'expected.minLength': 'a text of at least {{limit}} characters',
  'expected.maxLength': 'a text of at most {{limit}} characters',
  'expected.minItems': 'a list of at least {{limit}}',
  'expected.maxItems': 'a list of at most {{limit}}',
  'expected.enum': 'one of {{values}}',
  'expected.const': '{{value}}',
  'expected.pattern': 'a text that matches {{pattern}}',
  'expected.format': "a text in the format '{{format}}'",
  'expected.form': 'one of the forms that the schema allows',
  'expected.rule': "what the schema says ('{{rule}}')",
  'expected.url': 'an absolute URL',
  'expected.pageUrl': 'a URL that opens a page',
  'expected.isValidApiVersion':
    'a version of letters and digits, with a DNS name and a slash before it where it needs one',
  'expected.isValidKind': 'up to 63 letters and digits that start with a letter',
  'expected.isValidEntityName':
    "up to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends",
  'expected.isValidNamespace':
    "up to 63 lower-case letters, digits and '-', with a letter or digit at both ends",
  'expected.isValidLabelKey':
    "a name of up to 63 letters, digits, '-', '_' and '.', with a DNS name and a slash before it where it needs one",
  'expected.isValidLabelValue':
    "nothing, or up to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends",
  'expected.isValidAnnotationKey':
    "a name of up to 63 letters, digits, '-', '_' and '.', with a DNS name and a slash before it where it needs one",
  'expected.isValidAnnotationValue': 'a text',
  'expected.isValidTag': "up to 63 lower-case letters, digits, ':', '+' and '#', in words joined by '-'",
  'expected.techdocsRef': "'dir:{{value}}' for a folder, or 'url:' and a URL",
  'expected.locationRef': "'url:{{value}}', or another type and target",
  'expected.entityRef': 'an entity ref with its kind, such as component:default/name',
  'expected.flag': "'true' or 'false'",
  'expected.duration': "a duration such as 'PT4H'",

  'hint.write': 'Write {{value}}',
  'hint.didYouMean': "Did you mean '{{name}}'?",
  'hint.thereAre': 'There are: {{names}}',
  'hint.rename': "Rename '{{from}}' to '{{to}}'",
  'hint.renameTo': "Rename it to '{{to}}'",
  'hint.toMetadata': "Move '{{field}}' under metadata",
  'hint.toSpec': "Move '{{field}}' under spec",
  'hint.envelope':
    'An entity has apiVersion, kind, metadata and spec; put the field under one of the last two',
  'hint.noValue': 'The field is there and has no value; give it one or remove it',
  'hint.quotes': 'Put it in quotes: "{{value}}"',
  'hint.list': 'Write it as a list: [{{value}}]',
  'hint.single': 'The field takes one value, not a list',
  'hint.noScripts': 'URLs that run scripts are refused',
  'hint.filledIn': 'The catalog fills it in; remove it',
  'hint.oneCase': 'Search does not see the case of letters; keep one of them',
  'hint.shownAsText': 'It is shown as text; use https, mailto or a known app',
  'hint.refForm': 'Write it as [<kind>:][<namespace>/]<name>',
  'hint.refKind': "Put the kind in front: 'component:{{value}}' or 'resource:{{value}}'",
  'hint.email': "Write the ref of the user or group, such as 'user:default/{{name}}'",
  'hint.blankInRef':
    'No entity has a name with blanks; use the name from the metadata of the entity that is meant',
  'hint.refToSelf': 'Name another entity or remove it',
  'hint.noSuchFile': 'The path is relative to this file; correct it, or add the file',
  'hint.declaredTwice': 'Only one of them is used; rename or remove the other',
  'hint.placeholder':
    "Put the content in a file beside this one and write '{{key}}: ./its-name', or leave {{key}} out",
  'hint.inComment': "It stands in a comment: '{{line}}'",
  'hint.keepOne': 'Keep one of them',
  'hint.template': 'This looks like the skeleton of a template; leave it out of what the catalog reads',
  'hint.blankAfterColon': "Put a blank after the colon in '{{line}}'",
  'hint.indentText': 'Indent the line like the text that it belongs to',
  'hint.quoteColon': "Put a text that holds ': ' in quotes, and check the indentation",
  'hint.missingColon': "Is a ':' missing after '{{key}}'?",
  'hint.indentLike': "Indent it like '{{before}}', or put the whole value in quotes",
  'hint.close': 'Put a {{sign}} where it ends',
  'hint.first': '{{hint}} (what is wrong after it is told once this is mended)',
  'hint.onlyFirst': 'What is wrong after it is told once this is mended',
  'hint.noTabs': 'Indent with blanks, not tabs',
  'hint.quoteStart': "Put a text that starts with '*' or '&' in quotes",
  'hint.quoteText': 'Put the text in quotes',
  'hint.indentation': 'Check the indentation, and that every key ends in a colon and a blank',
} as const satisfies Record<string, string>;

/** Which of {@link problemTexts}. */
export type ProblemCode = keyof typeof problemTexts;

/** Whether a text is one of the codes. */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemTexts, code);
}

/** One of {@link problemTexts} and what stands in it, for whoever translates it. */
export interface ProblemText {
  code: ProblemCode;
  params?: Record<string, string | ProblemText>;
}

/** Makes a text out of its code and what stands in it. */
export function problemText(
  code: ProblemCode,
  params?: Record<string, string | number | ProblemText>,
): ProblemText {
  if (!params) return { code };
  const entries = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'number' ? String(value) : value,
  ]);
  return { code, params: Object.fromEntries(entries) as Record<string, string | ProblemText> };
}

/** One text out of alternatives: `a, or b`. At least one is given. */
export function joinByOr(texts: readonly ProblemText[]): ProblemText {
  return texts.reduce((first, second) => problemText('expected.or', { first, second }));
}

/** Writes a text in English. */
export function writeProblemText({ code, params = {} }: ProblemText): string {
  return problemTexts[code].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = Object.hasOwn(params, name) ? (params[name] ?? '') : '';
    return typeof value === 'string' ? value : writeProblemText(value);
  });
}
