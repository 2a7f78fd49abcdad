import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempt, configured, gitAt } from '../testing/configured-hosts.ts';

// [URL, what it points to, the URL of /x/y.yaml in it at line 7, where it is edited]
const grammars: [string, Record<string, string>, string, string][] = [
  [
    'https://github.com/o/r/blob/main/d/a.yaml',
    { owner: 'o', repo: 'r', ref: 'main', path: 'd/a.yaml', view: 'blob' },
    'https://github.com/o/r/tree/main/x/y.yaml#L7',
    'https://github.com/o/r/edit/main/d/a.yaml',
  ],
  [
    'https://ghe.corp/tree/r.git/blob/feature%2Fx/d%20e/a.yaml',
    { owner: 'tree', repo: 'r', ref: 'feature/x', path: 'd e/a.yaml', view: 'blob' },
    'https://ghe.corp/tree/r/tree/feature%2Fx/x/y.yaml#L7',
    'https://ghe.corp/tree/r.git/edit/feature%2Fx/d%20e/a.yaml',
  ],
  [
    'https://gitlab.com/g/s/t/r/-/blob/main/d/a.yaml',
    { owner: 'g/s/t', repo: 'r', ref: 'main', path: 'd/a.yaml', view: 'blob' },
    'https://gitlab.com/g/s/t/r/-/blob/main/x/y.yaml#L7',
    'https://gitlab.com/g/s/t/r/-/edit/main/d/a.yaml',
  ],
  [
    'https://gl.corp/git/g/r/blob/main/d/a.yaml',
    { owner: 'g', repo: 'r', ref: 'main', path: 'd/a.yaml', view: 'blob' },
    'https://gl.corp/git/g/r/blob/main/x/y.yaml#L7',
    'https://gl.corp/git/g/r/blob/main/d/a.yaml',
  ],
  [
    'https://bitbucket.org/w/r/src/main/d/a.yaml',
    { owner: 'w', repo: 'r', ref: 'main', path: 'd/a.yaml', view: 'src' },
    'https://bitbucket.org/w/r/src/main/x/y.yaml#lines-7',
    'https://bitbucket.org/w/r/src/main/d/a.yaml?mode=edit&at=main',
  ],
  [
    'https://bbs.corp/ctx/projects/P/repos/r/browse/d/a.yaml?at=feature%2Fx',
    { owner: 'P', repo: 'r', ref: 'feature/x', path: 'd/a.yaml', view: 'browse' },
    'https://bbs.corp/ctx/projects/P/repos/r/browse/x/y.yaml?at=feature%2Fx#7',
    'https://bbs.corp/ctx/projects/P/repos/r/browse/d/a.yaml',
  ],
  [
    'https://bbs.corp/ctx/users/u/repos/r/raw/d/a.yaml',
    { owner: '~u', repo: 'r', ref: '', path: 'd/a.yaml', view: 'raw' },
    'https://bbs.corp/ctx/users/u/repos/r/raw/x/y.yaml#7',
    'https://bbs.corp/ctx/users/u/repos/r/raw/d/a.yaml',
  ],
  [
    'https://dev.azure.com/o/p/_git/r?path=%2Fd%2Fa.yaml&version=GBfeature%2Fx',
    { owner: 'o', project: 'p', repo: 'r', ref: 'feature/x', refType: 'branch', path: 'd/a.yaml' },
    'https://dev.azure.com/o/p/_git/r?path=%2Fx%2Fy.yaml&version=GBfeature%2Fx&line=7&lineEnd=8&lineStartColumn=1&lineEndColumn=1',
    'https://dev.azure.com/o/p/_git/r?path=%2Fd%2Fa.yaml&version=GBfeature%2Fx',
  ],
  [
    'https://dev.azure.com/o/_git/r?path=/a.yaml',
    { owner: 'o', project: 'r', repo: 'r', ref: '', path: 'a.yaml' },
    'https://dev.azure.com/o/_git/r?path=%2Fx%2Fy.yaml&line=7&lineEnd=8&lineStartColumn=1&lineEndColumn=1',
    'https://dev.azure.com/o/_git/r?path=/a.yaml',
  ],
  [
    'https://tfs.corp/tfs/coll/p/_git/r?path=/a.yaml&version=GTv1',
    { owner: 'tfs/coll', project: 'p', repo: 'r', ref: 'v1', refType: 'tag', path: 'a.yaml' },
    'https://tfs.corp/tfs/coll/p/_git/r?path=%2Fx%2Fy.yaml&version=GTv1&line=7&lineEnd=8&lineStartColumn=1&lineEndColumn=1',
    'https://tfs.corp/tfs/coll/p/_git/r?path=/a.yaml&version=GTv1',
  ],
  [
    'https://acme.visualstudio.com/DefaultCollection/p/_git/r?path=/a.yaml&version=GCabc',
    { owner: 'acme', project: 'p', repo: 'r', ref: 'abc', refType: 'commit', path: 'a.yaml' },
    'https://acme.visualstudio.com/DefaultCollection/p/_git/r?path=%2Fx%2Fy.yaml&version=GCabc&line=7&lineEnd=8&lineStartColumn=1&lineEndColumn=1',
    'https://acme.visualstudio.com/DefaultCollection/p/_git/r?path=/a.yaml&version=GCabc',
  ],
  [
    'https://gitea.corp/sub/o/r/src/branch/main/d/a.yaml',
    { owner: 'o', repo: 'r', ref: 'main', refType: 'branch', path: 'd/a.yaml', view: 'src' },
    'https://gitea.corp/sub/o/r/src/branch/main/x/y.yaml#L7',
    'https://gitea.corp/sub/o/r/_edit/main/d/a.yaml',
  ],
  [
    'https://gerrit.corp/gitiles/a/b/+/refs/heads/main/d/a.yaml',
    { owner: '', repo: 'a/b', ref: 'main', refType: 'branch', path: 'd/a.yaml' },
    'https://gerrit.corp/gitiles/a/b/+/refs/heads/main/x/y.yaml#7',
    'https://gerrit.corp/admin/repos/edit/repo/a/b/branch/refs/heads/main/file/d/a.yaml',
  ],
  [
    'https://app.harness.io/ng/account/acc/module/code/orgs/o/projects/p/repos/r/edit/main/~/d/a.yaml',
    { owner: 'acc/o/p', repo: 'r', ref: 'main', path: 'd/a.yaml', view: 'edit' },
    'https://app.harness.io/ng/account/acc/module/code/orgs/o/projects/p/repos/r/files/main/~/x/y.yaml#L7',
    'https://app.harness.io/ng/account/acc/module/code/orgs/o/projects/p/repos/r/files/main/~/d/a.yaml',
  ],
  [
    'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/r/browse/refs/heads/main/--/a.yaml?region=eu-west-1',
    { owner: '', repo: 'r', ref: 'main', refType: 'branch', path: 'a.yaml', view: 'browse' },
    'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/r/browse/refs/heads/main/--/x/y.yaml?region=eu-west-1#L7',
    'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/r/files/edit/refs/heads/main/--/a.yaml?region=eu-west-1',
  ],
];

describe.each(grammars)('%s', (url, source, resolved, edit) => {
  it('is parsed', () => {
    expect(gitAt(url).parseUrl(url)).toEqual(source);
  });

  it('is the base of other URLs', () => {
    expect(configured.resolveUrl({ url: '/x/y.yaml', base: url, lineNumber: 7 })).toBe(resolved);
    expect(configured.resolveUrl({ url: 'https://other/x', base: url })).toBe('https://other/x');
  });

  it('has its page to edit', () => {
    expect(configured.resolveEditUrl(url)).toBe(edit);
  });

  it('keeps what is relative in the repository', () => {
    const { path, ref } = gitAt(url).parseUrl(url);
    const part = fc.constantFrom(
      'a',
      'b c',
      'ü',
      '%',
      '%2e%2e',
      '..',
      '.',
      '*',
      '[x]',
      '?',
      '#',
      'p+q',
      '\\',
      '@',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), parts => {
        const target = encodeURI(parts.join('/'));
        const found = attempt(() => configured.resolveUrl({ url: target, base: url }));
        const folder = path.split('/').slice(0, -1).join('/');
        const climbs = climbsOut(`${folder}/${parts.join('/')}`);
        if (found === undefined) {
          expect(climbs).toBe(true);
          return;
        }
        const after = attempt(() => gitAt(found).parseUrl(found));
        if (after) expect([after.ref, after.repo]).toEqual([ref, gitAt(url).parseUrl(url).repo]);
      }),
    );
  });
});

function climbsOut(path: string): boolean {
  let depth = 0;
  for (const part of path.split(/[/\\]/)) {
    if (part === '..') depth -= 1;
    else if (part !== '.' && part !== '') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}
