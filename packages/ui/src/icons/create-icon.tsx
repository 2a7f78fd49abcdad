import type { ComponentType } from 'react';

/** What every icon takes. */
export interface IconProps {
  /** Width and height in pixels; 16 unless told. */
  size?: number | string | undefined;
  className?: string | undefined;
  /** What the icon says to those who do not see it. Without it the icon is decoration. */
  label?: string | undefined;
}

/** An icon: one line-drawn symbol in the colour of the text around it. */
export type Icon = ComponentType<IconProps>;

/** Makes an icon from the shapes inside its 24 x 24 SVG. The shapes are inserted as they are: never pass what a user wrote. */
export function createIcon(shapes: string): Icon {
  const html = { __html: shapes };
  return function PorticoIcon({ size = 16, className, label }: IconProps) {
    return (
      <svg
        xmlns="http://www.w3.org/2000/svg"
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.75}
        strokeLinecap="round"
        strokeLinejoin="round"
        focusable={false}
        className={className}
        {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
        dangerouslySetInnerHTML={html}
      />
    );
  };
}
