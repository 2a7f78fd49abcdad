import {
  createMessageFormatter,
  createSubject,
  type AppLanguageApi,
  type InstallableTranslationRef,
  type InstallableTranslationResource,
  type MessageTable,
  type TranslationApi,
  type TranslationMessages,
  type TranslationRef,
  type TranslationResource,
  type TranslationSnapshot,
} from '@portico/frontend-plugin-api';

/** What translations are made with. */
export interface TranslationApiOptions {
  language: AppLanguageApi;
  /** Translations, and messages that replace those of plugins; the last one wins. */
  translations?: readonly (TranslationResource | TranslationMessages)[];
  /** Told of translations that could not be loaded; the plugin's own messages are shown instead. */
  onError?: (error: Error) => void;
}

type Messages = Record<string, string>;
type AnyRef = TranslationRef<string, Messages>;

/** The language that plugins are written in. */
const ownLanguage = 'en';

/** Translates messages into the language of the app, loading each language when it is first used. */
export function createTranslationApi(options: TranslationApiOptions): TranslationApi {
  const { language: languages, translations = [] } = options;
  const changes = createSubject<void>();
  const loaded = new Map<string, MessageTable>();
  const loading = new Set<string>();
  languages.language$().subscribe(() => changes.next());

  const snapshot = (ref: AnyRef): TranslationSnapshot<Messages> => {
    const { language } = languages.getLanguage();
    const key = `${language}/${ref.id}`;
    const loaders = findLoaders(ref, translations, language);
    if (loaders.length > 0 && !loaded.has(key)) {
      if (!loading.has(key)) void load(key, loaders);
      return { ready: false };
    }
    const replaced = translations.filter(isMessages).filter(({ id }) => id === ref.id);
    const tables = [
      { messages: loaded.get(key) ?? {}, language },
      ...replaced.toReversed().map(({ messages }) => ({ messages, language: ownLanguage })),
      { messages: toInstallable(ref).getDefaultMessages(), language: ownLanguage },
    ];
    return { ready: true, t: createMessageFormatter(tables) };
  };

  const load = async (key: string, loaders: readonly (() => Promise<{ messages: MessageTable }>)[]) => {
    loading.add(key);
    const tables = await Promise.all(
      loaders.map(async loader => {
        try {
          return (await loader()).messages;
        } catch (cause) {
          options.onError?.(new Error(`The translation '${key}' could not be loaded`, { cause }));
          return {};
        }
      }),
    );
    const present = tables.map(table => Object.entries(table).filter(([, message]) => message !== null));
    loaded.set(key, Object.fromEntries(present.flat()));
    changes.next();
  };

  const api = {
    getTranslation: snapshot,
    translation$: (ref: AnyRef) => {
      const subject = createSubject<TranslationSnapshot<Messages>>();
      return {
        subscribe: (...args: Parameters<typeof subject.observable.subscribe>) => {
          const own = subject.observable.subscribe(...args);
          const all = changes.observable.subscribe(() => subject.next(snapshot(ref)));
          return {
            unsubscribe: () => {
              own.unsubscribe();
              all.unsubscribe();
            },
            get closed() {
              return own.closed;
            },
          };
        },
      };
    },
  };
  // Keys are checked where messages are used.
  return api as TranslationApi;
}

function findLoaders(
  ref: AnyRef,
  translations: readonly (TranslationResource | TranslationMessages)[],
  language: string,
): (() => Promise<{ messages: MessageTable }>)[] {
  const own = toInstallable(ref).getDefaultResource();
  const resources = [
    ...(own ? [own] : []),
    ...translations.filter(given => given.id === ref.id && !isMessages(given)),
  ];
  // The markers stand for these structures, whichever package made them.
  return resources
    .flatMap(resource => (resource as InstallableTranslationResource).resources)
    .filter(resource => resource.language === language)
    .map(resource => resource.loader);
}

function toInstallable(ref: AnyRef): InstallableTranslationRef {
  return ref as InstallableTranslationRef;
}

function isMessages(given: TranslationResource | TranslationMessages): given is TranslationMessages {
  return given.$$type === '@backstage/TranslationMessages';
}
