import { TopBarItemBlueprint } from '../../react/top-bar-item-blueprint.tsx';
import { NoticesBell } from '../shell/notices-bell.tsx';

/** What the shell itself puts at the end of the line at the top. */
export const noticeExtensions = [
  // Not a file of its own: the line is drawn at once, and nothing in it moves.
  TopBarItemBlueprint.make({ name: 'notices', params: { loader: async () => ({ default: NoticesBell }) } }),
];
