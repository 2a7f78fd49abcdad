import { NativeSelect, TextInput } from '@mantine/core';
import { fieldOf, toList, toText } from '../parse/json-values.ts';
import type { ApiParameter } from './openapi-types.ts';

/** A field for a value of a call; a choice where the schema names all values. */
export function ParameterField({
  parameter,
  value,
  onChange,
}: {
  parameter: ApiParameter;
  value: string;
  onChange(value: string): void;
}) {
  const { name, schema, isRequired } = parameter;
  const type = toText(fieldOf(schema, 'type'));
  const choices =
    type === 'boolean'
      ? ['true', 'false']
      : toList(fieldOf(schema, 'enum')).flatMap(each => toText(each) ?? []);
  const shared = { label: name, value, withAsterisk: isRequired };
  if (choices.length > 0) {
    return (
      <NativeSelect
        {...shared}
        data={[{ value: '', label: '' }, ...choices.map(choice => ({ value: choice, label: choice }))]}
        onChange={event => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      placeholder={type === 'array' ? 'a,b' : type}
      onChange={event => onChange(event.currentTarget.value)}
    />
  );
}
