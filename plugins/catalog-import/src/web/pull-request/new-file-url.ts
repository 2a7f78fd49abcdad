/** The longest URL that hosts are sure to take. */
const mostCharacters = 7000;

/**
 * A page of the host that has a new file filled in, which the user then
 * proposes there. Only GitHub and GitLab have one; `undefined` for others, and
 * for a file that is too long for a URL.
 */
export function newFileUrl(
  repositoryUrl: string,
  { type, filename, content }: { type: string; filename: string; content: string },
): string | undefined {
  const parsed = URL.parse(repositoryUrl);
  if (!parsed) return undefined;
  const path = parsed.pathname.replace(/\/+$/, '').replace(/\.git$/, '');
  const [repository, ref = 'HEAD'] = path.split(/\/(?:-\/)?(?:tree|blob)\//);
  const url = new URL(`${parsed.origin}${repository}${type === 'gitlab' ? '/-' : ''}/new/${ref}`);
  if (type === 'github') {
    url.searchParams.set('filename', filename);
    url.searchParams.set('value', content);
  } else if (type === 'gitlab') {
    url.searchParams.set('file_name', filename);
    url.searchParams.set('content', content);
  } else {
    return undefined;
  }
  return url.href.length > mostCharacters ? undefined : url.href;
}
