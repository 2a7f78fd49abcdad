import type { KindDefinition } from '../kind-definition.ts';
import { catalogApiVersions, specSchema, text, texts } from './field-schemas.ts';

/** A pointer to files with more entities. */
export const locationKind: KindDefinition = {
  kind: 'Location',
  apiVersions: catalogApiVersions,
  description: 'A pointer to files that declare more entities',
  schema: specSchema([], {
    type: text('How to read the targets; that of the file that has this entity unless given'),
    target: text('A URL, or a path from the file that has this entity'),
    targets: texts('Several of the same'),
    presence: {
      type: 'string',
      enum: ['required', 'optional'],
      default: 'required',
      description: 'Whether a target that does not exist is a fault',
    },
  }),
  relationFields: [],
  display: { icon: 'map-pin', hue: 200, plural: 'Locations' },
};
