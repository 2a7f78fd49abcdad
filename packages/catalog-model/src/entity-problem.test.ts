import { expect, it } from 'vitest';
import { EntityValidationError, formatProblem } from './entity-problem.ts';
import { component, model } from './testing/subject.ts';

it('writes a problem on one line that editors can jump to', () => {
  const [problem] = model.validate({ ...component(), kind: 'component' }).problems;
  expect(formatProblem({ ...problem!, source: 'a.yaml', line: 2, column: 7 })).toBe(
    "a.yaml:2:7: error: The kind 'component' is not known (Did you mean 'Component'?)",
  );
  const error = new EntityValidationError("Entity 'component:default/x'", [problem!]);
  expect(error).toMatchObject({
    name: 'InputError',
    message: "Entity 'component:default/x' is not valid: The kind 'component' is not known",
  });
});
