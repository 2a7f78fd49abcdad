import { useUiText, type UiText } from '../ui-text.tsx';

type Format = (value: number) => string;

const formats = new WeakMap<UiText, Format>();

/** How numbers are written in the language of the page. Making a format takes longer than using it a hundred times. */
export function useNumberFormat(): Format {
  const text = useUiText();
  const known = formats.get(text);
  if (known) return known;
  const { format } = new Intl.NumberFormat(text.locale);
  formats.set(text, format);
  return format;
}
