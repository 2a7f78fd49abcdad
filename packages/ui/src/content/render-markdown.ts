import markdownIt from 'markdown-it';

const renderer = markdownIt({ html: false, linkify: true, typographer: false });

const openLink = renderer.renderer.rules['link_open'];
renderer.renderer.rules['link_open'] = (tokens, index, options, env, self) => {
  const token = tokens[index];
  if (token && /^https?:/i.test(String(token.attrGet('href')))) {
    token.attrSet('target', '_blank');
    token.attrSet('rel', 'noopener noreferrer');
  }
  return openLink ? openLink(tokens, index, options, env, self) : self.renderToken(tokens, index, options);
};
renderer.renderer.rules['image'] = (tokens, index, options, env, self) => {
  const token = tokens[index];
  token?.attrSet('alt', self.renderInlineAsText(token.children ?? [], options, env));
  token?.attrSet('loading', 'lazy');
  token?.attrSet('referrerpolicy', 'no-referrer');
  return self.renderToken(tokens, index, options);
};

const withoutImages = markdownIt({ html: false, linkify: true, typographer: false });
withoutImages.renderer.rules['link_open'] = renderer.renderer.rules['link_open'];
withoutImages.renderer.rules['image'] = (tokens, index, options, env, self) =>
  renderer.utils.escapeHtml(self.renderInlineAsText(tokens[index]?.children ?? [], options, env));

/**
 * Turns Markdown (CommonMark with tables, strikethrough and bare links) into
 * HTML that cannot run anything: HTML in the text stays text, and links and
 * images with a scheme that could run a script stay text as well.
 * Without images it does not make a browser send requests, either: of an image
 * its text stays.
 */
export function renderMarkdown(markdown: string, { hasImages = true }: { hasImages?: boolean } = {}): string {
  return (hasImages ? renderer : withoutImages).render(markdown);
}
