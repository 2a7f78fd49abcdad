import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { RelativeTime } from './relative-time.tsx';

const inSeconds = (seconds: number) => Date.now() + seconds * 1000;

it.each([
  [20, 'shortly'],
  [-300, 'shortly'],
  [150, 'in 2 minutes'],
])('says of something planned in %i seconds that it is %s', (seconds, text) => {
  const html = renderToStaticMarkup(<RelativeTime date={inSeconds(seconds)} soonText="shortly" />);
  expect(html).toContain(`>${text}</time>`);
});

it('says of what has been when that was', () => {
  expect(renderToStaticMarkup(<RelativeTime date={inSeconds(-310)} />)).toContain('>5 minutes ago</time>');
});
