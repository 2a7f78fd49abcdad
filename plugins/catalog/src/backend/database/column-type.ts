/** The types of columns, in words that both dialects know. */
export type ColumnType = 'integer' | 'text' | 'double precision';
