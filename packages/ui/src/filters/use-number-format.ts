import { useUiText, type UiText } from '../ui-text.tsx';

type Format = (value: number) => string;

const formats = new WeakMap<UiText, Format>();

/** How numbers are written in the language of the page. Making a format takes longer than using it a hundred times, so that it is made for the first number. */
export function useNumberFormat(): Format {
  const text = useUiText();
  return value => {
    const format = formats.get(text) ?? new Intl.NumberFormat(text.locale).format;
    formats.set(text, format);
    return format(value);
  };
}
