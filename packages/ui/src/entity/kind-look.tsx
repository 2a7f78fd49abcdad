import { createContext, useCallback, useContext, type ReactNode } from 'react';
import {
  IconCube,
  IconDatabase,
  IconHexagon,
  IconMapPin,
  IconPlug,
  IconSparkles,
  IconStack2,
  IconTemplate,
  IconUser,
  IconUsersGroup,
  IconWorld,
  type Icon,
} from '../icons.ts';

/** How the entities of a kind are told apart at a glance, the same wherever they are shown. */
export interface KindLook {
  icon: Icon;
  /** Colour as an angle on the colour wheel, in degrees. */
  hue: number;
}

/** The looks of the kinds that every catalog has, by kind in lower case. */
export const builtinKindLooks: Readonly<Record<string, KindLook>> = {
  component: { icon: IconCube, hue: 212 },
  api: { icon: IconPlug, hue: 168 },
  system: { icon: IconStack2, hue: 262 },
  domain: { icon: IconWorld, hue: 290 },
  resource: { icon: IconDatabase, hue: 32 },
  group: { icon: IconUsersGroup, hue: 340 },
  user: { icon: IconUser, hue: 12 },
  template: { icon: IconTemplate, hue: 48 },
  location: { icon: IconMapPin, hue: 200 },
  airesource: { icon: IconSparkles, hue: 312 },
};

/** What is said of the looks of kinds, by kind in lower case; the rest stays as it is. */
export type KindLooks = Readonly<Record<string, Partial<KindLook>>>;

const KindLooksContext = createContext<KindLooks>({});

/** Adds looks for kinds of one's own, or changes those that are built in. Kinds are written in lower case. */
export function KindLooksProvider({ looks, children }: { looks: KindLooks; children: ReactNode }) {
  return <KindLooksContext value={looks}>{children}</KindLooksContext>;
}

/** The look of a kind. An unknown one gets a hexagon, in a colour that depends on nothing but its name. */
export function useKindLook(kind: string): KindLook {
  return useKindLooks()(kind);
}

/** {@link useKindLook} for many kinds. */
export function useKindLooks(): (kind: string) => KindLook {
  const looks = useContext(KindLooksContext);
  return useCallback(
    kind => {
      const key = kind.toLowerCase();
      const builtin = Object.hasOwn(builtinKindLooks, key) ? builtinKindLooks[key] : undefined;
      return {
        ...(builtin ?? { icon: IconHexagon, hue: hueOf(key) }),
        ...(Object.hasOwn(looks, key) ? looks[key] : undefined),
      };
    },
    [looks],
  );
}

function hueOf(text: string): number {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return hash;
}
