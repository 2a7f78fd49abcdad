/** Hands a file to the user, who gets it as a download of this name. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser still reads the file after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
