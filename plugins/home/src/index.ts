/** The bucket of the storage API that holds the arrangements of users. */
export const HOME_STORAGE_BUCKET = 'home.customHomepage';

/** The key of the arrangement in its bucket. */
export const HOME_STORAGE_KEY = 'home';
