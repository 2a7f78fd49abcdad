/** The words of the search in German. */
export default {
  title: 'Suche',
  hint: 'Ein Feld, das Einträge, Seiten und Aktionen findet',
  field: 'Dienste, APIs, Menschen, Seiten finden',
};
