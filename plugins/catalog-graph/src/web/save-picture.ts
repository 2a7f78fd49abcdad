import type { PictureColours } from './model/svg-document.ts';

/** A picture of more pixels is more than browsers make. */
const mostPixels = 60_000_000;
const sharpness = 2;

/** The colours of the theme that is shown. Kinds get the colour that the look of the kind has. */
export function readColours(hueOf: (kind: string) => number): PictureColours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => toRgb(style.getPropertyValue(`--portico-${name}`).trim());
  const lightness = style.getPropertyValue('--portico-kind-lightness').trim();
  const chroma = style.getPropertyValue('--portico-kind-chroma').trim();
  const kinds = new Map<string, string>();
  return {
    background: token('bg'),
    surface: token('surface'),
    line: token('line'),
    edge: token('line-strong'),
    text: token('text'),
    soft: token('text-soft'),
    kind(kind) {
      const known = kinds.get(kind) ?? toRgb(`oklch(${lightness} ${chroma} ${hueOf(kind)})`);
      kinds.set(kind, known);
      return known;
    },
  };
}

/** Paints an SVG document, twice as large as it is. @throws Error when the browser cannot. */
export async function toPng(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { naturalWidth, naturalHeight } = image;
    const scale = Math.min(sharpness, Math.sqrt(mostPixels / (naturalWidth * naturalHeight)));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(naturalWidth * scale);
    canvas.height = Math.round(naturalHeight * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error(`The browser makes no picture of ${canvas.width} x ${canvas.height} pixels`);
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** A colour of CSS as `#rrggbb`, which drawing programs read too. */
function toRgb(colour: string): string {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d');
  if (!context) return colour;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map(part => part.toString(16).padStart(2, '0')).join('')}`;
}
