/** The words of the devtools in German. */
export default { title: 'Entwicklerwerkzeuge' };
