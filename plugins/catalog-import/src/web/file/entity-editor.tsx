import { useEffect, useRef, type Ref, useImperativeHandle } from 'react';
import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Text } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import type { EntityProblem } from '@portico/catalog-model';
import { useProblemWords } from '@portico/plugin-catalog/react';
import classes from '../import.module.css';
import type { createCompletions } from './completions.ts';
import { editorTheme } from './editor-theme.ts';

/** What can be done with an editor from outside. */
export interface EditorHandle {
  /** Puts the cursor at a line and column, counted from 1. */
  goTo(line: number, column: number): void;
  setText(text: string): void;
}

/** An editor for YAML with completion; the tab key leaves it. */
export function EntityEditor({
  initialText,
  label,
  problems,
  completions,
  onChange,
  ref,
}: {
  /** Later changes of it are not seen. */
  initialText: string;
  label: string;
  problems: readonly EntityProblem[];
  /** The first one is kept. */
  completions: ReturnType<typeof createCompletions>;
  onChange(text: string): void;
  ref?: Ref<EditorHandle>;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const wordsOf = useProblemWords();
  const first = useRef({ initialText, label, completions, onChange });
  useEffect(() => {
    if (!frame.current) return;
    const editor = createEditor(frame.current, first.current);
    view.current = editor;
    return () => editor.destroy();
  }, []);
  useEffect(() => {
    const { current: editor } = view;
    if (!editor) return;
    const told = problems.map(problem => ({ ...problem, ...wordsOf(problem) }));
    editor.dispatch(setDiagnostics(editor.state, toDiagnostics(editor.state.doc, told)));
  }, [problems, wordsOf]);
  useImperativeHandle(ref, () => ({
    goTo(line, column) {
      const { current: editor } = view;
      if (!editor) return;
      editor.dispatch({
        selection: { anchor: offsetOf(editor.state.doc, line, column) },
        scrollIntoView: true,
      });
      editor.focus();
    },
    setText(text) {
      view.current?.dispatch({ changes: { from: 0, to: view.current.state.doc.length, insert: text } });
    },
  }));
  return <div ref={frame} className={classes['editor']} />;
}

function createEditor(
  parent: HTMLElement,
  {
    initialText,
    label,
    completions,
    onChange,
  }: Pick<Parameters<typeof EntityEditor>[0], 'initialText' | 'label' | 'completions' | 'onChange'>,
): EditorView {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: initialText,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        lintGutter(),
        yaml(),
        autocompletion({ override: [completions], icons: false }),
        keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
        EditorView.updateListener.of(update => update.docChanged && onChange(update.state.doc.toString())),
        editorTheme,
      ],
    }),
  });
}

function toDiagnostics(doc: Text, problems: readonly EntityProblem[]) {
  return problems.map(({ line = 1, column = 1, severity, message, hint }) => {
    const from = offsetOf(doc, line, column);
    return {
      from,
      to: doc.lineAt(from).to,
      severity,
      message: hint === undefined ? message : `${message}\n${hint}`,
    };
  });
}

/** The nearest place that there is: problems are older than the text. */
function offsetOf(doc: Text, line: number, column: number): number {
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(found.from + column - 1, found.to);
}
