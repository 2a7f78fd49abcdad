import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const look = EditorView.theme({
  '&': {
    height: '100%',
    minHeight: '420px',
    color: 'var(--portico-text)',
    fontSize: 'var(--portico-size-2)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--portico-font-mono)', lineHeight: '1.55', minHeight: '420px' },
  '.cm-content': { caretColor: 'var(--portico-text)', padding: '12px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--portico-text)' },
  '.cm-gutters': {
    background: 'var(--portico-surface)',
    color: 'var(--portico-text-faint)',
    border: 'none',
  },
  '.cm-activeLine, .cm-activeLineGutter': { background: 'var(--portico-hover)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--portico-active)',
  },
  '.cm-tooltip': {
    border: 'none',
    borderRadius: 'var(--portico-radius-small)',
    boxShadow: 'var(--portico-shadow)',
    background: 'var(--portico-raised)',
    color: 'var(--portico-text)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--portico-font)', maxHeight: '14em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    background: 'var(--portico-accent)',
    color: 'var(--portico-on-accent)',
  },
  '.cm-completionDetail': { fontStyle: 'normal', color: 'var(--portico-text-soft)' },
  'li[aria-selected] .cm-completionDetail': { color: 'inherit' },
  '.cm-completionInfo': { maxWidth: '280px', padding: '8px 10px', fontFamily: 'var(--portico-font)' },
  '.cm-diagnostic': { fontFamily: 'var(--portico-font)', padding: '6px 10px' },
});

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--portico-accent-text)' },
  { tag: tags.string, color: 'var(--portico-ok)' },
  { tag: [tags.number, tags.bool, tags.keyword], color: 'var(--portico-warn)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--portico-text-faint)' },
  {
    tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace],
    color: 'var(--portico-text-soft)',
  },
]);

/** The look of the editor, in the variables of the theme. */
export const editorTheme = [look, syntaxHighlighting(colours)];
