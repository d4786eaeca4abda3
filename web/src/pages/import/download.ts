/** Lets the person keep a text as a CSV file. */
export function download(name: string, text: string): void {
  // With the byte-order mark spreadsheets read it as UTF-8.
  const url = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
