import { createFrontendModule, createFrontendPlugin } from '@portico/frontend-plugin-api';
import { describe, expect, it } from 'vitest';
import { createText, makeApp } from '../testing/make-app.ts';
import { explainNode } from './explain-node.ts';

const at = (id: string, input = 'texts') => ({ attachTo: { id, input } });

describe('explainNode', () => {
  const app = makeApp(
    [
      createFrontendPlugin({
        pluginId: 'test',
        extensions: [
          createText('shown'),
          createText('off', { disabled: true }),
          createText('configured'),
          createText('mistyped'),
          createText('overridden'),
          createText('flagged').override({ if: { featureFlags: { $contains: 'beta' } } }),
          createText('orphan').override(at('page:catalgo')),
          createText('below-orphan').override(at('test/orphan')),
          createText('misplaced').override(at('app', 'text')),
          createText('circle-a').override(at('test/circle-b')),
          createText('circle-b').override(at('test/circle-a')),
          createText('broken').override({
            factory: () => {
              throw new Error('no power');
            },
          }),
        ],
      }),
      createFrontendModule({ pluginId: 'test', extensions: [createText('overridden', { disabled: true })] }),
    ],
    {
      app: {
        extensions: [{ 'test/configured': false }, { 'test/mistyped': { config: { txet: 'hello' } } }],
      },
    },
  );

  it.each([
    ['test/shown', 'shown', /attached to the input 'texts' of 'app'/, undefined],
    ['test/off', 'disabled', /disabled unless it is configured/, /Add 'test\/off' to 'app\.extensions'/],
    ['test/configured', 'disabled', /disabled in 'app\.extensions\[0\]'/, /Remove the entry/],
    ['test/overridden', 'disabled', /disabled by the module for 'test'/, /Add/],
    ['test/flagged', 'shown', /attached to the input/, undefined],
    ['test/mistyped', 'shown', /attached to the input/, undefined],
    ['test/orphan', 'unattached', /attached to 'page:catalgo', which does not exist/, /Install the plugin/],
    ['test/misplaced', 'ignored', /the input 'text' of 'app', which does not exist: it has/, /attachTo/],
    ['test/circle-a', 'unattached', /not shown/, undefined],
    ['test/broken', 'failed', /no power/, /mend or disable/],
    ['test/shwn', 'unknown', /no extension 'test\/shwn'; there is 'test\//, /spelling/],
  ])('says of %s that it is %s', (id, status, reason, hint) => {
    const explanation = explainNode(app.tree, id);
    expect(explanation).toMatchObject({ id, status, reason: expect.stringMatching(reason) as string });
    if (hint) expect(explanation.hint).toMatch(hint);
  });

  it('follows the way to the cause', () => {
    expect(explainNode(app.tree, 'test/below-orphan')).toMatchObject({
      status: 'unattached',
      because: { id: 'test/orphan', status: 'unattached' },
    });
    expect(explainNode(app.tree, 'test/circle-a').because?.because?.reason).toMatch(
      /in a circle: 'test\/circle-a' to 'test\/circle-b' to 'test\/circle-a'/,
    );
  });
});
