/**
 * The URL of a file at the top of a repository, on its default branch; given
 * a folder of a branch, in that folder. `undefined` where that is not known.
 */
export function guessFileUrl(
  url: string,
  { type, filename }: { type: string; filename: string },
): string | undefined {
  const parsed = URL.parse(url);
  if (!parsed) return undefined;
  const path = parsed.pathname.replace(/\/+$/, '').replace(/\.git$/, '');
  if (path.split('/').length < 3) return undefined;
  const at = (full: string): string => `${parsed.origin}${full}`;
  switch (type) {
    case 'github':
      return at(
        /\/(?:tree|blob)\//.test(path)
          ? `${path.replace('/tree/', '/blob/')}/${filename}`
          : `${path}/blob/HEAD/${filename}`,
      );
    case 'gitlab':
      return at(
        /\/-\/tree\//.test(path)
          ? `${path.replace('/-/tree/', '/-/blob/')}/${filename}`
          : `${path}/-/blob/HEAD/${filename}`,
      );
    case 'bitbucketCloud':
      return at(/\/src\//.test(path) ? `${path}/${filename}` : `${path}/src/HEAD/${filename}`);
    default:
      return undefined;
  }
}
