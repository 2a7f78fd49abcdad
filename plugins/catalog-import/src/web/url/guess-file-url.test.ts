import { expect, it } from 'vitest';
import { newFileUrl } from '../pull-request/new-file-url.ts';
import { guessFileUrl } from './guess-file-url.ts';

const filename = 'catalog-info.yaml';

it.each([
  ['github', 'https://github.com/acme/web', 'https://github.com/acme/web/blob/HEAD/catalog-info.yaml'],
  ['github', 'https://github.com/acme/web.git/', 'https://github.com/acme/web/blob/HEAD/catalog-info.yaml'],
  [
    'github',
    'https://github.com/acme/web/tree/dev/api',
    'https://github.com/acme/web/blob/dev/api/catalog-info.yaml',
  ],
  ['gitlab', 'https://gitlab.com/a/b/web', 'https://gitlab.com/a/b/web/-/blob/HEAD/catalog-info.yaml'],
  ['gitlab', 'https://gitlab.com/a/web/-/tree/dev', 'https://gitlab.com/a/web/-/blob/dev/catalog-info.yaml'],
  ['bitbucketCloud', 'https://bitbucket.org/a/web', 'https://bitbucket.org/a/web/src/HEAD/catalog-info.yaml'],
  ['github', 'https://github.com/acme', undefined],
  ['github', 'nothing', undefined],
  ['other', 'https://host.example/a/b', undefined],
])('on %s looks for the file of %s at %s', (type, url, file) => {
  expect(guessFileUrl(url, { type, filename })).toBe(file);
});

it.each([
  [
    'github',
    'https://github.com/acme/web/',
    'https://github.com/acme/web/new/HEAD?filename=catalog-info.yaml&value=a%3A+%26',
  ],
  [
    'github',
    'https://ghe.example/acme/web/tree/dev',
    'https://ghe.example/acme/web/new/dev?filename=catalog-info.yaml&value=a%3A+%26',
  ],
  [
    'gitlab',
    'https://gitlab.com/a/b/web',
    'https://gitlab.com/a/b/web/-/new/HEAD?file_name=catalog-info.yaml&content=a%3A+%26',
  ],
  ['azure', 'https://dev.azure.com/a/b/_git/web', undefined],
])('on %s proposes a file to %s at %s', (type, url, page) => {
  expect(newFileUrl(url, { type, filename, content: 'a: &' })).toBe(page);
  expect(newFileUrl(url, { type, filename, content: 'x'.repeat(10_000) })).toBeUndefined();
});
